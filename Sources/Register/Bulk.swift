public import Bytes

/// Many rows in one write: all of them, or none.
public struct Bulk: Sendable {
  public var rows: [Row]
  /// Everything is checked and answered as if it were stored, and nothing is kept.
  public var isTrial: Bool

  public init(rows: [Row], isTrial: Bool) {
    self.rows = rows
    self.isTrial = isTrial
  }

  /// How many rows one write takes.
  public static let limit = 10_000
  /// How many faults are told; the rest is counted.
  public static let faultLimit = 1_000

  public struct Row: Sendable {
    /// Where its sender finds it: the line of the text, the row of the table; from 1.
    public var number: Int
    /// The row to make, or with the kenmerk of one that exists what changes in it (`application/merge-patch+json`).
    public var body: JSON
    /// From a table, where a date stands at its shortest, without the words its source has for it.
    public var isFlat: Bool

    public init(number: Int, body: JSON, isFlat: Bool) {
      self.number = number
      self.body = body
      self.isFlat = isFlat
    }
  }

  /// What became of every row, in the order in which they came.
  public struct Result: Sendable, Equatable {
    public var isTrial: Bool
    public var items: [Item] = []

    public func count(_ change: Change) -> Int { items.count { $0.change == change } }
  }

  /// What became of one row.
  public struct Item: Sendable, Equatable {
    /// The row's number, as it was sent.
    public var row: Int
    public var kenmerk: String
    public var versie: Int64
    /// Nil for what is published.
    public var conceptversie: Int64?
    public var change: Change
  }

  public enum Change: String, Sendable, CaseIterable {
    case created = "gemaakt"
    case changed = "gewijzigd"
    case unchanged = "ongewijzigd"
  }

  /// Why nothing was stored.
  public struct Rejection: Sendable, Equatable {
    public var list: [Refused] = []
    /// Faults that were found and are not in `list`.
    public var unlisted = 0

    public struct Refused: Sendable, Equatable {
      /// The row's number, as it was sent.
      public var row: Int
      /// `.invalid` has one fault; a row with more of them is more than once in the list.
      public var error: RegisterError
    }

    mutating func add(_ error: RegisterError, row: Int) {
      if case .invalid(let faults) = error, faults.count > 1 {
        for fault in faults { add(.invalid([fault]), row: row) }
      } else if list.count < Bulk.faultLimit {
        list.append(Refused(row: row, error: error))
      } else {
        unlisted += 1
      }
    }
  }
}

// MARK: Kept with an Idempotency-Key

extension Bulk.Result {
  var kept: [UInt8] {
    JSON.array(
      items.map { item in
        [
          .integer(item.row), .string(item.kenmerk), .integer(item.versie),
          item.conceptversie.map(JSON.integer) ?? .null, .string(item.change.rawValue),
        ]
      }
    ).encoded()
  }

  /// Reads back what `kept` wrote; a trial is never kept.
  init(kept bytes: [UInt8]) throws {
    isTrial = false
    items = try (JSON.parse(bytes).asArray ?? []).compactMap { item in
      guard let row = item[0]?.asInt, let kenmerk = item[1]?.asString, let versie = item[2]?.asInt,
        let change = item[4]?.asString.flatMap(Bulk.Change.init)
      else { return nil }
      return Bulk.Item(
        row: row, kenmerk: kenmerk, versie: Int64(versie), conceptversie: item[3]?.asInt.map(Int64.init),
        change: change)
    }
  }
}
