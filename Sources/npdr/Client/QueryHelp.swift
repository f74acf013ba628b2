import API
import Register

/// What `npdr query --help` says: enough to need nothing else.
enum QueryHelp {
  static func overview(width: Int) -> String {
    var help = HelpText(width: width)
    help.paragraph(
      "Vraagt het register, zonder dat u curl hoeft te kennen: op een scherm een tabel, in een pijp JSON.")
    help.example([
      "npdr query maatregelen --grond moslimdiscriminatie --fase herkennen-melden --mist financiering",
      "npdr query maatregelen --zoek zwangerschap* --velden titel,plan --sorteer -gewijzigdOp",
      "npdr query maatregelen/m-via",
      "npdr query maatregelen/m-via/voortgangsmeldingen",
      "npdr query dekking --assen fase,grond",
      "npdr query moties --uitvoering open --alles --csv > moties.csv",
      "npdr query maatregelen --help          de filters van maatregelen, elk met uitleg",
    ])
    help.paragraph(
      "In een filter betekent een komma: een van deze. Dezelfde vlag nog eens betekent: en ook. Aanvullen met de "
        + "tab-toets: zie `npdr completion --help`.")
    help.terms("Collecties", Resource.all.map { ($0.collection, $0.nl) })
    help.terms(
      "Onder een rij, zoals maatregelen/m-via/versies",
      [
        ("versies, versies/NUMMER", "Wat de rij is geweest."),
        ("verschillen", "Wat er verschilt tussen twee versies: --van-versie 1 --tot-versie 2."),
        ("statusovergangen", "Hoe zij op weg naar openbaarheid ging."),
      ]
        + Resource.all.filter { !$0.children.isEmpty }.map { parent in
          (
            "\(parent.collection)/KENMERK/...",
            parent.children.map(\.collection).joined(separator: ", ") + "."
          )
        })
    help.terms(
      "Rapporten",
      ReportDeclaration.all.map { report in
        let path = report.parent.map { "\($0.collection)/KENMERK/" } ?? report.folder.map { "\($0)/" } ?? ""
        return (path + report.name, report.nl)
      })
    help.terms("Verder", [("wijzigingen", "Wat er veranderde, het oudste eerst: --sinds POSITIE.")])
    help.flags("Vlaggen", QueryFlags.always)
    help.endings()
    return help.text
  }

  static func of(_ path: ClientPath, width: Int) -> String {
    var help = HelpText(width: width)
    let pattern = path.pattern.map { $0.hasPrefix("{") ? $0.dropFirst().dropLast().uppercased() : $0 }
    help.paragraph("npdr query \(pattern.joined(separator: "/")) [vlaggen]")
    help.paragraph(path.summary + ". " + path.about.replacing("`", with: ""))
    let flags = QueryFlags.of(path)
    switch path.shape {
    case .list(let resource):
      let filters = Set(resource.filterNames)
      help.flags("Filters", flags.filter { filters.contains($0.key) })
      help.flags("Vorm van het antwoord", flags.filter { !filters.contains($0.key) })
      let fields = resource.memberNames.map { name in (name, resource.field(name)?.nl.replacing("`", with: "") ?? "") }
      help.terms("Velden", fields)
    case .item, .report, .entries, .object: help.flags("Hiervan", flags)
    }
    help.flags("Vlaggen", QueryFlags.always)
    return help.text
  }
}
