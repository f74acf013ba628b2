import Bytes

/// The entity tag of the plain JSON of a row: `"3"`, or `"3-c2"` for a draft.
///
/// A strong tag is of the bytes. Links to rows that not everyone sees show when those rows do, without a new version of
/// the row that has them: what it then says has the version with a number behind a dot (`"3.1"`), and for whoever sees
/// more links than most a number made of what he sees. A writer means the version, whichever links were in it.
/// Source: RFC 9110 section 8.8.3.
struct ItemTag: Equatable {
  var versie: Int64
  var conceptversie: Int64?
  /// 0 for the row as it was made.
  var revision: Int64 = 0

  private var version: String { conceptversie.map { "\(versie)-c\($0)" } ?? "\(versie)" }

  var text: String { revision == 0 ? "\"\(version)\"" : "\"\(version).\(revision)\"" }

  /// Of this rendering, which is not the one that is kept beside the row.
  func of(_ json: [UInt8]) -> String {
    let number = SHA256.digest(of: json).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return "\"\(version).\(number)\""
  }

  /// Whether a tag that a writer gives names this version.
  func isNamed(by given: String) -> Bool {
    let bare = "\"\(version)"
    guard given.hasPrefix(bare), given.hasSuffix("\"") else { return false }
    let rest = given.dropFirst(bare.count).dropLast()
    return rest.isEmpty
      || (rest.first == "." && rest.count > 1 && rest.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
  }
}
