import GRDB

/// A cell of the coverage: how many measures a phase has for a ground, and how many for all grounds.
struct Dekking: FetchableRecord, Encodable {
  let fase, grond: String, aantal, generiek, afgeleid: Int, _links: [String: Link]

  /// Counts the links themselves, of each code with what falls under it.
  static func fetchAll(_ database: Database, since: Int64) throws -> [Dekking] {
    try SQLRequest(
      literal: """
        WITH gekozen AS (SELECT rij, reikwijdte FROM maatregel WHERE laag = 0 AND gewijzigd_op >= \(since)),
        telling AS (
          SELECT fo.boven AS fase, go.boven AS grond, count(DISTINCT m.rij) AS aantal,
            count(DISTINCT CASE WHEN mf.afgeleid = 0 AND mg.afgeleid = 0 THEN m.rij END) AS gesteld
          FROM gekozen m
          JOIN maatregel_fasen mf ON mf.rij = m.rij JOIN fase_omvat fo ON fo.onder = mf.naar
          JOIN maatregel_gronden mg ON mg.rij = m.rij JOIN grond_omvat go ON go.onder = mg.naar
          GROUP BY 1, 2),
        algemeen AS (
          SELECT fo.boven AS fase, count(DISTINCT m.rij) AS generiek FROM gekozen m
          JOIN maatregel_fasen mf ON mf.rij = m.rij JOIN fase_omvat fo ON fo.onder = mf.naar
          WHERE m.reikwijdte = 'generiek' GROUP BY 1)
        SELECT f.kenmerk AS fase, g.kenmerk AS grond, coalesce(t.aantal, 0) AS aantal,
          coalesce(a.generiek, 0) AS generiek, coalesce(t.aantal - t.gesteld, 0) AS afgeleid
        FROM fase f CROSS JOIN grond g
        LEFT JOIN telling t ON t.fase = f.rij AND t.grond = g.rij LEFT JOIN algemeen a ON a.fase = f.rij
        ORDER BY f.volgorde, g.volgorde
        """, cached: true
    ).fetchAll(database)
  }

  init(row: Row) {
    (fase, grond) = (row["fase"], row["grond"])
    (aantal, generiek, afgeleid) = (row["aantal"], row["generiek"], row["afgeleid"])
    let list = Link("maatregelen?fase=\(fase)&grond=\(grond)")
    _links = [
      "lijst": list, "aantal": list, "generiek": Link("maatregelen?fase=\(fase)&generiek=true"),
      "afgeleid": Link("maatregelen?fase=\(fase)&grond=\(grond)&doorAfgeleid=true"),
    ]
  }
}
