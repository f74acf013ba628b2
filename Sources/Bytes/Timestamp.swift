import Glibc

/// A moment, in whole seconds UTC: `2026-03-21T08:30:00Z`.
public struct Timestamp: Sendable, Hashable {
  /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int64

  /// 0000-01-01T00:00:00Z
  public static let first = Timestamp(unchecked: Int64(Day.first.number) * 86_400)
  /// 9999-12-31T23:59:59Z
  public static let last = Timestamp(unchecked: Int64(Day.last.number) * 86_400 + 86_399)

  /// The moment so many seconds after 1970, or the nearest that four digits of a year can write.
  public init(seconds: Int64) {
    self.init(unchecked: min(max(seconds, Self.first.seconds), Self.last.seconds))
  }

  private init(unchecked seconds: Int64) { self.seconds = seconds }

  /// The clock of the machine.
  public static var now: Timestamp {
    var time = timespec()
    // Fails only for an unknown clock or a bad pointer.
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec))
  }

  /// The day in UTC; `Day.inAmsterdam` gives the one that counts for deadlines.
  public var day: Day {
    Day(number: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }

  /// Seconds since midnight UTC, 0 to 86 399.
  public var secondOfDay: Int { Int(seconds - Int64(day.number) * 86_400) }

  /// Stops at the ends, as `Day` does.
  public static func + (moment: Timestamp, seconds: Int) -> Timestamp {
    let (sum, overflow) = moment.seconds.addingReportingOverflow(Int64(seconds))
    return overflow ? (seconds < 0 ? first : last) : Timestamp(seconds: sum)
  }

  public static func - (moment: Timestamp, seconds: Int) -> Timestamp {
    let (difference, overflow) = moment.seconds.subtractingReportingOverflow(Int64(seconds))
    return overflow ? (seconds < 0 ? last : first) : Timestamp(seconds: difference)
  }

  /// How many seconds `left` is after `right`.
  public static func - (left: Timestamp, right: Timestamp) -> Int { Int(left.seconds - right.seconds) }
}

extension Timestamp: Comparable {
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}

extension Timestamp: CustomStringConvertible {
  public var description: String {
    String(unsafeUninitializedCapacity: 20) { characters in
      write(to: UnsafeMutableRawBufferPointer(characters))
      return 20
    }
  }

  /// Appends `2026-03-21T08:30:00Z`.
  public func append(to buffer: inout ByteBuffer) {
    _ = buffer.withFreeBytes(minimum: 20) {
      write(to: $0)
      return 20
    }
  }

  private func write(to bytes: UnsafeMutableRawBufferPointer) {
    let time = secondOfDay
    day.write(to: bytes)
    bytes[10] = UInt8(ascii: "T")
    Digits.write(time / 3600, 2, at: 11, into: bytes)
    bytes[13] = UInt8(ascii: ":")
    Digits.write(time / 60 % 60, 2, at: 14, into: bytes)
    bytes[16] = UInt8(ascii: ":")
    Digits.write(time % 60, 2, at: 17, into: bytes)
    bytes[19] = UInt8(ascii: "Z")
  }
}
