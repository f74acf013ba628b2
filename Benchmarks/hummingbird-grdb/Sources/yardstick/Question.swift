import Foundation
import GRDB
import Hummingbird

/// The filters of a list.
struct Question: Decodable {
  let fase, verantwoordelijk, grond, gewijzigdSinds, search, cursor: String?
  let limit: Int?

  static func moment(_ text: String) throws -> Int64 {
    Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970)
  }

  func answer(_ database: Database) throws -> Page {
    // Drafts stand in the same table. The plus: without statistics SQLite takes an index of laag for a good one.
    var conditions: [SQL] = ["+m.laag = 0"]
    if let fase { conditions.append(Self.having(fase, "maatregel_fasen", "fase")) }
    if let grond { conditions.append(Self.having(grond, "maatregel_gronden", "grond")) }
    if let verantwoordelijk {
      conditions.append(
        """
        m.rij IN (SELECT b.rij FROM maatregel_betrokkenen b JOIN organisatie o ON o.rij = b.organisatie
          WHERE b.rol = 'verantwoordelijk' AND o.kenmerk = \(verantwoordelijk))
        """)
    }
    if let since = try gewijzigdSinds.map(Self.moment) { conditions.append("m.gewijzigd_op >= \(since)") }
    if let search { conditions.append("maatregel_zoek MATCH \(FTS5Pattern(matchingAllTokensIn: search))") }

    let tables: SQL = "maatregel m\(sql: search == nil ? "" : " JOIN maatregel_zoek ON maatregel_zoek.rowid = m.rij")"
    let all = conditions.joined(separator: " AND ")
    if let last = cursor.flatMap(Self.last) { conditions.append("m.kenmerk > \(last)") }
    let order = search == nil ? "m.kenmerk" : "rank"
    let items = try Maatregel.fetchAll(
      database,
      """
      SELECT m.rij AS sleutel, \(sql: order) AS orde FROM \(tables)
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY orde LIMIT \(limit ?? 30)
      """)
    let count = SQLRequest<Int>(literal: "SELECT count(*) FROM \(tables) WHERE \(all)", cached: true)
    return Page(items: items, aantal: try count.fetchOne(database) ?? 0)
  }

  /// Linked to this code, or to one under it.
  private static func having(_ kenmerk: String, _ links: String, _ codes: String) -> SQL {
    """
    +m.rij IN (SELECT l.rij FROM \(sql: links) l JOIN \(sql: codes)_omvat o ON o.onder = l.naar
      JOIN \(sql: codes) c ON c.rij = o.boven WHERE c.kenmerk = \(kenmerk))
    """
  }

  /// The last name of the page before, from the cursor `["","name"]` in base64url.
  private static func last(of cursor: String) -> String? {
    let base64 = cursor.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - base64.count % 4) % 4)
    return Data(base64Encoded: base64 + padding)
      .flatMap { try? JSONDecoder().decode([String].self, from: $0) }?.last
  }
}

struct Page: ResponseEncodable {
  let items: [Maatregel], aantal: Int
}
