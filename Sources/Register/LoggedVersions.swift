import Bytes

/// Versions of the log that writes ask for again and again: who reports on a measure has it read each time.
///
/// Found by their number. What is logged under a number stays, but for a redaction, which empties this.
struct LoggedVersions {
  /// What an entry's document says, each member in its place.
  final class Version: Sendable {
    let document: Document
    let publicatie: Publicatie?
    let change: ChangeReason?
    let quietReaders: Audience?

    init(_ resource: Resource, _ logged: JSONObject) {
      publicatie = logged["publicatie"].flatMap(Publicatie.init(logged:))
      change = logged["planwijziging"].flatMap { ChangeReason.read($0).reason }
      quietReaders = QuietWrite.readers(logged[QuietWrite.member])
      document = Document(resource, logged.without(Log.memberNames))
    }
  }

  private var versions: [Int64: Version] = [:]

  /// As many as a department's day speaks of: some hundred measures of a few kilobytes.
  private static let most = 128

  subscript(number: Int64) -> Version? { versions[number] }

  mutating func keep(_ version: Version, at number: Int64) {
    if versions.count == LoggedVersions.most { versions.removeAll(keepingCapacity: true) }
    versions[number] = version
  }

  /// A row that was asked for has a newer version: the next write asks for that one.
  mutating func replace(_ replaced: Int64, by number: Int64, _ version: @autoclosure () -> Version) {
    if versions.removeValue(forKey: replaced) != nil { versions[number] = version() }
  }
}

extension JSONObject {
  fileprivate func without(_ names: [String]) -> JSONObject {
    var rest = self
    for name in names { rest[name] = nil }
    return rest
  }
}
