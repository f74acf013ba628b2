import Foundation
import GRDB
import Hummingbird

struct Link: Encodable {
  let href: String
  init(_ path: String) { href = "http://127.0.0.1/v1/\(path)" }
}

/// A measure with its links, as the register shows it.
struct Maatregel: FetchableRecord, TableRecord, ResponseEncodable {
  struct Period: Encodable {
    let vanaf, totEnMet, precisie: String

    init?(_ row: Row, _ column: String) {
      guard let vanaf: String = row[column + "_vanaf"] else { return nil }
      self.vanaf = vanaf
      totEnMet = row[column + "_tot_en_met"]
      precisie = row[column + "_precisie"]
    }
  }
  struct Plan: Encodable { let startGepland, gereedGepland, startWerkelijk, gereedWerkelijk: Period? }
  struct Uitloop: Encodable { let eersteGereedGepland: Period?, verschuivingen: Int?, dagen: Int? }
  struct Betrokkene: Encodable { let organisatie, rol: String }
  struct Opname: Encodable { let programma: String, nummer: String?, opname: String, reden: String? }
  struct Relatie: Encodable { let soort, maatregel: String }
  struct Bron: Encodable { let document, url: String?, regel, regelTot: Int?, citaat: String? }
  struct Publicatie: Encodable { let status, zichtbaarheid: String }

  let kenmerk, titel: String
  let omschrijving, doel: String?
  let soort, reikwijdte, bijdrage: String
  let fasen, domeinen, gronden, themas: [String]
  let intersectioneel: Bool?
  let regio: String
  let herhaling: String?
  let betrokkenen: [Betrokkene]
  let programmas: [Opname]
  let plan: Plan
  let uitloop: Uitloop
  var uitvoeringsstatus: String
  let statusTekst: String?
  let relaties: [Relatie]
  let toelichting: String?
  var afgeleid: [String]
  let bronnen: [Bron]
  let publicatie: Publicatie
  var versie: Int
  let aangemaaktOp: Date
  var gewijzigdOp: Date
  let _links: [String: Link]
  let rij, volgnummer: Int64

  enum CodingKeys: CodingKey {
    case kenmerk, titel, omschrijving, doel, soort, reikwijdte, bijdrage, fasen, domeinen, gronden, themas
    case intersectioneel, regio, herhaling, betrokkenen, programmas, plan, uitloop, uitvoeringsstatus, statusTekst
    case relaties, toelichting, afgeleid, bronnen, publicatie, versie, aangemaaktOp, gewijzigdOp, _links
  }

  init(row: Row) {
    func links(_ key: String) -> [Row] { row.prefetchedRows[key] ?? [] }
    func name(_ row: Row, _ key: String) -> String? { row.scopes[key]?["kenmerk"] }
    (kenmerk, titel, omschrijving, doel) = (row["kenmerk"], row["titel"], row["omschrijving"], row["doel"])
    (soort, reikwijdte, bijdrage) = (row["soort"], row["reikwijdte"], row["bijdrage"])
    (fasen, domeinen) = (links("fasen").map { $0["kenmerk"] }, links("domeinen").map { $0["kenmerk"] })
    (gronden, themas) = (links("gronden").map { $0["kenmerk"] }, links("themas").map { $0["waarde"] })
    (intersectioneel, regio, herhaling) = (row["intersectioneel"], row["regio"], row["herhaling"])
    betrokkenen = links("betrokkenen").map { Betrokkene(organisatie: name($0, "organisatie") ?? "", rol: $0["rol"]) }
    programmas = links("programmas").map {
      Opname(programma: name($0, "programma") ?? "", nummer: $0["nummer"], opname: $0["opname"], reden: $0["reden"])
    }
    plan = Plan(
      startGepland: Period(row, "plan_start_gepland"), gereedGepland: Period(row, "plan_gereed_gepland"),
      startWerkelijk: Period(row, "plan_start_werkelijk"), gereedWerkelijk: Period(row, "plan_gereed_werkelijk"))
    uitloop = Uitloop(
      eersteGereedGepland: Period(row, "uitloop_eerste_gereed_gepland"),
      verschuivingen: row["uitloop_verschuivingen"], dagen: row["uitloop_dagen"])
    (uitvoeringsstatus, statusTekst) = (row["uitvoeringsstatus"], row["status_tekst"])
    relaties = links("relaties").map { Relatie(soort: $0["soort"], maatregel: name($0, "maatregel") ?? "") }
    toelichting = row["toelichting"]
    afgeleid = links("afgeleid").map { $0["waarde"] }
    bronnen = links("bronnen").map {
      Bron(
        document: name($0, "document"), url: $0["url"], regel: $0["regel"], regelTot: $0["regel_tot"],
        citaat: $0["citaat"])
    }
    publicatie = Publicatie(status: row["publicatie_status"], zichtbaarheid: row["publicatie_zichtbaarheid"])
    versie = row["versie"]
    aangemaaktOp = Date(timeIntervalSince1970: row["aangemaakt_op"])
    gewijzigdOp = Date(timeIntervalSince1970: row["gewijzigd_op"])
    (rij, volgnummer) = (row["rij"], row["volgnummer"])
    let own = "maatregelen/\(kenmerk)"
    var found = ["self": Link(own)]
    for part in [
      "acties", "voortgangsmeldingen", "planwijzigingen", "oordelen", "effectonderzoeken", "financieringsregels",
      "versies",
    ] { found[part] = Link("\(own)/\(part)") }
    for list in ["indicatoren", "moties", "toezeggingen"] { found[list] = Link("\(list)?maatregel=\(kenmerk)") }
    _links = found
  }
}
