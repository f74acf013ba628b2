import Bytes
import HTTP
import Register

/// What the site calls things: collections in the plural, values of choices. Dutch values are words already; English
/// ones are here, and a value that is not is shown as it is.
extension SiteView {
  /// `Maatregelen`, `Measures`.
  func plural(_ collection: String) -> String { Self.plural(collection, language) }

  static func plural(_ collection: String, _ language: Language) -> String {
    plurals[collection]?.text(in: language) ?? ValueWords(language: language).humanised(collection)
  }

  /// `Maatregel`, `Measure`.
  func singular(_ resource: Resource) -> String {
    if language == .en, let word = Self.singulars[resource.name] { return word }
    return ValueWords(language: language).humanised(resource.name)
  }

  /// `in-uitvoering` is `In uitvoering`, in English `Under way`.
  func word(_ value: String) -> String {
    if language == .en, let word = Self.values[value] { return word }
    return ValueWords(language: language).humanised(value)
  }

  /// What a field is called: the beginning of its description.
  func label(_ field: Field) -> String { Self.label(field, language) }

  static func label(_ field: Field, _ language: Language) -> String {
    if let label = labels[field.name] { return label.text(in: language) }
    let text = language == .nl ? field.nl : field.en
    let short = text.prefix { !".;:,(".contains($0) }
    return String(short.reversed().drop { $0 == " " }.reversed()).replacing("`", with: "")
  }

  /// What a column or a choice of a report is called, by its name in the API: `grond` is `Ground`, `gereedGeplandJaar`
  /// `Planned end, year`.
  func term(_ name: String) -> String {
    if Resource.collected(as: name) != nil { return plural(name) }
    let words = ValueWords(language: language)
    guard language == .en else { return words.humanised(name) }
    if let term = Self.terms[name] ?? Self.values[name] { return term }
    if let resource = Resource.named(name) { return singular(resource) }
    if let field = Self.fields[name] { return label(field) }
    if name.hasSuffix("Jaar") { return "\(term(String(name.dropLast(4)))), year" }
    return words.humanised(name)
  }

  /// The first field of each name, also within objects, and by the name of its filter.
  private static let fields: [String: Field] = {
    var all: [String: Field] = [:]
    for field in Resource.all.flatMap(\.fields) {
      for one in [field] + field.members {
        for name in [one.name, one.filter].compactMap({ $0 }) where all[name] == nil { all[name] = one }
      }
    }
    return all
  }()

  /// Names of columns and tables that no field has.
  private static let terms: [String: String] = [
    "aantal": "Number", "as": "Axis", "wat": "What", "jaar": "Year", "waarde": "Value", "totaal": "Total",
    "zonderBedrag": "Without an amount", "zonder-bedrag": "Without an amount", "nietMeegeteld": "Not counted",
    "niet-meegeteld": "Not counted", "mogelijkeOverlap": "Possible overlap", "vermeld": "Stated",
    "afgeleid": "Inferred", "ontbreekt": "Missing", "percentageVermeld": "Percentage stated", "tabel": "Table",
    "onderdeel": "Part", "uitleg": "Explanation", "sinds": "Since", "veld": "Member", "van": "From", "naar": "To",
    "erbij": "Added", "eraf": "Gone", "sectie": "Heading", "exact": "Exact", "afgerond": "Rounded", "circa": "About",
    "verantwoordelijk": "Responsible", "organisatie": "Organisation",
  ]

  private static let plurals: [String: Words] = [
    "fasen": Words(nl: "Fasen", en: "Phases"),
    "domeinen": Words(nl: "Domeinen", en: "Domains"),
    "gronden": Words(nl: "Gronden", en: "Grounds"),
    "organisaties": Words(nl: "Organisaties", en: "Organisations"),
    "documenten": Words(nl: "Documenten", en: "Documents"),
    "programmas": Words(nl: "Programma's", en: "Programmes"),
    "uitvragen": Words(nl: "Uitvragen", en: "Rounds"),
    "maatregelen": Words(nl: "Maatregelen", en: "Measures"),
    "acties": Words(nl: "Acties", en: "Steps"),
    "voortgangsmeldingen": Words(nl: "Voortgangsmeldingen", en: "Progress reports"),
    "planwijzigingen": Words(nl: "Wijzigingen van het plan", en: "Changes of the plan"),
    "oordelen": Words(nl: "Oordelen van de NCDR", en: "Judgements of the NCDR"),
    "effectonderzoeken": Words(nl: "Onderzoek naar effect", en: "Research into effect"),
    "voorstellen": Words(nl: "Voorstellen", en: "Proposals"),
    "lacunes": Words(nl: "Verklaarde lacunes", en: "Explained holes"),
    "financieringsregels": Words(nl: "Financieringsregels", en: "Finance lines"),
    "financieringssecties": Words(nl: "Secties van de financiële bijlage", en: "Headings of the finance annex"),
    "moties": Words(nl: "Moties", en: "Motions"),
    "toezeggingen": Words(nl: "Toezeggingen", en: "Promises to Parliament"),
    "indicatoren": Words(nl: "Indicatoren", en: "Indicators"),
    "metingen": Words(nl: "Metingen", en: "Measurements"),
    "gebeurtenissen": Words(nl: "Tijdlijn", en: "Timeline"),
  ]

