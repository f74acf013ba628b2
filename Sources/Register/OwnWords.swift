import Bytes
import SQL

/// What was last said of a measure's state and end by a write to the measure itself: it holds again when no report
/// counts any more, or when the one that counts is not the one the end came from.
///
/// Read once from the log and then only gone on with: a measure that many reports are made on has many versions.
struct OwnWords: Equatable {
  /// How the reason of a version begins that a report made.
  static let reported = Resource.voortgangsmelding.name

  /// The document in which the state was last said, and that in which the end was.
  private(set) var status: Document
  private(set) var end: Document
  /// Whether what stands now came from a report.
  private(set) var isStatusReported = false
  private(set) var isEndReported = false
  /// The last version that was read, and its number in the log.
  private var last = Document(.maatregel, JSONObject([]))
  private var number: Int64 = 0

  /// The fourth column is the draft that took the published version's place, as it was removed for it: a report may have
  /// corrected what it said before it was published.
  private static let versions = SQLStatement(
    """
    SELECT l.document, l.reden, l.handeling, (SELECT d.document FROM logboek d
      WHERE d.volgnummer = l.volgnummer - 1 AND l.handeling = 'statusovergang' AND d.bron = l.bron
        AND d.kenmerk = l.kenmerk AND d.laag = 1 AND d.handeling = 'verwijderd' AND d.tijd = l.tijd), l.volgnummer
    FROM logboek l WHERE l.rij = $1 AND l.laag = 0 AND l.volgnummer > $2 AND l.handeling <> 'doorhaling'
    ORDER BY l.volgnummer
    """)

  private struct Version {
    let document: Document
    let draft: Document?
    /// A report made it.
    let isReported: Bool
    /// A step on its way to the public: it says nothing itself.
    let isStep: Bool
  }

  /// Of a measure with no version read yet.
  init() { (status, end) = (last, last) }

  /// Reads the versions that came since.
  mutating func read(of row: Int64, _ connection: any SQLConnection) throws {
    func document(_ entry: any SQLRow, _ column: Int) throws -> Document {
      try Document(.maatregel, logged: Array(entry.text(column).utf8))
    }
    try connection.query(OwnWords.versions, [.integer(row), .integer(number)]) { entry in
      let action = entry.text(2)
      let version = Version(
        document: try document(entry, 0), draft: entry.isNull(3) ? nil : try document(entry, 3),
        isReported: action == Log.Action.changed.rawValue && !entry.isNull(1)
          && entry.text(1).hasPrefix(OwnWords.reported),
        isStep: action == Log.Action.transitioned.rawValue)
      OwnWords.read(version, after: last, ["uitvoeringsstatus"], &status, &isStatusReported)
      OwnWords.read(version, after: last, Document.actualEnd, &end, &isEndReported)
      (last, number) = (version.document, entry.integer(4))
      return .next
    }
  }

  private static func read(
    _ version: Version, after before: Document, _ path: [String], _ own: inout Document, _ isReported: inout Bool
  ) {
    let (value, old) = (version.document[path: path], before[path: path])
    if let draft = version.draft, draft[path: path] != old {
      own = draft
      isReported = value != draft[path: path]
    } else if value != old {
      if !version.isStep, !version.isReported { own = version.document }
      // A report that no longer counts leaves what the department said.
      isReported = value != own[path: path]
    }
  }
}
