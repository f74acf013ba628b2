import Foundation
import GRDB
import Hummingbird

struct Link: Encodable {
  let href: String
  init(_ path: String) { href = "http://127.0.0.1/v1/\(path)" }
}

/// A measure with its links, as the register shows it.
struct Maatregel: ResponseEncodable {
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

  private static let columns: SQL = """
    m.rij, m.kenmerk, m.titel, m.omschrijving, m.doel, m.soort, m.reikwijdte, m.bijdrage, m.intersectioneel, m.regio,
    m.herhaling, m.plan_start_gepland_vanaf, m.plan_start_gepland_tot_en_met, m.plan_start_gepland_precisie,
    m.plan_gereed_gepland_vanaf, m.plan_gereed_gepland_tot_en_met, m.plan_gereed_gepland_precisie,
    m.plan_start_werkelijk_vanaf, m.plan_start_werkelijk_tot_en_met, m.plan_start_werkelijk_precisie,
    m.plan_gereed_werkelijk_vanaf, m.plan_gereed_werkelijk_tot_en_met, m.plan_gereed_werkelijk_precisie,
    m.uitloop_eerste_gereed_gepland_vanaf, m.uitloop_eerste_gereed_gepland_tot_en_met,
    m.uitloop_eerste_gereed_gepland_precisie, m.uitloop_verschuivingen, m.uitloop_dagen, m.uitvoeringsstatus,
    m.status_tekst, m.toelichting, m.publicatie_status, m.publicatie_zichtbaarheid, m.versie, m.aangemaakt_op,
    m.gewijzigd_op, m.volgnummer
    """

  /// Those that `keys` finds, as `sleutel` with their `orde`, with their links.
  static func fetchAll(_ database: Database, _ keys: SQL) throws -> [Maatregel] {
    let all: SQL = "SELECT \(columns) FROM (\(keys)) k JOIN maatregel m ON m.rij = k.sleutel ORDER BY k.orde"
    let rows = try SQLRequest<Row>(literal: all, cached: true).fetchAll(database)
    let links = try Links(of: rows.map { $0["rij"] }, database)
    return rows.map { Maatregel($0, links) }
  }

  static func named(_ kenmerk: String, _ database: Database) throws -> Maatregel? {
    try fetchAll(database, "SELECT rij AS sleutel, 0 AS orde FROM maatregel WHERE kenmerk = \(kenmerk) AND laag = 0")
      .first
  }

  private init(_ row: Row, _ links: Links) {
    let rij: Int64 = row["rij"]
    (self.rij, volgnummer) = (rij, row["volgnummer"])
    (kenmerk, titel, omschrijving, doel) = (row["kenmerk"], row["titel"], row["omschrijving"], row["doel"])
    (soort, reikwijdte, bijdrage) = (row["soort"], row["reikwijdte"], row["bijdrage"])
    fasen = links.map(.fasen, of: rij) { $0["kenmerk"] }
    domeinen = links.map(.domeinen, of: rij) { $0["kenmerk"] }
    gronden = links.map(.gronden, of: rij) { $0["kenmerk"] }
    themas = links.map(.themas, of: rij) { $0["waarde"] }
    (intersectioneel, regio, herhaling) = (row["intersectioneel"], row["regio"], row["herhaling"])
    betrokkenen = links.map(.betrokkenen, of: rij) { Betrokkene(organisatie: $0["organisatie"], rol: $0["rol"]) }
    programmas = links.map(.programmas, of: rij) {
      Opname(programma: $0["programma"], nummer: $0["nummer"], opname: $0["opname"], reden: $0["reden"])
    }
    plan = Plan(
      startGepland: Period(row, "plan_start_gepland"), gereedGepland: Period(row, "plan_gereed_gepland"),
      startWerkelijk: Period(row, "plan_start_werkelijk"), gereedWerkelijk: Period(row, "plan_gereed_werkelijk"))
    uitloop = Uitloop(
      eersteGereedGepland: Period(row, "uitloop_eerste_gereed_gepland"),
      verschuivingen: row["uitloop_verschuivingen"], dagen: row["uitloop_dagen"])
    (uitvoeringsstatus, statusTekst) = (row["uitvoeringsstatus"], row["status_tekst"])
    relaties = links.map(.relaties, of: rij) { Relatie(soort: $0["soort"], maatregel: $0["maatregel"]) }
    toelichting = row["toelichting"]
    afgeleid = links.map(.afgeleid, of: rij) { $0["waarde"] }
    bronnen = links.map(.bronnen, of: rij) {
      Bron(
        document: $0["document"], url: $0["url"], regel: $0["regel"], regelTot: $0["regel_tot"], citaat: $0["citaat"])
    }
    publicatie = Publicatie(status: row["publicatie_status"], zichtbaarheid: row["publicatie_zichtbaarheid"])
    versie = row["versie"]
    aangemaaktOp = Date(timeIntervalSince1970: row["aangemaakt_op"])
    gewijzigdOp = Date(timeIntervalSince1970: row["gewijzigd_op"])
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
