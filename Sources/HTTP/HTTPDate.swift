public import Bytes
import Glibc

/// Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 section 5.6.7).
public enum HTTPDate {
  /// Appends the 29 bytes for `seconds` since 1970-01-01T00:00:00Z; years 0000 to 9999.
  public static func append(_ seconds: Int, to output: inout ByteBuffer) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    let date = civil(day)
    // 1970-01-01 was a Thursday.
    appendName("SunMonTueWedThuFriSat", at: ((day % 7) + 11) % 7, to: &output)
    output.append(", ")
    appendDigits(date.day, 2, to: &output)
    output.append(UInt8.space)
    appendName("JanFebMarAprMayJunJulAugSepOctNovDec", at: date.month - 1, to: &output)
    output.append(UInt8.space)
    appendDigits(date.year, 4, to: &output)
    output.append(UInt8.space)
    appendDigits(second / 3600, 2, to: &output)
    output.append(UInt8(ascii: ":"))
    appendDigits(second / 60 % 60, 2, to: &output)
    output.append(UInt8(ascii: ":"))
    appendDigits(second % 60, 2, to: &output)
    output.append(" GMT")
  }

  /// Seconds since 1970 by the wall clock; the only clock in HTTP that must follow the calendar.
  public static func now() -> Int {
    var time = timespec()
    // Cannot fail: the clock exists and the address is ours.
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec
  }

  /// The Gregorian date of a day counted from 1970-01-01, by counting 400-year cycles that start on 1 March.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func appendName(_ names: StaticString, at index: Int, to output: inout ByteBuffer) {
    output.append(UnsafeRawBufferPointer(start: names.utf8Start + index * 3, count: 3))
  }

  private static func appendDigits(_ number: Int, _ width: Int, to output: inout ByteBuffer) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }
}
