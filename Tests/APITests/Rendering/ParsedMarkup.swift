import Foundation
import FoundationXML

/// XML read by a parser that is not ours: elements in order, with where they stand.
final class ParsedMarkup: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Names of the elements around it, outermost first.
    let path: [String]
    var text = ""
    /// Where its coordinates start, from the `transform` of what is around it.
    let shift: (x: Double, y: Double)
  }

  private(set) var elements: [Element] = []
  private(set) var fault: String?
  private var open: [Int] = []

  /// - Parameter markup: XML, or a page that is well-formed as XML too.
  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    if !parser.parse() {
      fault = "\(parser.parserError.map { "\($0)" } ?? "?") at line \(parser.lineNumber):\(parser.columnNumber)"
    }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let around = open.last.map { elements[$0] }
    var shift = around?.shift ?? (x: 0, y: 0)
    if let transform = attributes["transform"], transform.hasPrefix("translate(") {
      let parts = transform.dropFirst("translate(".count).dropLast().split(separator: " ").compactMap { Double($0) }
      if parts.count == 2 { shift = (shift.x + parts[0], shift.y + parts[1]) }
    }
    open.append(elements.count)
    elements.append(
      Element(
        name: name, attributes: attributes, path: (around?.path ?? []) + (around.map { [$0.name] } ?? []), shift: shift)
    )
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    for index in open { elements[index].text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }
}
