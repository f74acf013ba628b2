public import Bytes
public import SQL

/// Takes a text out of every version of a row: a name that was leaked, what a court forbids (DESIGN section 6).
///
/// Everything the register keeps of the row is rewritten in one transaction: the log's documents and reasons, the row
/// and its lists, the tables of the past, the search indexes, the answers kept for a repeat. The chain of the log still
/// holds, because it covers a digest of each member and not the member; the salt of a struck member is replaced, so
/// that nobody can try names against the old digest. The redaction is a log entry of its own, `doorhaling`, a new
/// version of the row: whoever keeps a copy learns that there is another one. It holds a digest of each member as it is
/// now, under the new salt, so that what was left standing cannot be changed unseen either.
public struct Redaction: Sendable {
  public let resource: Resource
  public let kenmerk: String
  /// The kenmerk of the organisation that has it done.
  public let organisation: String
  /// The kenmerk of the token of who does it, if any.
  public let token: String?
  public let reason: String
  private let strike: Strike

  /// The member of a log document in which a redaction says what it did: `veld`, whether `geheel`, and `geraakt`, the
  /// members of older entries (`StruckMember`), of which nothing is for readers.
  static let member = "doorhaling"

  /// What was done.
  public struct Summary: Sendable, Equatable {
    /// Versions, published or draft, that held the text.
    public internal(set) var versions = 0
    /// Where the same text still stands: `maatregel m-via titel`. Always empty for a whole field.
    public internal(set) var elsewhere: [String] = []
  }

  public enum Refusal: Error, Sendable, Equatable {
    case unknownField(allowed: [String])
    case emptyText
    /// The reason is shown to everyone.
    case reasonHoldsText
    case reasonMissing
    case unknownRow
    /// The field never held the text.
    case textNotFound
  }

  /// - Parameter field: a member of the resource that holds text, at any depth; or `reden`, every reason given.
  /// - Parameter text: what is to go, as it is spelled; nil for the whole field.
  public init(
    _ resource: Resource, kenmerk: String, field: String, text: String?, reason: String, organisation: String = "ncdr",
    token: String? = nil
  ) throws(Refusal) {
    guard let strike = Strike(resource, field: field, text: text) else {
      throw .unknownField(allowed: Strike.fields(of: resource))
    }
    if let text, text.isEmpty || Strike.marker.contains(text) { throw .emptyText }
    if reason.allSatisfy(\.isWhitespace) { throw .reasonMissing }
    if let text, reason.contains(text) { throw .reasonHoldsText }
    self.resource = resource
    self.kenmerk = kenmerk
    self.organisation = organisation
    self.token = token
    self.reason = reason
    self.strike = strike
  }

  /// The same, of what a change of the plan tells.
  init(of redaction: Redaction, toldBy kenmerk: String, _ strike: Strike) {
    resource = .planwijziging
    self.kenmerk = kenmerk
    organisation = redaction.organisation
    token = redaction.token
    reason = redaction.reason
    self.strike = strike
  }

  /// Does it, in one transaction; afterwards `VACUUM` and a checkpoint take the words out of the file.
  ///
  /// - Parameter connection: a writing connection that nobody else uses meanwhile; a server may run beside it.
  /// - Throws: `Refusal`, and then nothing has changed.
  public func apply(to connection: any SQLConnection, now: Timestamp = .now) throws -> Summary {
    try connection.transaction {
      let ledger = try Ledger(connection: connection)
      var summary = Summary()
      summary.versions = try ledger.redact(self, strike, at: max(now, ledger.state.head.moment))
      if strike.text != nil { summary.elsewhere = try elsewhere(connection) }
      try ledger.flush()
      return summary
    }
  }

  // MARK: What is left

  private static let holding = SQLStatement(
    """
    SELECT bron, kenmerk, document, reden FROM logboek WHERE instr(document, $1) > 0 OR instr(reden, $2) > 0
    ORDER BY bron, kenmerk
    """)

  /// The other fields, of this row and of others, that hold the text in some version.
  private func elsewhere(_ connection: any SQLConnection) throws -> [String] {
    guard let text = strike.text else { return [] }
    var found: [String] = []
    let written = JSON.string(text).text.dropFirst().dropLast()
    try connection.query(Redaction.holding, [.text(String(written)), .text(text)]) { row in
      let place = "\(row.text(0)) \(row.text(1))"
      var names: [String] = []
      if let document = try row.withBytes(2, { try JSON.parse($0).asObject }) {
        names = document.filter { $0.value.text.contains(written) }.map(\.name)
      }
      if row.text(3).contains(text) { names.append(Strike.reasons) }
      for name in names where !found.contains("\(place) \(name)") { found.append("\(place) \(name)") }
      return .next
    }
    if let slug = Kenmerk.make(from: text)?.text, kenmerk.contains(slug) {
      found.append("\(resource.name) \(kenmerk) kenmerk")
    }
    return found
  }
}
