import GRDB

/// The links of some measures: one query for each kind, however many measures. In SQL, for the query interface of GRDB
/// looks each table up in the whole schema at each request, and this schema is large: 5 ms for one measure.
struct Links {
  enum Kind: CaseIterable {
    case fasen, domeinen, gronden, themas, betrokkenen, programmas, relaties, afgeleid, bronnen
  }

  private var rows: [Kind: [Int64: [Row]]] = [:]

  init(of measures: [Int64], _ database: Database) throws {
    for kind in Kind.allCases {
      let found = try SQLRequest<Row>(literal: Self.query(kind, measures), cached: true).fetchAll(database)
      rows[kind] = Dictionary(grouping: found) { $0["rij"] }
    }
  }

  func map<Shown>(_ kind: Kind, of measure: Int64, _ show: (Row) -> Shown) -> [Shown] {
    rows[kind]?[measure]?.map(show) ?? []
  }

  private static func query(_ kind: Kind, _ measures: [Int64]) -> SQL {
    switch kind {
    case .fasen: codes("maatregel_fasen", "fase", measures)
    case .domeinen: codes("maatregel_domeinen", "domein", measures)
    case .gronden: codes("maatregel_gronden", "grond", measures)
    case .themas: "SELECT rij, waarde FROM maatregel_themas WHERE rij IN \(measures) ORDER BY waarde"
    case .afgeleid: "SELECT rij, waarde FROM maatregel_afgeleid WHERE rij IN \(measures) ORDER BY waarde"
    case .betrokkenen:
      """
      SELECT l.rij, o.kenmerk AS organisatie, l.rol FROM maatregel_betrokkenen l
      JOIN organisatie o ON o.rij = l.organisatie WHERE l.rij IN \(measures) ORDER BY l.volgorde
      """
    case .programmas:
      """
      SELECT l.rij, p.kenmerk AS programma, l.nummer, l.opname, l.reden FROM maatregel_programmas l
      JOIN programma p ON p.rij = l.programma WHERE l.rij IN \(measures) ORDER BY l.volgorde
      """
    case .relaties:
      """
      SELECT l.rij, l.soort, m.kenmerk AS maatregel FROM maatregel_relaties l
      JOIN maatregel m ON m.rij = l.maatregel WHERE l.rij IN \(measures) ORDER BY l.volgorde
      """
    case .bronnen:
      """
      SELECT l.rij, d.kenmerk AS document, l.url, l.regel, l.regel_tot, l.citaat FROM maatregel_bronnen l
      LEFT JOIN document d ON d.rij = l.document WHERE l.rij IN \(measures) ORDER BY l.volgorde
      """
    }
  }

  private static func codes(_ links: String, _ codes: String, _ measures: [Int64]) -> SQL {
    """
    SELECT l.rij, c.kenmerk FROM \(sql: links) l JOIN \(sql: codes) c ON c.rij = l.naar
    WHERE l.rij IN \(measures) ORDER BY c.kenmerk
    """
  }
}
