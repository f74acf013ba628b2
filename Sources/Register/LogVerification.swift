import Bytes
import SQL

/// The log: that no entry is missing, that each follows from the one before it, and that each version ends where the
/// next begins.
extension Verification {
  private static let redactions = SQLStatement(
    "SELECT volgnummer, document FROM logboek WHERE handeling = 'doorhaling' ORDER BY volgnummer")

  /// `zouten`, `vingerafdrukken` and `keten` last.
  private static let entries = SQLStatement(
    """
    SELECT volgnummer, tijd, bron, rij, kenmerk, laag, handeling, versie, conceptversie, zicht, eigenaren, token,
      organisatie, reden, document, zouten, vingerafdrukken, keten FROM logboek ORDER BY volgnummer
    """)

  func checkChain() throws {
    try connection.query(Verification.redactions, []) { row in
      guard let document = try? row.withBytes(1, { try JSON.parse($0).asObject }) else { return .next }
      for member in StruckMember.read(document[Redaction.member] ?? .null) { struck[member.place] = member.digest }
      return .next
    }
    var last: Int64 = 0
    // What the entry before this one has as its hash, and what it should have; after a gap, nothing.
    var before: [[UInt8]] = [Log.origin]
    try connection.query(Verification.entries, []) { row in
      let number = row.integer(0)
      if number != last + 1 {
        let gone = number == last + 2 ? "entry \(last + 1) is" : "entries \(last + 1) to \(number - 1) are"
        fault("logboek", nil, "\(gone) missing")
        before = []
      }
      last = number
      before = checkEntry(row, after: before)
      summary.entries += 1
      step()
      return .next
    }
    summary.head = Hex.encode(before.first ?? [])
  }

  /// - Returns: the hash the entry has, and the one it should have.
  private func checkEntry(_ row: any SQLRow, after before: [[UInt8]]) -> [[UInt8]] {
    let number = row.integer(0)
    let (resource, kenmerk) = (row.text(2), row.text(4))
    func wrong(_ what: String) { fault(resource, kenmerk, "log entry \(number): \(what)") }

    let hash = row.withBytes(17) { Array($0) }
    let digests = row.withBytes(16) { Array($0) }
    guard let owners = try? row.withBytes(10, { try JSON.parse($0).asArray }),
      let action = Log.Action(rawValue: row.text(6)),
      let audience = Audience.Level(rawValue: row.integer(9))
    else {
      wrong("its facts cannot be read")
      return [hash]
    }
    let document = try? row.withBytes(14) { try JSON.parse($0).asObject }
    let entry = Log.Entry(
      moment: Timestamp(seconds: row.integer(1)), resource: resource, row: row.integer(3), kenmerk: kenmerk,
      layer: row.integer(5), action: action, versie: row.integer(7),
      conceptversie: row.isNull(8) ? nil : row.integer(8), audience: audience,
      owners: owners.compactMap { $0.asInt.map(Int64.init) }, token: row.isNull(11) ? nil : row.text(11),
      organisation: row.isNull(12) ? nil : row.text(12), reason: row.isNull(13) ? nil : row.text(13),
      document: document ?? JSONObject())
    if document == nil {
      wrong("its document cannot be read")
    } else {
      checkMembers(entry, number, digests, salts: row.withBytes(15) { Array($0) }, wrong)
    }
    let links = before.map { Log.link(number, entry, digests: digests, after: $0) }
    if !links.isEmpty, !links.contains(hash) { wrong("its facts, its digests or its hash have been altered") }
    return [hash] + links.filter { $0 != hash }
  }

  private func checkMembers(
    _ entry: Log.Entry, _ number: Int64, _ digests: [UInt8], salts: [UInt8], _ wrong: (String) -> Void
  ) {
    let members = Log.members(entry.document, reason: entry.reason)
    guard digests.count == members.count * Log.digestLength, salts.count == members.count * Log.saltLength else {
      wrong("members have been added to its document or taken out of it")
      return
    }
    for (index, (name, value)) in members.enumerated() {
      let salt = salts[index * Log.saltLength..<(index + 1) * Log.saltLength]
      let computed = Log.digest(of: value, named: name, salt: salt)
      if computed.elementsEqual(digests[index * Log.digestLength..<(index + 1) * Log.digestLength]) { continue }
      if let redacted = struck[StruckMember.Place(entry: number, index: index)], redacted.elementsEqual(computed) {
        continue
      }
      wrong("`\(name)` has been altered")
    }
  }

  // MARK: Versions

  private static let byRow = SQLStatement(
    """
    SELECT rij, volgnummer, tijd, bron, kenmerk, laag, handeling, tot, tot_volgnummer FROM logboek
    ORDER BY rij, laag, volgnummer
    """)

  private struct Version {
    var row: Int64
    var number: Int64
    var resource: String
    var kenmerk: String
    var layer: Int64
    var isGone: Bool
    /// `tot` and `tot_volgnummer`.
    var end: [Int64?]
  }

  /// Each version ends where the next of its row begins, and the last of each row stands in its table.
  func checkEnds() throws {
    var last: Version?
    try connection.query(Verification.byRow, []) { entry in
      func optional(_ column: Int) -> Int64? { entry.isNull(column) ? nil : entry.integer(column) }
      var version = Version(
        row: entry.integer(0), number: entry.integer(1), resource: entry.text(3), kenmerk: entry.text(4),
        layer: entry.integer(5), isGone: entry.text(6) == Log.Action.discarded.rawValue,
        end: [optional(7), optional(8)])
      if let old = last, old.row == version.row {
        // What is struck out of a draft that was discarded does not bring it back.
        if entry.text(6) == Log.Action.redacted.rawValue { version.isGone = old.isGone }
        if (old.resource, old.kenmerk, old.layer) != (version.resource, version.kenmerk, version.layer) {
          fault(version.resource, version.kenmerk, "log entry \(version.number) is on the row of another kenmerk")
        }
        checkEnd(of: old, [entry.integer(2), version.number])
      } else if let old = last {
        try checkLast(old)
      }
      last = version
      step()
      return .next
    }
    if let last { try checkLast(last) }
  }

  private func checkEnd(of version: Version, _ next: [Int64?]) {
    if version.end == next { return }
    fault(version.resource, version.kenmerk, "log entry \(version.number): `tot` is not where the next one begins")
  }

  private func checkLast(_ version: Version) throws {
    checkEnd(of: version, [nil, nil])
    guard let resource = Resource.named(version.resource) else {
      fault(version.resource, version.kenmerk, "log entry \(version.number): there is no such resource")
      return
    }
    let statement = SQLStatement("SELECT volgnummer FROM \(resource.name) WHERE rij = $1")
    let standing = try number(statement, [.integer(version.row)])
    if version.isGone, standing != 0 {
      fault(version.resource, version.kenmerk, "was discarded by log entry \(version.number) and is there")
    } else if !version.isGone, standing == 0 {
      fault(version.resource, version.kenmerk, "is not there, and log entry \(version.number) says that it is")
    } else if !version.isGone, standing != version.number {
      fault(version.resource, version.kenmerk, "is at log entry \(standing), and the last one is \(version.number)")
    }
  }
}
