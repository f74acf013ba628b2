/// Why bytes are no moment.
public enum TimestampError: Error, Sendable, Equatable {
  /// Not the shape of RFC 3339, or fewer than 20 or more than 35 bytes.
  case malformed
  /// The shape of a moment, but there is none: 30 February, 24:00, a leap second where there cannot be one, a year
  /// that becomes -1 or 10000 in UTC.
  case outOfRange
}

extension Timestamp {
  /// Reads an RFC 3339 date-time: `2026-03-21T09:30:00+01:00` is 1 774 081 800.
  ///
  /// `t` and `z` are taken in lower case, an offset may go to 23:59 either way, `-00:00` is UTC. A fraction is cut off.
  /// `:60` is taken where a leap second can be - 23:59:60 UTC on the last day of a month - and is the second after it,
  /// which is how Unix time counts.
  /// - Parameter bytes: 20 to 35 bytes of ASCII.
  /// - Complexity: O(n), allocates nothing. Source: RFC 3339 sections 5.6 and 5.7.
  public init(rfc3339 bytes: UnsafeRawBufferPointer) throws(TimestampError) {
    guard 20...35 ~= bytes.count,
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] | 0x20 == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = Digits.read(4, at: 0, of: bytes), let month = Digits.read(2, at: 5, of: bytes),
      let dayOfMonth = Digits.read(2, at: 8, of: bytes), let hour = Digits.read(2, at: 11, of: bytes),
      let minute = Digits.read(2, at: 14, of: bytes), let second = Digits.read(2, at: 17, of: bytes)
    else { throw .malformed }

    var zone = 19
    if bytes[zone] == UInt8(ascii: ".") {
      zone += 1
      while Digits.read(1, at: zone, of: bytes) != nil { zone += 1 }
      if zone == 20 { throw .malformed }
    }
    let offset = try Self.offset(at: zone, of: bytes)

    guard let day = Day(year: year, month: month, day: dayOfMonth), hour <= 23, minute <= 59, second <= 60 else {
      throw .outOfRange
    }
    let local = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let seconds = local - Int64(offset)
    guard Self.first.seconds...Self.last.seconds ~= seconds else { throw .outOfRange }
    self.init(seconds: seconds)
    // The second after a leap second begins a month.
    if second == 60, secondOfDay != 0 || self.day.day != 1 { throw .outOfRange }
  }

  public init?(rfc3339 text: some StringProtocol) {
    guard let moment = text.withUTF8Bytes({ try? Timestamp(rfc3339: $0) }) else { return nil }
    self = moment
  }

  /// Seconds east of UTC, from `Z` or `+01:00` at `start` to the end of the bytes.
  private static func offset(at start: Int, of bytes: UnsafeRawBufferPointer) throws(TimestampError) -> Int {
    guard start < bytes.count else { throw .malformed }
    let sign: Int
    switch bytes[start] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard bytes.count == start + 1 else { throw .malformed }
      return 0
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: throw .malformed
    }
    guard bytes.count == start + 6, bytes[start + 3] == UInt8(ascii: ":"),
      let hours = Digits.read(2, at: start + 1, of: bytes), let minutes = Digits.read(2, at: start + 4, of: bytes)
    else { throw .malformed }
    guard hours <= 23, minutes <= 59 else { throw .outOfRange }
    return sign * (hours * 3600 + minutes * 60)
  }
}
