import Bytes
import Testing

struct AmountTests {
  @Test(
    arguments: [
      ("0", 0, "0", "0.00"), ("38667.84", 386_678_400, "38667.84", "38667.84"), ("0.372", 3_720, "0.372", nil),
      ("-5", -50_000, "-5", "-5.00"), ("5.10", 51_000, "5.1", "5.10"), ("5.1000", 51_000, "5.1", "5.10"),
      ("0.0001", 1, "0.0001", nil), ("-0.0001", -1, "-0.0001", nil), ("-0", 0, "0", "0.00"),
      ("-0.05", -500, "-0.05", "-0.05"),
      ("0.01", 100, "0.01", "0.01"), ("10", 100_000, "10", "10.00"), ("1.0100", 10_100, "1.01", "1.01"),
      ("999999999999999.9999", 9_999_999_999_999_999_999, "999999999999999.9999", nil),
      ("-999999999999999", -9_999_999_999_999_990_000, "-999999999999999", "-999999999999999.00"),
    ] as [(String, Int128, String, String?)])
  func `an amount is exact, and comes out in its shortest form`(
    text: String, tenThousandths: Int128, shortest: String, fixed2: String?
  ) throws {
    let amount = try #require(atEndOfPage(Array(text.utf8)) { Amount(bytes: $0) })
    #expect(Amount(text) == amount)
    #expect(amount.tenThousandths == tenThousandths)
    #expect(amount.description == shortest)
    #expect(amount.fixed2 == fixed2)
    #expect(Amount(shortest) == amount)
  }

  @Test(arguments: [
    "", "-", ".", "-.", "1e5", "1E5", "+1", ".5", "-.5", "1.", "-1.", "01", "00", "-01", "00.5", "1.00000", "1.12345",
    "1,5",
    "1 000", " 1", "1 ", "1.5.5", "--1", "1-", "NaN", "inf", "0x10", "€5", "1_000", "١", "1.-5", "1.+5",
    "1000000000000000", "1000000000000000.0001", "99999999999999999999999999999999999999999",
  ])
  func `what is not written plainly is no amount`(text: String) {
    #expect(Amount(text) == nil)
    #expect(atEndOfPage(Array(text.utf8)) { Amount(bytes: $0) } == nil)
  }

  @Test func `sums are the sums of whole numbers of ten-thousandths`() throws {
    var random = FixedRandom(seed: 85_305_739)
    for _ in 0..<500 {
      var sum = Amount.zero
      var expected: Int128 = 0
      for _ in 0..<50 {
        let part = Int.random(in: -10_000_000_000_000_000...10_000_000_000_000_000, using: &random)
        let amount = Amount(tenThousandths: Int128(part))
        #expect(Amount(amount.description) == amount)
        if Bool.random(using: &random) {
          sum += amount
          expected += Int128(part)
        } else {
          sum -= amount
          expected -= Int128(part)
        }
      }
      #expect(sum.tenThousandths == expected)
    }
  }

  @Test func `two decimals are there exactly when nothing is lost`() {
    for number in -30_000...30_000 {
      let amount = Amount(tenThousandths: Int128(number))
      #expect((amount.fixed2 != nil) == number.isMultiple(of: 100))
      if let fixed = amount.fixed2 {
        #expect(Amount(fixed) == amount)
        #expect(fixed.suffix(3).first == ".")
      }
    }
  }

  @Test func `the labelled exact spending of 2021 adds up to the cent`() {
    let lines = ["208717.00", "592780.00", "38667.84", "12892.55"].compactMap { Amount($0) }
    #expect(lines.reduce(.zero, +).fixed2 == "853057.39")
  }

  @Test func `what would overflow is nil and not wrong`() {
    let largest = Amount(tenThousandths: .max)
    #expect(largest.adding(Amount(1)) == nil)
    #expect(Amount(tenThousandths: .min).subtracting(Amount(1)) == nil)
    #expect(largest.multiplied(by: 2) == nil)
    #expect(Amount("0.372")?.multiplied(by: 17_500_000)?.description == "6510000")
    #expect(Amount(3).adding(Amount(4)) == Amount(7))
    #expect(Amount(3).subtracting(Amount(4)) == -Amount(1))
    #expect(Amount(tenThousandths: .min).description.hasPrefix("-17014118346046923173168730371588410"))
  }

  @Test func `amounts sort by what they are worth`() {
    let sorted = ["-10", "-9.99", "-0.0001", "0", "0.0001", "0.01", "9", "10"].compactMap { Amount($0) }
    #expect(sorted.shuffled().sorted() == sorted)
  }
}
