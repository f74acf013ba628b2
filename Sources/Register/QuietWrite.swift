import Bytes
import SQL

/// A write to what many may read that changes only what few may: links to a draft, to something under embargo or
/// between departments, and what is said beside such a link.
///
/// For all others nothing happened (DESIGN section 5): the row keeps its version, its `gewijzigdOp` and its entity tag,
/// and no change number of theirs is raised. The log has an entry of the same version, which says in `alleenVoor` who
/// reads it; for the others what stood goes on.
enum QuietWrite {
  /// The member of a log entry's document: `{"zicht": 3, "eigenaren": [7]}`.
  static let member = "alleenVoor"

  /// Columns of a log entry `logboek` that `readers` reads.
  static let columns =
    "json_extract(document, '$.\(member).zicht'), json_extract(document, '$.\(member).eigenaren')"

  /// The level of the readers of a log entry, for who cannot be sure that its document can be read; null of every other.
  static func level(of entry: String) -> String {
    "CASE WHEN json_valid(\(entry).document) THEN json_extract(\(entry).document, '$.\(member).zicht') END"
  }

  static func json(_ readers: Audience) -> JSON {
    ["zicht": .integer(readers.level.rawValue), "eigenaren": .array(readers.owners.sorted().map(JSON.integer))]
  }

  /// Reads the member; nil for an entry that everyone who sees the row reads.
  static func readers(_ json: JSON?) -> Audience? {
    guard let json, let level = json["zicht"]?.asInt else { return nil }
    return Audience(logged: Int64(level), owners: json["eigenaren"]?.text ?? "[]")
  }

  /// - Parameter first: where `columns` begin.
  static func readers(_ row: some SQLRow, _ first: Int) -> Audience? {
    row.isNull(first) ? nil : Audience(logged: row.integer(first), owners: row.text(first + 1))
  }
}

extension Field {
  /// Has links that not everyone sees, or marks that name them.
  fileprivate var mayHideOrMark: Bool { mayHide || name == Document.marks }
}

extension Document {
  /// The fields that differ from those of `other`.
  fileprivate func changes(from other: Document) -> [Field] {
    resource.fields.filter { self[$0.name] != other[$0.name] }
  }
}

extension Ledger {
  /// Who can tell that `document` replaced `old`; nil when all who see the row can.
  ///
  /// - Parameter level: how many see the row, before and after.
  func quietReaders(of document: Document, over old: Standing, _ level: Audience.Level) throws -> Audience? {
    let changed = document.changes(from: old.document)
    guard !changed.isEmpty, changed.allSatisfy(\.mayHideOrMark) else { return nil }
    // A mark may be on any element.
    let isMarked = changed.contains { !$0.mayHide }
    let linked = isMarked ? document.resource.fields.filter(\.mayHide) : changed
    let references = linked.reduce(into: Set<Document.Reference>()) { all, field in
      all.formUnion(old.document.references(in: field))
      all.formUnion(document.references(in: field))
    }
    let hidden = try state.references.guarded(references, connection).filter { $0.value.level > level }
    if hidden.isEmpty { return nil }
    let keys = Set(hidden.keys)
    guard changed.allSatisfy({ old.document.seen($0, without: keys) == document.seen($0, without: keys) }) else {
      return nil
    }
    let readers = changed.flatMap { field in
      QuietWrite.differences(old.document[field.name], document[field.name]).compactMap { element in
        // Whoever sees an element sees all it links to.
        document.references(in: element, of: field).compactMap { hidden[$0] }
          .reduce(nil) { $0?.under($1) ?? $1 } as Audience?
      }
    }
    let all = (readers.isEmpty ? Array(hidden.values) : readers).reduce(nil) { $0?.joined(by: $1) ?? $1 } as Audience?
    // What nobody reads any more is left to those who see everything.
    return all?.level == .nobody ? Audience(level: .own, owners: []) : all
  }

  /// Whether the version alone does not say what a writer read: something that only some read was changed in it, and he
  /// is about to change such a thing too.
  func mayHaveReadOtherLinks(_ existing: Standing, into document: Document) -> Bool {
    existing.quietReaders != nil && document.changes(from: existing.document).contains(where: \.mayHideOrMark)
  }
}

extension QuietWrite {
  /// The elements that one of two values has and the other has not; all of both when only their order differs.
  fileprivate static func differences(_ old: JSON, _ new: JSON) -> [JSON] {
    guard let before = old.asArray, let after = new.asArray else { return [old, new] }
    let differing = before.filter { !after.contains($0) } + after.filter { !before.contains($0) }
    return differing.isEmpty ? after : differing
  }
}

extension Audience {
  /// Those of both.
  fileprivate func joined(by other: Audience) -> Audience {
    Audience(level: min(level, other.level), owners: owners.union(other.owners))
  }
}
