/// The clock of Europe/Amsterdam, by the rule and not by a table: UTC+1, and UTC+2 from 01:00 UTC on the last Sunday of
/// March to 01:00 UTC on the last Sunday of October. Source: Directive 2000/84/EC articles 2 and 3.
///
/// The rule is taken for every year; what clocks said before it held (the Netherlands changed back in September until
/// 1995) decides no deadline here.
public enum Amsterdam {
  /// Seconds east of UTC at a moment: 3600 or 7200.
  public static func offset(at moment: Timestamp) -> Int {
    let year = moment.day.year
    return change(month: 3, of: year)..<change(month: 10, of: year) ~= moment.seconds ? 7200 : 3600
  }

  /// When `day` begins in Amsterdam: the clock changes at 02:00 or 03:00, so every day has one midnight.
  public static func midnight(of day: Day) -> Timestamp {
    let winter = Timestamp(seconds: Int64(day.number) * 86_400 - 3600)
    return offset(at: winter) == 3600 ? winter : winter - 3600
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days, in seconds since 1970.
  private static func change(month: Int, of year: Int) -> Int64 {
    // Every year a `Day` can have has a 31 March and a 31 October.
    let end = Day(year: year, month: month, day: 31).unsafelyUnwrapped
    return Int64((end - end.weekday).number) * 86_400 + 3600
  }
}

extension Day {
  /// The day it is in Amsterdam: "today" for deadlines and validity.
  public static func inAmsterdam(at moment: Timestamp) -> Day { (moment + Amsterdam.offset(at: moment)).day }
}
