import Bytes
import Testing

struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2024-06-30", 19_904),
    ("0000-01-01", -719_528), ("9999-12-31", 2_932_896), ("1600-02-29", -135_081), ("1900-02-28", -25_509),
  ])
  func `a day has its number and its text`(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
    #expect(Day(number: number) == day)
    #expect(written { day.append(to: &$0) } == text)
  }

  @Test(arguments: [
    "", "2024", "2024-06", "2024-6-30", "2024-06-31", "2023-02-29", "1900-02-29", "2024-00-01", "2024-13-01",
    "2024-06-00", "20240630", "2024-06-30T", " 2024-06-30", "2024/06/30", "+024-06-30", "-001-06-30", "2024-06-3é",
    "30-06-2024", "٢٠٢٤-٠٦-٣٠",
  ])
  func `what is not ten bytes that name a day is none`(text: String) {
    #expect(Day(text) == nil)
    #expect(atEndOfPage(Array(text.utf8)) { Day(bytes: $0) } == nil)
  }

  @Test func `the days follow each other without a gap from the first to the last`() {
    var day = Day.first
    var (year, month, ofMonth) = (0, 1, 1)
    // 0000-01-01 was a Saturday in the proleptic Gregorian calendar.
    var weekday = 6
    var wrong = 0
    while true {
      let found = (day.year, day.month, day.day, day.weekday)
      if found != (year, month, ofMonth, weekday) || Day(year: year, month: month, day: ofMonth) != day { wrong += 1 }
      if day == .last { break }
      day = day + 1
      weekday = (weekday + 1) % 7
      let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      ofMonth += 1
      if ofMonth > length { (month, ofMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(wrong == 0)
    #expect((year, month, ofMonth) == (9999, 12, 31))
  }

  @Test func `the day before the first and the day after the last are the ends themselves`() {
    #expect(Day.first - 1 == .first)
    #expect(Day.last + 1 == .last)
    #expect(Day.first + .max == .last)
    #expect(Day.last - .max == .first)
    #expect(Day.last + .min == .first)
    #expect(Day.first - .min == .last)
    #expect(Day(number: .min) == .first)
    #expect(Day.last - Day.first == 3_652_424)
    #expect(Day(year: 10_000, month: 1, day: 1) == nil)
    #expect(Day(year: -1, month: 12, day: 31) == nil)
  }

  @Test(arguments: [
    ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-12-15", 1, "2025-01-15"),
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2024-03-31", -1, "2024-02-29"),
    ("2024-01-15", -1, "2023-12-15"), ("2024-01-15", 0, "2024-01-15"), ("9999-12-15", 1, "9999-12-31"),
    ("0000-01-15", -1, "0000-01-01"), ("2024-01-15", .max, "9999-12-31"), ("2024-01-15", .min, "0000-01-01"),
  ])
  func `months are counted by the calendar`(text: String, months: Int, result: String) {
    #expect(Day(text)?.addingMonths(months).description == result)
  }

  @Test(arguments: [("2024-02-10", "2024-02-01", "2024-02-29"), ("2023-02-28", "2023-02-01", "2023-02-28")])
  func `a day knows the ends of its month`(text: String, first: String, last: String) {
    #expect(Day(text)?.firstOfMonth.description == first)
    #expect(Day(text)?.lastOfMonth.description == last)
  }
}

struct AmsterdamTests {
  /// Last Sundays of March and October, from a printed calendar.
  static let changes = [
    ("2019-03-31", "2019-10-27"), ("2021-03-28", "2021-10-31"), ("2023-03-26", "2023-10-29"),
    ("2024-03-31", "2024-10-27"), ("2025-03-30", "2025-10-26"), ("2026-03-29", "2026-10-25"),
    ("2027-03-28", "2027-10-31"), ("2030-03-31", "2030-10-27"),
  ]

  @Test(arguments: changes)
  func `the clock changes at 01:00 UTC on the last Sundays of March and October`(spring: String, autumn: String) throws
  {
    func offset(_ text: String) throws -> Int { Amsterdam.offset(at: try #require(Timestamp(rfc3339: text))) }
    #expect(try offset("\(spring)T00:59:59Z") == 3600)
    #expect(try offset("\(spring)T01:00:00Z") == 7200)
    #expect(try offset("\(autumn)T00:59:59Z") == 7200)
    #expect(try offset("\(autumn)T01:00:00Z") == 3600)
  }

  @Test(arguments: changes)
  func `the days on which the clock changes begin and end at midnight in Amsterdam`(spring: String, autumn: String)
    throws
  {
    let spring = try #require(Day(spring))
    let autumn = try #require(Day(autumn))
    #expect(Amsterdam.midnight(of: spring).description == "\(spring - 1)T23:00:00Z")
    #expect(Amsterdam.midnight(of: spring + 1).description == "\(spring)T22:00:00Z")
    #expect(Amsterdam.midnight(of: autumn).description == "\(autumn - 1)T22:00:00Z")
    #expect(Amsterdam.midnight(of: autumn + 1).description == "\(autumn)T23:00:00Z")
    #expect(Amsterdam.midnight(of: spring + 1) - Amsterdam.midnight(of: spring) == 23 * 3600)
    #expect(Amsterdam.midnight(of: autumn + 1) - Amsterdam.midnight(of: autumn) == 25 * 3600)
  }

  @Test(arguments: [
    ("2026-01-15T22:30:00Z", "2026-01-15"), ("2026-01-15T22:59:59Z", "2026-01-15"),
    ("2026-01-15T23:00:00Z", "2026-01-16"), ("2026-01-15T23:30:00Z", "2026-01-16"),
    ("2026-07-15T21:59:59Z", "2026-07-15"), ("2026-07-15T22:00:00Z", "2026-07-16"),
    ("2026-07-15T22:30:00Z", "2026-07-16"), ("2026-07-15T23:30:00Z", "2026-07-16"),
    ("2026-03-28T22:30:00Z", "2026-03-28"), ("2026-03-28T23:30:00Z", "2026-03-29"),
    ("2026-03-29T22:30:00Z", "2026-03-30"), ("2026-10-24T22:30:00Z", "2026-10-25"),
    ("2026-10-25T22:30:00Z", "2026-10-25"), ("2026-10-25T23:30:00Z", "2026-10-26"),
    ("2026-12-31T22:30:00Z", "2026-12-31"), ("2026-12-31T23:30:00Z", "2027-01-01"),
  ])
  func `today is the day on the clock in Amsterdam`(moment: String, day: String) throws {
    #expect(Day.inAmsterdam(at: try #require(Timestamp(rfc3339: moment))).description == day)
  }

  @Test func `every day begins at its midnight and not a second earlier`() {
    for number in 18_000..<26_000 {
      let day = Day(number: number)
      let midnight = Amsterdam.midnight(of: day)
      #expect(Day.inAmsterdam(at: midnight) == day)
      #expect(Day.inAmsterdam(at: midnight - 1) == day - 1)
    }
  }

  @Test func `the first and the last moment have an offset`() {
    #expect(Amsterdam.offset(at: .first) == 3600)
    #expect(Amsterdam.offset(at: .last) == 3600)
    #expect(Day.inAmsterdam(at: .last) == .last)
  }
}
