import Bytes
import Testing

struct ImpreciseDateTests {
  @Test(
    arguments: [
      ("2024", "2024-01-01", "2024-12-31", .jaar), ("2024-02", "2024-02-01", "2024-02-29", .maand),
      ("2023-02", "2023-02-01", "2023-02-28", .maand), ("2024-12", "2024-12-01", "2024-12-31", .maand),
      ("2024-06-30", "2024-06-30", "2024-06-30", .dag), ("9999", "9999-01-01", "9999-12-31", .jaar),
      ("0000", "0000-01-01", "0000-12-31", .jaar), ("9999-12", "9999-12-01", "9999-12-31", .maand),
    ] as [(String, String, String, ImpreciseDate.Precisie)])
  func `a date is as precise as it is written`(
    text: String, first: String, last: String, precision: ImpreciseDate.Precisie
  ) throws {
    let date = try ImpreciseDate(json: .string(text))
    #expect(date.vanaf.description == first)
    #expect(date.totEnMet.description == last)
    #expect(date.precisie == precision)
    #expect(date.tekst == nil)
    #expect(ImpreciseDate(text) == date)
  }

  @Test(arguments: [
    "", "24", "202", "20245", "2024-", "2024-13", "2024-00", "2024-6", "2024-06-", "2024-06-31", "2024-Q3", "+024",
    "juni 2024", "2024-06-30T00:00:00Z", "é24",
  ])
  func `what is no year, month or day is refused as a whole`(text: String) {
    #expect(throws: ImpreciseDateError(.malformed)) { try ImpreciseDate(json: .string(text)) }
  }

  @Test(
    arguments: [
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":"dag"}"#, nil),
      (#"{"vanaf":"2024-02-01","totEnMet":"2024-02-29","precisie":"maand","tekst":null}"#, nil),
      (#"{"vanaf":"2024-01-01","totEnMet":"2024-12-31","precisie":"jaar"}"#, nil),
      (#"{"vanaf":"2024-06-21","totEnMet":"2024-09-20","precisie":"seizoen","tekst":"zomer van 2024"}"#, nil),
      (#"{"vanaf":"2023-09-19","totEnMet":"2024-09-18","precisie":"seizoen"}"#, nil),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":"seizoen"}"#, nil),
      (#"{"vanaf":"9999-03-01","totEnMet":"9999-12-31","precisie":"seizoen"}"#, nil),
      (#"{"totEnMet":"2024-06-30","precisie":"dag"}"#, .init(.missing, at: "vanaf")),
      (#"{"vanaf":"2024-06-30","precisie":"dag"}"#, .init(.missing, at: "totEnMet")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30"}"#, .init(.missing, at: "precisie")),
      (#"{"vanaf":"2024","totEnMet":"2024-06-30","precisie":"dag"}"#, .init(.malformed, at: "vanaf")),
      (#"{"vanaf":null,"totEnMet":"2024-06-30","precisie":"dag"}"#, .init(.malformed, at: "vanaf")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-31","precisie":"dag"}"#, .init(.malformed, at: "totEnMet")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":"week"}"#, .init(.unknownPrecision, at: "precisie")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":1}"#, .init(.unknownPrecision, at: "precisie")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":"dag","tekst":5}"#, .init(.notText, at: "tekst")),
      (#"{"vanaf":"2024-06-30","totEnMet":"2024-06-30","precisie":"dag","a/b":5}"#, .init(.unknownMember, at: "a/b")),
      (#"{"vanaf":"2024-07-01","totEnMet":"2024-06-30","precisie":"dag"}"#, .init(.endBeforeStart, at: "totEnMet")),
      (#"{"vanaf":"2024-06-29","totEnMet":"2024-06-30","precisie":"dag"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-06-01","totEnMet":"2024-06-29","precisie":"maand"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-06-02","totEnMet":"2024-06-30","precisie":"maand"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-06-01","totEnMet":"2024-07-31","precisie":"maand"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-02-01","totEnMet":"2025-01-31","precisie":"jaar"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-01-01","totEnMet":"2024-11-30","precisie":"jaar"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2024-01-01","totEnMet":"2025-12-31","precisie":"jaar"}"#, .init(.spanDoesNotFit, at: "precisie")),
      (#"{"vanaf":"2023-09-19","totEnMet":"2024-09-19","precisie":"seizoen"}"#, .init(.spanDoesNotFit, at: "precisie")),
      ("null", .init(.wrongType)), ("2024", .init(.wrongType)), ("[\"2024\"]", .init(.wrongType)),
      ("true", .init(.wrongType)), ("{}", .init(.missing, at: "vanaf")),
    ] as [(String, ImpreciseDateError?)])
  func `an object is taken when its days are what its precision says, else the member is named`(
    text: String, expected: ImpreciseDateError?
  ) throws {
    let json = try JSON.parse(text)
    do throws(ImpreciseDateError) {
      let date = try ImpreciseDate(json: json)
      #expect(expected == nil)
      #expect(try ImpreciseDate(json: date.json) == date)
    } catch {
      #expect(error == expected)
    }
  }

  @Test func `a date comes out with all its members, in one form`() throws {
    let month = try ImpreciseDate(json: "2024-06")
    #expect(
      month.json.text == #"{"vanaf":"2024-06-01","totEnMet":"2024-06-30","precisie":"maand","tekst":null}"#)
    let summer = try ImpreciseDate(
      vanaf: #require(Day("2024-06-21")), totEnMet: #require(Day("2024-09-20")), precisie: .seizoen,
      tekst: "\"zomer\"")
    #expect(summer.json["tekst"] == "\"zomer\"")
    for date in [month, summer] { #expect(written { date.append(to: &$0) } == date.json.text) }
  }

  @Test(
    arguments: [
      (nil, nil, true), ("2024-06-30", nil, true), ("2024-07-01", nil, false), (nil, "2024-06-01", true),
      (nil, "2024-05-31", false), ("2024-06-10", "2024-06-12", true), ("2024-01-01", "2024-12-31", true),
      ("2024-06-12", "2024-06-10", false),
    ] as [(String?, String?, Bool)])
  func `a range matches when a day of it lies in the date`(first: String?, last: String?, overlaps: Bool) throws {
    let june = try #require(ImpreciseDate("2024-06"))
    #expect(june.overlaps(from: first.flatMap { Day($0) }, through: last.flatMap { Day($0) }) == overlaps)
  }

  @Test func `two dates overlap both ways or neither`() throws {
    let dates = ["2024", "2024-06", "2024-06-30", "2024-07", "2025"].compactMap { ImpreciseDate($0) }
    let expected = [
      [true, true, true, true, false], [true, true, true, false, false], [true, true, true, false, false],
      [true, false, false, true, false], [false, false, false, false, true],
    ]
    #expect(dates.map { date in dates.map { date.overlaps($0) } } == expected)
  }
}
