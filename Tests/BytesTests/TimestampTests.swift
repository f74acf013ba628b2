import Bytes
import Testing

struct TimestampTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-03-21T08:30:00Z", 1_774_081_800),
      ("2026-03-21T09:30:00+01:00", 1_774_081_800), ("2026-03-21T03:00:00-05:30", 1_774_081_800),
      ("2026-03-21t08:30:00z", 1_774_081_800), ("2026-03-21T08:30:00-00:00", 1_774_081_800),
      ("2026-03-22T08:29:00+23:59", 1_774_081_800), ("2026-03-20T08:31:00-23:59", 1_774_081_800),
      ("2026-03-21T08:30:00.9Z", 1_774_081_800), ("2026-03-21T08:30:00.999999999+00:00", 1_774_081_800),
      ("2026-03-21T08:30:00.12345678901234Z", 1_774_081_800), ("1969-12-31T23:59:59.5Z", -1),
      ("2000-02-29T00:00:00Z", 951_782_400), ("2024-02-29T23:59:59Z", 1_709_251_199),
      ("2016-12-31T23:59:60Z", 1_483_228_800), ("2017-01-01T00:59:60+01:00", 1_483_228_800),
      ("2015-06-30T23:59:60.5Z", 1_435_708_800), ("2001-09-09T01:46:40Z", 1_000_000_000),
      ("2038-01-19T03:14:08Z", 2_147_483_648), ("1900-03-01T00:00:00Z", -2_203_891_200),
      ("0000-01-01T00:00:00Z", -62_167_219_200), ("9999-12-31T23:59:59Z", 253_402_300_799),
      ("0000-01-01T00:00:00-01:00", -62_167_215_600),
    ] as [(String, Int64)])
  func `a moment is read to its second`(text: String, seconds: Int64) throws {
    #expect(try atEndOfPage(Array(text.utf8)) { try Timestamp(rfc3339: $0) }.seconds == seconds)
    #expect(Timestamp(rfc3339: text)?.seconds == seconds)
  }

  @Test(
    arguments: [
      ("", .malformed), ("2026-03-21", .malformed), ("2026-03-21T08:30:00", .malformed),
      ("2026-03-21 08:30:00Z", .malformed), ("2026-03-21T08:30Z", .malformed), ("20260321T083000Z", .malformed),
      ("2026-3-21T08:30:00Z", .malformed), ("26-03-21T08:30:00Z", .malformed), ("+2026-03-21T08:30:00Z", .malformed),
      ("-026-03-21T08:30:00Z", .malformed), ("2026-03-21T08:30:00.Z", .malformed),
      ("2026-03-21T08:30:00,5Z", .malformed), ("2026-03-21T08:30:00+01", .malformed),
      ("2026-03-21T08:30:00+0100", .malformed), ("2026-03-21T08:30:00+01:0", .malformed),
      ("2026-03-21T08:30:00+01:000", .malformed), ("2026-03-21T08:30:00Z ", .malformed),
      (" 2026-03-21T08:30:00Z", .malformed), ("2026-03-21T08:30:00ZZ", .malformed),
      ("2026-03-21T08:30:00CET", .malformed),
      ("2026/03/21T08:30:00Z", .malformed), ("2026-03-21T08.30.00Z", .malformed), ("2026-03-21T08:30:0xZ", .malformed),
      ("2026-03-21T08:30:00\u{2212}01:00", .malformed), ("2026-03-21T08:30:00.123456789012345Z", .malformed),
      ("2026-W12-6T08:30:00Z", .malformed), ("２026-03-21T08:30:00Z", .malformed),
      ("2026-00-21T08:30:00Z", .outOfRange), ("2026-13-21T08:30:00Z", .outOfRange),
      ("2026-02-30T08:30:00Z", .outOfRange), ("2026-02-29T08:30:00Z", .outOfRange),
      ("2100-02-29T08:30:00Z", .outOfRange),
      ("2026-04-31T08:30:00Z", .outOfRange), ("2026-03-00T08:30:00Z", .outOfRange),
      ("2026-03-32T08:30:00Z", .outOfRange),
      ("2026-03-21T24:00:00Z", .outOfRange), ("2026-03-21T08:60:00Z", .outOfRange),
      ("2026-03-21T08:30:61Z", .outOfRange),
      ("2026-03-21T08:30:60Z", .outOfRange), ("2016-12-31T22:59:60Z", .outOfRange),
      ("2016-12-30T23:59:60Z", .outOfRange),
      ("2016-12-31T23:59:60+01:00", .outOfRange), ("2026-03-21T08:30:00+24:00", .outOfRange),
      ("2026-03-21T08:30:00+01:60", .outOfRange), ("0000-01-01T00:00:00+00:01", .outOfRange),
      ("9999-12-31T23:59:59-00:01", .outOfRange), ("9999-12-31T23:59:60Z", .outOfRange),
    ] as [(String, TimestampError)])
  func `what is no moment is refused for its shape or for its figures`(text: String, error: TimestampError) {
    #expect(throws: error) { try atEndOfPage(Array(text.utf8)) { try Timestamp(rfc3339: $0) } }
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(arguments: ["2026-03-21T08:30:00Z", "2026-03-21T09:30:00.123+01:00"])
  func `a moment cut short at any byte is none`(text: String) {
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count {
      #expect(throws: TimestampError.malformed) { try atEndOfPage(bytes[..<count]) { try Timestamp(rfc3339: $0) } }
    }
  }

  @Test func `what is written is read back, over all the years there are`() {
    var random = FixedRandom(seed: 3339)
    for _ in 0..<20_000 {
      let seconds = Int64.random(in: Timestamp.first.seconds...Timestamp.last.seconds, using: &random)
      let moment = Timestamp(seconds: seconds)
      #expect(Timestamp(rfc3339: moment.description) == moment)
      #expect(written { moment.append(to: &$0) } == moment.description)
      #expect((0..<86_400).contains(moment.secondOfDay))
      #expect(Int64(moment.day.number) * 86_400 + Int64(moment.secondOfDay) == seconds)
    }
  }

  @Test func `arithmetic stops at the first and the last moment`() {
    let moment = Timestamp(seconds: 100)
    #expect((moment + 86_400).description == "1970-01-02T00:01:40Z")
    #expect((moment - 101).description == "1969-12-31T23:59:59Z")
    #expect(moment - Timestamp(seconds: 40) == 60)
    #expect(moment + .max == .last)
    #expect(moment - .max == .first)
    #expect(moment + .min == .first)
    #expect(moment - .min == .last)
    #expect(Timestamp(seconds: .min).description == "0000-01-01T00:00:00Z")
    #expect(Timestamp(seconds: .max).description == "9999-12-31T23:59:59Z")
    #expect(Timestamp.first < moment && moment < .last)
  }

  @Test func `now is later than the day this was written and does not run back`() {
    let now = Timestamp.now
    #expect(now.description > "2025-01-01")
    #expect(now <= Timestamp.now)
  }
}
