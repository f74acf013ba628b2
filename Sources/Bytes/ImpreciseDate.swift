/// A date as precise as its source is: a day, a month, a season or a year, always with its first and last day.
///
/// `"2024-06"` is 2024-06-01 up to and including 2024-06-30, `maand`; "voor de zomer van 2025" is a `seizoen` with
/// these words in `tekst`.
public struct ImpreciseDate: Sendable, Hashable {
  public let vanaf: Day
  public let totEnMet: Day
  public let precisie: Precisie
  /// As the source says it.
  public let tekst: String?

  public enum Precisie: String, Sendable, Hashable, CaseIterable {
    /// `vanaf` and `totEnMet` are one day.
    case dag
    /// Exactly one month of the calendar.
    case maand
    /// Any time up to a year: a quarter, "after the summer", a parliamentary year.
    case seizoen
    /// Exactly one year of the calendar.
    case jaar
  }

  /// - Throws: when the days do not fit `precisie`.
  public init(
    vanaf: Day, totEnMet: Day, precisie: Precisie, tekst: String? = nil
  ) throws(ImpreciseDateError) {
    guard vanaf <= totEnMet else { throw ImpreciseDateError(.endBeforeStart, at: "totEnMet") }
    let fits =
      switch precisie {
      case .dag: vanaf == totEnMet
      case .maand: vanaf.day == 1 && totEnMet == vanaf.lastOfMonth
      case .seizoen: vanaf.year == totEnMet.year || vanaf.addingMonths(12) > totEnMet
      case .jaar: vanaf.day == 1 && vanaf.month == 1 && totEnMet == vanaf.addingMonths(11).lastOfMonth
      }
    guard fits else { throw ImpreciseDateError(.spanDoesNotFit, at: "precisie") }
    self.init(unchecked: vanaf, totEnMet, precisie, tekst)
  }

  public init(_ day: Day) { self.init(unchecked: day, day, .dag, nil) }

  /// `2024`, `2024-06` or `2024-06-30`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    switch text.utf8.count {
    case 4:
      guard let first = Day("\(text)-01-01") else { return nil }
      self.init(unchecked: first, first.addingMonths(11).lastOfMonth, .jaar, nil)
    case 7:
      guard let first = Day("\(text)-01") else { return nil }
      self.init(unchecked: first, first.lastOfMonth, .maand, nil)
    default:
      guard let day = Day(text) else { return nil }
      self.init(day)
    }
  }

  /// As written at its shortest: `2024`, `2024-06`, `2024-06-30`; a season as `2024-03-01/2024-05-31`.
  public var shortest: String {
    switch precisie {
    case .dag: vanaf.description
    case .maand: String(vanaf.description.prefix(7))
    case .jaar: String(vanaf.description.prefix(4))
    case .seizoen: "\(vanaf)/\(totEnMet)"
    }
  }

  private init(unchecked vanaf: Day, _ totEnMet: Day, _ precisie: Precisie, _ tekst: String?) {
    self.vanaf = vanaf
    self.totEnMet = totEnMet
    self.precisie = precisie
    self.tekst = tekst
  }

  /// Whether a day of it lies in a range that may be open at either end; a range that ends before it begins has none.
  public func overlaps(from first: Day?, through last: Day?) -> Bool {
    let start = first.map { max($0, vanaf) } ?? vanaf
    let end = last.map { min($0, totEnMet) } ?? totEnMet
    return start <= end
  }

  public func overlaps(_ other: ImpreciseDate) -> Bool { overlaps(from: other.vanaf, through: other.totEnMet) }
}

/// Why a value is no imprecise date, and which member of it.
public struct ImpreciseDateError: Error, Sendable, Hashable {
  public var reason: Reason
  /// From the value itself: empty, or `/totEnMet`.
  public var location: JSONPointer

  public enum Reason: String, Sendable, CaseIterable {
    /// Neither a string nor an object.
    case wrongType
    /// Not `2024`, `2024-06` or `2024-06-30`; within an object not a full date that exists.
    case malformed
    case missing
    case unknownMember
    /// Not `dag`, `maand`, `seizoen` or `jaar`.
    case unknownPrecision
    /// `tekst` is neither a string nor null.
    case notText
    /// `vanaf` is after `totEnMet`.
    case endBeforeStart
    /// The days are not one day, one month, at most a year, one year, as `precisie` says.
    case spanDoesNotFit
  }

  public init(_ reason: Reason, at member: String? = nil) {
    self.reason = reason
    location = JSONPointer(member.map { [$0] } ?? [])
  }
}
