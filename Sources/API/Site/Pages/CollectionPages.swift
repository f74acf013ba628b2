import Bytes
import HTTP
import Register

/// The lists of every collection and the page of each of its rows. Those that have no listing of their own get one
/// from their declaration, so that every link in the register leads somewhere.
enum CollectionPages {
  static let all: [SitePage] =
    Resource.all.filter { $0.name != "organisatie" }.map { listing(of: $0).page }
    + Resource.all.filter { $0.name != "maatregel" }.map { RowPage(resource: $0).page }

  static func listing(of resource: Resource) -> Listing { own[resource.name] ?? derived(resource) }

  private static let own: [String: Listing] = Dictionary(
    uniqueKeysWithValues: listings.map { ($0.resource.name, $0) })

  private static let listings: [Listing] =
    [
      Listing(
        .maatregel, nl: "Wat wordt er gedaan, waartegen, door wie, en hoe ver is het?",
        en: "What is being done, against what, by whom, and how far is it?",
        facets: [
          "fase", "grond", "domein", "uitvoeringsstatus", "verantwoordelijk", "organisatie", "programma", "soort",
          "reikwijdte", "regio",
        ], columns: ["betrokkenen", "fasen", "gronden", "domeinen", "uitvoeringsstatus"], sort: "titel")
    ]
    + [
      named(
        "document", nl: "De brieven, nota's, onderzoeken en pagina's waarop het register steunt.",
        en: "The letters, papers, studies and pages the register rests on.", facets: ["soort", "afzender"],
        columns: ["datum", "soort", "kamerstuk", "afzenders"], sort: "-datum"),
      named(
        "programma", nl: "De edities van het Nationaal Programma en de aanpakken ernaast en eronder.",
        en: "The editions of the National Programme and the approaches beside and under it.",
        facets: ["soort", "status"], columns: ["soort", "status", "periode", "trekkers"]),
      named(
        "voortgangsmelding", nl: "Wat departementen over hun maatregelen melden.",
        en: "What departments report on their measures.", facets: ["schema", "uitvoeringsstatus", "gemeldDoor"],
        columns: ["peildatum", "uitvoeringsstatus", "schema", "gemeldDoor"], sort: "-peildatum"),
      named(
        "planwijziging", nl: "Elke wijziging van een plan, met haar reden.",
        en: "Every change of a plan and its reason.",
        facets: ["soort", "gemeldDoor"], columns: ["soorten", "reden", "gemeldDoor"], sort: "-gewijzigdOp"),
      named(
        "motie", nl: "Wat de Kamers vroegen, en wat ermee is gedaan.",
        en: "What Parliament asked for, and what was done with it.", facets: ["uitvoering", "kamer", "organisatie"],
        columns: ["datum", "kamerstuk", "uitvoering", "maatregelen"], sort: "-datum"),
      named(
        "toezegging", nl: "Wat bewindspersonen het parlement toezegden, en wat ermee is gedaan.",
        en: "What ministers promised Parliament, and what was done with it.",
        facets: ["uitvoering", "soort", "kamer", "doorlopend", "organisatie"],
        columns: ["datum", "soort", "uitvoering", "maatregelen"], sort: "-datum"),
      named(
        "indicator", nl: "Waaraan te zien is of het helpt.", en: "By which one can see whether it helps.",
        facets: ["bronOrganisatie", "richting"], columns: ["definitie", "eenheid", "bronOrganisatie"]),
      named(
        "financieringsregel", nl: "Elk bedrag dat een bron noemt, zo precies als zij het noemt.",
        en: "Every amount a source names, as precisely as it does.",
        facets: ["sectie", "soort", "label", "precisie", "organisatie", "bereik"],
        columns: ["maatregelen", "bedragTekst", "label", "organisaties", "sectie"]),
      named(
        "meting", nl: "Wat er is gemeten; bronnen die verschillen staan naast elkaar.",
        en: "What was measured; sources that differ stand side by side.", facets: ["indicator", "voorlopig"],
        columns: ["periode", "uitsplitsing", "waarde", "waardeTekst", "bron"], sort: "-periode"),
      named(
        "gebeurtenis", nl: "Wat er wanneer gebeurde, en wat wordt verwacht.",
        en: "What happened when, and what is expected.", facets: ["soort", "verwacht"],
        columns: ["datum", "soort", "actoren"], sort: "-datum"),
      named(
        "grond", nl: "De gronden van discriminatie die het register onderscheidt.",
        en: "The grounds of discrimination the register tells apart.", columns: ["bovenliggend", "aliassen"],
        sort: "volgorde"),
      named(
        "uitvraag", nl: "Rondes waarin het bureau alle departementen naar de stand vraagt.",
        en: "Rounds in which the bureau asks every department for the state of affairs.",
        columns: ["geopendOp", "sluitdatum", "programma"], sort: "-sluitdatum"),
    ].compactMap { $0 }

  private static func named(
    _ name: String, nl: String, en: String, facets: [String] = [], columns: [String], sort: String? = nil
  ) -> Listing? {
    Resource.named(name).map { resource in
      let isSortable = sort.map { resource.sortableNames.contains($0.replacing("-", with: "")) } ?? false
      return Listing(
        resource, nl: nl, en: en, facets: facets, columns: columns, sort: isSortable ? sort : nil)
    }
  }

  /// Choices to tick, and the first few members that fit in a column.
  private static func derived(_ resource: Resource) -> Listing {
    let facets = resource.fields.filter { if case .choice = $0.type { true } else { false } }.compactMap(\.filter)
    let columns = resource.fields.filter { field in
      if ["titel", "naam", "toelichting", "afgeleid", "bronnen"].contains(field.name) { return false }
      switch field.type {
      case .choice, .day, .impreciseDate, .link, .links, .integer, .boolean: return true
      default: return false
      }
    }
    let order = ["volgorde", "peildatum", "naam", "titel"].first { resource.sortableNames.contains($0) }
    return Listing(
      resource, nl: resource.nl, en: resource.en, facets: Array(facets.prefix(4)),
      columns: columns.prefix(4).map(\.name), sort: order)
  }
}
