import Bytes

/// Writes figures in the text format that Prometheus reads.
/// Source: Prometheus documentation, "Exposition formats", text format 0.0.4.
struct MetricsText: ~Copyable {
  private var text = ByteBuffer(capacity: 16 * 1024)

  var bytes: [UInt8] { text.array() }

  enum Kind: String { case counter, gauge, histogram }

  /// Begins a family; its samples follow.
  mutating func family(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
    text.append("# HELP ")
    text.append(name)
    text.append(UInt8(ascii: " "))
    text.append(help)
    text.append("\n# TYPE ")
    text.append(name)
    text.append(UInt8(ascii: " "))
    text.append(kind.rawValue)
    text.append("\n")
  }

  mutating func sample(_ name: StaticString, _ value: Int, _ labels: [(StaticString, String)] = []) {
    write(name, "", labels)
    text.append(decimal: value)
    text.append("\n")
  }

  mutating func sample(_ name: StaticString, _ value: Double, _ labels: [(StaticString, String)] = []) {
    write(name, "", labels)
    text.append("\(value)\n")
  }

  /// One number that is a family of its own.
  mutating func single(_ name: StaticString, _ kind: Kind, _ value: Int, _ help: StaticString) {
    family(name, kind, help)
    sample(name, value)
  }

  /// - Parameter unit: what one of the reading's units is in the unit of the name; nil when it is the same.
  mutating func histogram(
    _ name: StaticString, _ reading: Histogram.Reading, unit: Double?, _ labels: [(StaticString, String)] = []
  ) {
    var sum = 0
    for (index, count) in reading.counts.enumerated() {
      sum += count
      let end = index < reading.bounds.count ? Self.number(reading.bounds[index], unit) : "+Inf"
      write(name, "_bucket", labels + [("le", end)])
      text.append(decimal: sum)
      text.append("\n")
    }
    write(name, "_sum", labels)
    text.append("\(Self.number(reading.sum, unit))\n")
    write(name, "_count", labels)
    text.append(decimal: sum)
    text.append("\n")
  }

  private static func number(_ value: Int, _ unit: Double?) -> String {
    // Divided and not multiplied: 2500 microseconds are 0.0025, and not the nearest number to it but one.
    unit.map { String(Double(value) / (1 / $0).rounded()) } ?? String(value)
  }

  private mutating func write(_ name: StaticString, _ suffix: StaticString, _ labels: [(StaticString, String)]) {
    text.append(name)
    text.append(suffix)
    for (index, label) in labels.enumerated() {
      text.append(index == 0 ? "{" : ",")
      text.append(label.0)
      text.append("=\"")
      for byte in label.1.utf8 {
        switch byte {
        case UInt8(ascii: "\\"): text.append("\\\\")
        case UInt8(ascii: "\""): text.append("\\\"")
        case UInt8(ascii: "\n"): text.append("\\n")
        default: text.append(byte)
        }
      }
      text.append("\"")
    }
    text.append(labels.isEmpty ? " " : "} ")
  }
}
