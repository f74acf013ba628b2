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
    var all = Maatregel.published
    if let fase { all = all.having(fase, "maatregel_fasen", "fase") }
    if let grond { all = all.having(grond, "maatregel_gronden", "grond") }
    if let verantwoordelijk {
      all = all.filter(
        literal: """
          maatregel.rij IN (SELECT b.rij FROM maatregel_betrokkenen b JOIN organisatie o ON o.rij = b.organisatie
            WHERE b.rol = 'verantwoordelijk' AND o.kenmerk = \(verantwoordelijk))
          """)
    }
    if let gewijzigdSinds { all = all.filter(Column("gewijzigd_op") >= (try Self.moment(gewijzigdSinds))) }
    if let search { all = all.joining(required: Maatregel.words.matching(FTS5Pattern(matchingAllTokensIn: search))) }

    var page = search == nil ? all.order(Column("kenmerk")) : all.order(literal: "rank")
    if let last = cursor.flatMap(Self.last) { page = page.filter(Column("kenmerk") > last) }
    return Page(items: try page.limit(limit ?? 30).withLinks().fetchAll(database), aantal: try all.fetchCount(database))
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

extension QueryInterfaceRequest<Maatregel> {
  /// Linked to this code, or to one under it.
  fileprivate func having(_ kenmerk: String, _ links: String, _ codes: String) -> Self {
    filter(
      literal: """
        maatregel.rij IN (SELECT l.rij FROM \(sql: links) l JOIN \(sql: codes)_omvat o ON o.onder = l.naar
          JOIN \(sql: codes) c ON c.rij = o.boven WHERE c.kenmerk = \(kenmerk))
        """)
  }
}
