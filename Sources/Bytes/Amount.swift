/// An exact decimal number, mostly of euros: `38667.84`, `0.372`. No floating point comes near it.
///
/// Read from at most 15 digits before the point and 4 behind it; a sum may be larger.
public struct Amount: Sendable, Hashable {
  /// The amount times 10 000.
  public let tenThousandths: Int128

  public static let zero = Amount(tenThousandths: 0)
  public static let integerDigits = 15
  public static let fractionDigits = 4

  public init(tenThousandths: Int128) { self.tenThousandths = tenThousandths }

  public init(_ whole: Int) { tenThousandths = Int128(whole) * 10_000 }

  /// `-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?` and nothing else: no `1e5`, `+1`, `.5`, `1.`, `007` or white space.
  public init?(_ text: some StringProtocol) {
    guard let amount = text.withUTF8Bytes(Amount.init(bytes:)) else { return nil }
    self = amount
  }

  public init?(bytes: UnsafeRawBufferPointer) {
    let negative = bytes.first == UInt8(ascii: "-")
    let unsigned = bytes[(negative ? 1 : 0)...]
    let point = unsigned.firstIndex(of: UInt8(ascii: ".")) ?? unsigned.endIndex
    let whole = unsigned[..<point]
    let fraction = unsigned[point...].dropFirst()
    guard 1...Self.integerDigits ~= whole.count, whole.count == 1 || whole.first != UInt8(ascii: "0"),
      point == unsigned.endIndex || 1...Self.fractionDigits ~= fraction.count,
      let units = Digits.read(whole.count, at: whole.startIndex, of: bytes),
      let parts = Digits.read(fraction.count, at: fraction.startIndex, of: bytes)
    else { return nil }
    let scale: Int128 = [10_000, 1_000, 100, 10, 1][fraction.count]
    let magnitude = Int128(units) * 10_000 + Int128(parts) * scale
    tenThousandths = negative ? -magnitude : magnitude
  }
}

extension Amount: Comparable {
  public static func < (left: Amount, right: Amount) -> Bool { left.tenThousandths < right.tenThousandths }
}

/// The operators stop the program on overflow, which takes 10^19 amounts of the largest kind; `adding` and
/// `multiplied` are for factors from outside.
extension Amount: AdditiveArithmetic {
  public static func + (left: Amount, right: Amount) -> Amount {
    Amount(tenThousandths: left.tenThousandths + right.tenThousandths)
  }

  public static func - (left: Amount, right: Amount) -> Amount {
    Amount(tenThousandths: left.tenThousandths - right.tenThousandths)
  }

  public static prefix func - (amount: Amount) -> Amount { zero - amount }

  /// Nil on overflow.
  public func adding(_ other: Amount) -> Amount? {
    let (sum, overflow) = tenThousandths.addingReportingOverflow(other.tenThousandths)
    return overflow ? nil : Amount(tenThousandths: sum)
  }

  /// Nil on overflow.
  public func subtracting(_ other: Amount) -> Amount? {
    let (difference, overflow) = tenThousandths.subtractingReportingOverflow(other.tenThousandths)
    return overflow ? nil : Amount(tenThousandths: difference)
  }

  /// A rate times a number of inhabitants, exactly; nil on overflow.
  public func multiplied(by count: Int) -> Amount? {
    let (product, overflow) = tenThousandths.multipliedReportingOverflow(by: Int128(count))
    return overflow ? nil : Amount(tenThousandths: product)
  }
}

extension Amount: CustomStringConvertible {
  /// The shortest exact form, which reads back as the same amount: `38667.84`, `5.1`, `-5`.
  public var description: String { text(atLeast: 0) }

  /// With two decimals, `38667.84`, `5.10`; nil when two are not enough: `0.372`.
  public var fixed2: String? { tenThousandths % 100 == 0 ? text(atLeast: 2) : nil }

  /// With two decimals, as amounts of euros are shown; what two cannot say is rounded, halves away from zero: a sum of
  /// `0.372` and `0.005` is `0.38`.
  public var rounded2: String {
    let (cents, rest) = tenThousandths.magnitude.quotientAndRemainder(dividingBy: 100)
    let rounded = Int128(rest >= 50 ? cents + 1 : cents) * 100
    return Amount(tenThousandths: tenThousandths < 0 ? -rounded : rounded).text(atLeast: 2)
  }

  private func text(atLeast decimals: Int) -> String {
    let (units, parts) = tenThousandths.magnitude.quotientAndRemainder(dividingBy: 10_000)
    var fraction = Array(String(10_000 + Int(parts)).dropFirst())
    while fraction.count > decimals, fraction.last == "0" { fraction.removeLast() }
    return (tenThousandths < 0 ? "-" : "") + "\(units)" + (fraction.isEmpty ? "" : "." + String(fraction))
  }
}

extension Amount {
  /// The largest amount a column of 64 bits is given.
  public static let mostStored = Amount(900_000_000_000_000)

  /// The ten-thousandths as a column has them; nil beyond `mostStored`.
  public var stored: Int64? {
    tenThousandths.magnitude <= Self.mostStored.tenThousandths.magnitude ? Int64(tenThousandths) : nil
  }
}