  private static let singulars: [String: String] = [
    "fase": "Phase", "domein": "Domain", "grond": "Ground", "organisatie": "Organisation", "document": "Document",
    "programma": "Programme", "uitvraag": "Round", "maatregel": "Measure", "actie": "Step",
    "voortgangsmelding": "Progress report", "planwijziging": "Change of the plan", "oordeel": "Judgement",
    "effectonderzoek": "Research into effect", "voorstel": "Proposal", "lacune": "Explained hole",
    "financieringsregel": "Finance line", "financieringssectie": "Heading of the finance annex", "motie": "Motion",
    "toezegging": "Promise to Parliament", "indicator": "Indicator", "meting": "Measurement",
    "gebeurtenis": "Event",
  ]

  /// Where the description begins with something else than the name.
  private static let labels: [String: Words] = [
    "titel": Words(nl: "Titel", en: "Title"), "naam": Words(nl: "Naam", en: "Name"),
    "soort": Words(nl: "Soort", en: "Kind"), "reikwijdte": Words(nl: "Reikwijdte", en: "Scope"),
    "bijdrage": Words(nl: "Bijdrage", en: "Contribution"), "omschrijving": Words(nl: "Omschrijving", en: "Description"),
    "doel": Words(nl: "Doel", en: "Aim"), "betrokkenen": Words(nl: "Betrokkenen", en: "Involved"),
    "programmas": Words(nl: "Programma's", en: "Programmes"), "plan": Words(nl: "Plan", en: "Plan"),
    "uitloop": Words(nl: "Uitloop", en: "Slippage"), "uitvoeringsstatus": Words(nl: "Stand", en: "State"),
    "statusTekst": Words(nl: "De bron zegt", en: "The source says"), "relaties": Words(nl: "Verband", en: "Relations"),
    "toelichting": Words(nl: "Toelichting", en: "Note"), "bronnen": Words(nl: "Bronnen", en: "Sources"),
    "regio": Words(nl: "Regio", en: "Region"), "herhaling": Words(nl: "Herhaling", en: "Recurrence"),
    "themas": Words(nl: "Thema's", en: "Themes"), "intersectioneel": Words(nl: "Intersectioneel", en: "Intersectional"),
    "schema": Words(nl: "Op schema", en: "On schedule"), "peildatum": Words(nl: "Peildatum", en: "Reference day"),
    "gemeldDoor": Words(nl: "Gemeld door", en: "Reported by"), "kleur": Words(nl: "Oordeel", en: "Judgement"),
    "kamerstuk": Words(nl: "Kamerstuk", en: "Parliamentary paper"), "status": Words(nl: "Stand", en: "State"),
    "gezondenAan": Words(nl: "Gezonden aan", en: "Sent to"), "openbaar": Words(nl: "Openbaar", en: "Public"),
    "ondertekenaars": Words(nl: "Ondertekend door", en: "Signed by"),
    "medeNamens": Words(nl: "Mede namens", en: "Also on behalf of"), "datum": Words(nl: "Datum", en: "Date"),
    "stand": Words(nl: "Stand", en: "State"), "rollen": Words(nl: "Rollen", en: "Roles"),
    "velden": Words(nl: "Wat er wijzigde", en: "What changed"), "reden": Words(nl: "Reden", en: "Reason"),
    "label": Words(nl: "Label", en: "Label"), "precisie": Words(nl: "Precisie", en: "Precision"),
    "bedrag": Words(nl: "Bedrag", en: "Amount"), "bedragTekst": Words(nl: "Zoals geschreven", en: "As written"),
    "maatregelen": Words(nl: "Maatregelen", en: "Measures"),
    "organisaties": Words(nl: "Organisaties", en: "Organisations"), "sectie": Words(nl: "Kop", en: "Heading"),
    "uitvoering": Words(nl: "Stand", en: "State"), "kamer": Words(nl: "Kamer", en: "House"),
    "vraag": Words(nl: "Wat is gevraagd", en: "What was asked"), "bereik": Words(nl: "Bereik", en: "Reach"),
    "uitvoeringTekst": Words(nl: "De bron zegt", en: "The source says"),
    "doorlopend": Words(nl: "Doorlopend", en: "Standing"), "afgedaanMet": Words(nl: "Afgedaan met", en: "Settled by"),
    "indieners": Words(nl: "Ingediend door", en: "Moved by"), "eenheid": Words(nl: "Eenheid", en: "Unit"),
    "definitie": Words(nl: "Wat wordt gemeten", en: "What is measured"),
    "bronOrganisatie": Words(nl: "Wie meet", en: "Who measures"), "periode": Words(nl: "Periode", en: "Period"),
    "uitsplitsing": Words(nl: "Uitsplitsing", en: "Breakdown"), "waarde": Words(nl: "Waarde", en: "Value"),
    "waardeTekst": Words(nl: "In woorden", en: "In words"), "bron": Words(nl: "Bron", en: "Source"),
    "actoren": Words(nl: "Betrokkenen", en: "Actors"), "verwacht": Words(nl: "Was voorzien", en: "Was expected"),
    "richting": Words(nl: "Goede kant", en: "Good direction"),
    "redenGeenBedrag": Words(nl: "Waarom geen bedrag", en: "Why no amount"),
    "mogelijkeOverlap": Words(nl: "Mogelijk hetzelfde geld", en: "May be the same money"),
    "selectie": Words(nl: "Gevraagd", en: "Asked for"), "werkwijze": Words(nl: "Werkwijze", en: "Way of working"),
  ]

