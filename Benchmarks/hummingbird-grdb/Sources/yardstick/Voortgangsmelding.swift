import Foundation
import GRDB
import Hummingbird

/// A progress report as it is stored.
struct Voortgangsmelding: Encodable, PersistableRecord {
  struct Input: Decodable { let peildatum, uitvoeringsstatus, schema, toelichting: String }

  /// What whoever sent it gets back.
  struct Answer: ResponseEncodable {
    let kenmerk, maatregel, peildatum, uitvoeringsstatus, schema, toelichting: String
    let publicatie: Maatregel.Publicatie
    let versie: Int
    let aangemaaktOp, gewijzigdOp, ingediendOp: Date
    let _links: [String: Link]
  }

  static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

  let rij, volgnummer, maatregel: Int64
  let kenmerk, peildatum, uitvoeringsstatus, schema, toelichting, publicatieStatus, publicatieZichtbaarheid: String
  let aangemaaktOp, gewijzigdOp, ingediendOp: Int64
  let laag = 0, zicht = 0, besloten = 0, versie = 1
  let weergave = Data()

  /// Stores the report with its words; the status of the measure follows it, and the log gets a line for both. All of
  /// it in the transaction of whoever calls.
  static func add(_ input: Input, to measure: Maatregel, _ database: Database) throws -> Answer {
    var measure = measure
    let now = Date()
    let time = Int64(now.timeIntervalSince1970)
    let row = try database.nextRow()
    let kenmerk = "\(measure.kenmerk.prefix(60))-\(row)"
    let answer = Answer(
      kenmerk: kenmerk, maatregel: measure.kenmerk, peildatum: input.peildatum,
      uitvoeringsstatus: input.uitvoeringsstatus, schema: input.schema, toelichting: input.toelichting,
      publicatie: measure.publicatie, versie: 1, aangemaaktOp: now, gewijzigdOp: now, ingediendOp: now,
      _links: [
        "self": Link("voortgangsmeldingen/\(kenmerk)"), "versies": Link("voortgangsmeldingen/\(kenmerk)/versies"),
      ])
    let entry = try LogEntry.add(answer, "voortgangsmelding", row, kenmerk, versie: 1, time, database)
    try Voortgangsmelding(
      rij: row, volgnummer: entry, maatregel: measure.rij, kenmerk: kenmerk, peildatum: input.peildatum,
      uitvoeringsstatus: input.uitvoeringsstatus, schema: input.schema, toelichting: input.toelichting,
      publicatieStatus: measure.publicatie.status, publicatieZichtbaarheid: measure.publicatie.zichtbaarheid,
      aangemaaktOp: time, gewijzigdOp: time, ingediendOp: time
    ).insert(database)
    try database.run(
      "INSERT INTO voortgangsmelding_zoek (rowid, toelichting) VALUES (\(row), \(input.toelichting))")

    measure.uitvoeringsstatus = input.uitvoeringsstatus
    measure.afgeleid.removeAll { $0 == "uitvoeringsstatus" }
    measure.versie += 1
    measure.gewijzigdOp = now
    let next = try LogEntry.add(
      measure, "maatregel", measure.rij, measure.kenmerk, versie: measure.versie, time, database)
    try database.run(
      "UPDATE logboek SET tot = \(time), tot_volgnummer = \(next) WHERE volgnummer = \(measure.volgnummer)")
    try database.run(
      """
      UPDATE maatregel SET uitvoeringsstatus = \(input.uitvoeringsstatus), versie = \(measure.versie),
        gewijzigd_op = \(time), volgnummer = \(next) WHERE rij = \(measure.rij)
      """)
    try database.run(
      "DELETE FROM maatregel_afgeleid WHERE rij = \(measure.rij) AND waarde = 'uitvoeringsstatus'")
    return answer
  }
}

/// A line of the log: a version as it was. The chain of digests that npdr keeps is left out.
struct LogEntry: Encodable, MutablePersistableRecord {
  static let databaseTableName = "logboek"

  private(set) var volgnummer: Int64?
  let tijd, rij: Int64
  let bron, kenmerk, document: String
  let versie: Int
  let organisatie = "szw", eigenaren = "[]", handeling: String
  let laag = 0, zicht = 0
  let zouten = Data(), vingerafdrukken = Data(), keten = Data(count: 32)

  mutating func didInsert(_ inserted: InsertionSuccess) { volgnummer = inserted.rowID }

  /// Adds `value` as it is now, and returns the number of its line.
  static func add(
    _ value: some Encodable, _ source: String, _ row: Int64, _ kenmerk: String, versie: Int, _ time: Int64,
    _ database: Database
  ) throws -> Int64 {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    var entry = LogEntry(
      tijd: time, rij: row, bron: source, kenmerk: kenmerk,
      document: String(decoding: try encoder.encode(value), as: UTF8.self), versie: versie,
      handeling: versie == 1 ? "aangemaakt" : "gewijzigd")
    try entry.insert(database)
    return entry.volgnummer ?? 0
  }
}

extension Database {
  fileprivate func run(_ statement: SQL) throws { try cachedStatement(literal: statement).execute() }

  /// Rows of all tables are numbered together.
  fileprivate func nextRow() throws -> Int64 {
    let next: SQL = "UPDATE teller SET waarde = waarde + 1 WHERE naam = 'rij' RETURNING waarde"
    return try SQLRequest<Int64>(literal: next, cached: true).fetchOne(self) ?? 0
  }
}
