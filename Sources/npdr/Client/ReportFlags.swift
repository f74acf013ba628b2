import API
import Bytes
import Register

/// The flags of `npdr report`: its own, and one for each member of a progress report that fits on a line.
enum ReportFlags {
  /// The members that a person fills in, those that are always asked first.
  static let fields: [Field] = {
    let all = Resource.voortgangsmelding.fields.filter { field in
      if field.isReadOnly || field.name == "maatregel" || field.name == "afgeleid" { return false }
      switch field.type {
      case .object, .objects, .parameters: return false
      default: return true
      }
    }
    return all.filter(\.isRequired) + all.filter { !$0.isRequired }
  }()

  static let members: [LineFlag] = fields.map { field in
    LineFlag(
      name: field.name == "uitvoeringsstatus" ? "status" : LineFlag.dashed(field.name), key: field.name,
      nl: field.nl + (field.isRequired ? " Verplicht." : ""), values: choices(field),
      collection: field.target.flatMap { Resource.named($0)?.collection }, placeholder: placeholder(field))
  }

  static let own: [LineFlag] = [
    LineFlag(
      name: "bestand", key: "bestand",
      nl:
        "De melding uit een bestand, of - voor standaardinvoer: JSON, of het formulier van de editor. Vlaggen gaan voor.",
      placeholder: "BESTAND"),
    LineFlag(
      name: "publicatie", key: "publicatie",
      nl: "Hoe ver zij gaat. Anders wordt zij openbaar als de maatregel dat is en uw token dat mag.",
      values: ["concept", "vrijgegeven", "gepubliceerd"], placeholder: "STATUS"),
    LineFlag(name: "proef", key: "proef", nl: "Laat het register haar nakijken, en sla niets op.", isSwitch: true),
    LineFlag(name: "json", key: "json", nl: "Toon de opgeslagen melding als JSON, ook op een scherm.", isSwitch: true),
  ]

  static let all = members + own + QueryFlags.connection

  static func choices(_ field: Field) -> [String] {
    if case .choice(let values) = field.type { values } else { [] }
  }

  private static func placeholder(_ field: Field) -> String {
    switch field.type {
    case .day: "DAG"
    case .impreciseDate: "DATUM"
    case .text: "TEKST"
    case .links: "KENMERKEN"
    case .link: "KENMERK"
    default: "WAARDE"
    }
  }

  /// What was typed for a field, as its member.
  static func value(_ text: String, _ field: Field) -> JSON {
    switch field.type {
    case .links, .texts:
      .array(text.split(separator: ",").map { .string(String($0).trimmingSpaces) })
    default: .string(text)
    }
  }

  static func help(width: Int) -> String {
    var help = HelpText(width: width)
    help.paragraph("npdr report MAATREGEL [vlaggen]")
    help.paragraph(
      "Meldt hoe het met een maatregel gaat. Zonder vlaggen opent op een scherm uw editor ($VISUAL of $EDITOR) met een "
        + "formulier. Er is een token nodig van een organisatie die de maatregel uitvoert.")
    help.example([
      "npdr report m-via",
      "npdr report m-via --peildatum 2026-11-01 --status in-uitvoering --schema op-schema \\",
      "  --toelichting \"De lessen uit de pilots zijn met gemeenten gedeeld.\"",
      "npdr report m-via --bestand melding.json",
      "npdr query maatregelen --organisatie szw      welke maatregelen er zijn",
    ])
    help.paragraph(
      "Wat klopt en niet aankomt wordt vanzelf opnieuw verstuurd. Dezelfde melding nog eens versturen kan geen kwaad: "
        + "binnen een dag wordt zij één keer opgeslagen.")
    help.flags("De melding", members)
    help.flags("Vlaggen", own + QueryFlags.connection)
    help.endings()
    return help.text
  }
}