  private static let values: [String: String] = [
    "voorgenomen": "Intended", "in-voorbereiding": "In preparation", "in-uitvoering": "Under way",
    "afgerond": "Finished", "gestopt": "Stopped", "opgeschort": "Suspended", "vervallen": "Lapsed",
    "onbekend": "Unknown", "bestaand": "Existing policy", "concrete-verandering": "Concrete change",
    "voorbereiding": "Preparation", "generiek": "Generic: all grounds", "specifiek": "Specific",
    "primair": "Primary", "draagt-bij": "Contributes", "europees": "European", "caribisch": "Caribbean",
    "beide": "Both", "verantwoordelijk": "Responsible", "medeverantwoordelijk": "Jointly responsible",
    "uitvoerder": "Executes", "partner": "Partner", "financier": "Pays", "kandidaat": "Candidate",
    "opgenomen": "Included", "niet-opgenomen": "Not included", "doorlopend": "Ongoing", "deel-van": "Part of",
    "vervangt": "Replaces", "hangt-samen-met": "Related to", "op-schema": "On schedule",
    "licht-vertraagd": "Slightly late", "vertraagd": "Late", "niet-van-toepassing": "Not applicable",
    "groen": "Green", "oranje": "Orange", "rood": "Red", "grijs": "Grey", "ministerie": "Ministry",
    "zbo": "Independent body", "politie": "Police", "gemeente": "Municipalities", "coordinator": "Coordinator",
    "adviescollege": "Advisory council", "maatschappelijk": "Civil society", "koepel": "Umbrella organisation",
    "kamer": "Parliament", "overig": "Other", "open": "Open", "deels-afgedaan": "Partly settled",
    "afgedaan": "Settled", "aangehouden": "Held over", "motie": "Motion", "toezegging": "Promise",
    "verzoek": "Request", "aankondiging": "Announcement", "voornemen": "Intention", "kamervraag": "Question",
    "eerste": "Senate", "tweede": "House of Representatives", "uitstel": "Postponed", "versnelling": "Sooner",
    "inhoud": "Content", "begroot": "Budgeted", "beschikbaar": "Available", "gereserveerd": "Reserved",
    "toegekend": "Granted", "uitgegeven": "Spent", "ontvangen": "Received", "verwacht": "Expected",
    "aandeel": "Share", "capaciteit": "Capacity", "gelabeld": "Labelled", "verweven": "Interwoven",
    "exact": "Exact", "afgerond-bedrag": "Rounded", "circa": "About", "hoger": "Higher", "lager": "Lower",
    "niet-genoemd": "Not mentioned", "aandeel-onbekend": "Share unknown", "niet-gelabeld": "Not labelled",
    "niet-geoormerkt": "Not earmarked", "alleen-vergelijkenderwijs": "Only by comparison",
    "niet-gekwantificeerd": "Not quantified", "geen-landelijk-cijfer": "No national figure", "per-jaar": "A year",
    "zonder-jaar": "Without a year", "per-inwoner": "Per inhabitant", "mutatie": "Change of a level",
    "over-tijd": "Overdue", "stil": "Silent", "geen-verantwoordelijke": "Nobody responsible", "geen-doel": "No aim",
    "uitvraag-onbeantwoord": "Round not answered", "oordeel-wijkt-af": "Judgement differs",
    "embargo-eindigt": "Embargo ends", "niet-aan-kamer": "Not sent to a House", "nieuw": "New", "weg": "Gone",
    "verplaatst": "Moved", "gewijzigd": "Changed",
    "regel": "This line", "departement": "The department", "rijk": "Central government",
    "geen": "None", "werkt": "Works", "werkt-deels": "Works in part", "werkt-niet": "Does not work",
  ]
}
