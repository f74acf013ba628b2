import Bytes

/// Reads CSV strictly, a record at a time. Source: RFC 4180.
///
/// Records end with CRLF or LF, the last one may do without. A cell in quotes holds anything, a quote doubled; one
/// without quotes holds no quote. A byte order mark at the start is what spreadsheets write, and is passed over.
/// - Complexity: linear in the input.
struct CSVReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  /// The record that was read last: 1 for the header, as a spreadsheet counts.
  private(set) var record = 0

  struct Fault: Error, Equatable {
    let reason: Reason
    let record: Int
    /// The cell within the record, from 1.
    let cell: Int

    enum Reason: Equatable {
      /// A quote within a cell that does not begin with one.
      case bareQuote
      /// Something else than a comma or the end of the line behind a quoted cell.
      case trailingText
      /// The text ends within a quoted cell.
      case openQuote
      /// A return without a line feed behind it, outside quotes.
      case bareReturn
      case invalidUTF8
    }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The cells of the next record; nil behind the last. An empty line is a record of one empty cell.
  ///
  /// - Throws: the first fault; what follows it cannot be told apart.
  mutating func next() throws(Fault) -> [String]? {
    guard at < bytes.count else { return nil }
    record += 1
    var cells: [String] = []
    while true {
      let isQuoted = at < bytes.count && bytes[at] == Self.quote
      cells.append(isQuoted ? try quoted(cells.count + 1) : try plain(cells.count + 1))
      if try endsRecord(cells.count) { return cells }
    }
  }

  /// Passes the comma, or the end of the line.
  private mutating func endsRecord(_ cell: Int) throws(Fault) -> Bool {
    guard at < bytes.count else { return true }
    switch bytes[at] {
    case Self.comma:
      at += 1
      return false
    case Self.lineFeed:
      at += 1
      return true
    case Self.carriageReturn:
      guard at + 1 < bytes.count, bytes[at + 1] == Self.lineFeed else { throw fault(.bareReturn, cell) }
      at += 2
      return true
    case Self.quote: throw fault(.bareQuote, cell)
    default: throw fault(.trailingText, cell)
    }
  }

  private mutating func plain(_ cell: Int) throws(Fault) -> String {
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote { break }
      at += 1
    }
    return try text(UnsafeRawBufferPointer(rebasing: bytes[start..<at]), cell)
  }

  private mutating func quoted(_ cell: Int) throws(Fault) -> String {
    at += 1
    let start = at
    var doubled = 0
    while true {
      while at < bytes.count, bytes[at] != Self.quote { at += 1 }
      guard at < bytes.count else { throw fault(.openQuote, cell) }
      at += 1
      guard at < bytes.count, bytes[at] == Self.quote else { break }
      doubled += 1
      at += 1
    }
    let content = UnsafeRawBufferPointer(rebasing: bytes[start..<(at - 1)])
    if doubled == 0 { return try text(content, cell) }
    var single: [UInt8] = []
    single.reserveCapacity(content.count - doubled)
    var isSecond = false
    for byte in content {
      isSecond = byte == Self.quote && !isSecond
      if byte != Self.quote || isSecond { single.append(byte) }
    }
    return try text(single, cell)
  }

  private func text(_ bytes: some Collection<UInt8>, _ cell: Int) throws(Fault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(.invalidUTF8, cell) }
    return text
  }

  private func fault(_ reason: Fault.Reason, _ cell: Int) -> Fault {
    Fault(reason: reason, record: record, cell: cell)
  }
}
