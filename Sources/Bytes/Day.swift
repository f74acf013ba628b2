/// A day of the calendar, without a time and without a zone: `2024-06-30`.
///
/// Proleptic Gregorian, from 0000-01-01 to 9999-12-31: what four digits can write. Arithmetic stops at these ends.
public struct Day: Sendable, Hashable {
  /// Days since 1970-01-01; negative before it.
  public let number: Int32

  public static let first = Day(unchecked: -719_528)
  public static let last = Day(unchecked: 2_932_896)

  /// The day `number` days after 1970-01-01, or the nearest that exists.
  public init(number: Int) {
    self.init(unchecked: Int32(min(max(number, Int(Self.first.number)), Int(Self.last.number))))
  }

  private init(unchecked number: Int32) { self.number = number }

  /// Nil for 30 February and for years outside 0...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard 0...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    self.init(unchecked: Int32(Self.number(year: year, month: month, day: day)))
  }

  /// Exactly ten bytes: `2024-06-30`.
  public init?(_ text: some StringProtocol) {
    guard let day = text.withUTF8Bytes(Day.init(bytes:)) else { return nil }
    self = day
  }

  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Digits.read(4, at: 0, of: bytes), let month = Digits.read(2, at: 5, of: bytes),
      let day = Digits.read(2, at: 8, of: bytes)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Day {
  public var year: Int { parts.year }
  /// 1 to 12.
  public var month: Int { parts.month }
  /// 1 to 31.
  public var day: Int { parts.day }

  /// 0 is Sunday, 6 is Saturday.
  public var weekday: Int { ((Int(number) + 4) % 7 + 7) % 7 }

  public var firstOfMonth: Day { self - (day - 1) }
  public var lastOfMonth: Day {
    let (year, month, day) = parts
    return self + (Self.days(inMonth: month, of: year) - day)
  }

  /// The same day so many months on, or the last of that month when it is shorter: 31 January becomes 28 February.
  public func addingMonths(_ count: Int) -> Day {
    let (year, month, day) = parts
    let months = min(max(count, -120_000), 120_000) + year * 12 + month - 1
    if months < 0 { return Self.first }
    if months >= 120_000 { return Self.last }
    let (newYear, newMonth) = (months / 12, months % 12 + 1)
    let newDay = min(day, Self.days(inMonth: newMonth, of: newYear))
    return Day(number: Self.number(year: newYear, month: newMonth, day: newDay))
  }

  public static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Years are counted from 1 March, so that the leap day is the last of its year and the months before it have a
  /// fixed pattern of 153 days in five months; 400 years are 146 097 days.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = (month + 9) % 12
    // From 400 years earlier, so that no division meets a negative number.
    let marchYear = year + 400 - (month <= 2 ? 1 : 0)
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + (153 * shifted + 2) / 5 + day - 1 - 865_565
  }

  /// The way back; one division finds each part.
  private var parts: (year: Int, month: Int, day: Int) {
    let days = Int(number) + 865_565
    let century = (4 * days + 3) / 146_097
    let inCentury = days - 146_097 * century / 4
    let year = (4 * inCentury + 3) / 1461
    let inYear = inCentury - 1461 * year / 4
    let shifted = (5 * inYear + 2) / 153
    let day = inYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (century * 100 + year - 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Day: Strideable {
  public func distance(to other: Day) -> Int { Int(other.number) - Int(number) }
  public func advanced(by days: Int) -> Day { self + days }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  public static func == (left: Day, right: Day) -> Bool { left.number == right.number }

  public static func + (day: Day, days: Int) -> Day {
    let (sum, overflow) = Int(day.number).addingReportingOverflow(days)
    return overflow ? (days < 0 ? first : last) : Day(number: sum)
  }

  public static func - (day: Day, days: Int) -> Day {
    let (difference, overflow) = Int(day.number).subtractingReportingOverflow(days)
    return overflow ? (days < 0 ? last : first) : Day(number: difference)
  }

  /// How many days `left` is after `right`.
  public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}

extension Day: CustomStringConvertible {
  public var description: String {
    String(unsafeUninitializedCapacity: 10) { characters in
      write(to: UnsafeMutableRawBufferPointer(characters))
      return 10
    }
  }

  /// Appends `2024-06-30`.
  public func append(to buffer: inout ByteBuffer) {
    _ = buffer.withFreeBytes(minimum: 10) {
      write(to: $0)
      return 10
    }
  }

  /// Ten bytes.
  func write(to bytes: UnsafeMutableRawBufferPointer) {
    let (year, month, day) = parts
    Digits.write(year, 4, at: 0, into: bytes)
    bytes[4] = UInt8(ascii: "-")
    Digits.write(month, 2, at: 5, into: bytes)
    bytes[7] = UInt8(ascii: "-")
    Digits.write(day, 2, at: 8, into: bytes)
  }
}
