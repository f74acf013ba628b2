import Foundation
import Testing

@testable import API

struct MarkupTests {
  /// Every picture, with no row, one, and many.
  private static func reports() -> [(name: String, report: ShownReport)] {
    var all: [(String, ShownReport)] = []
    for (place, picture) in RandomReport.pictures.enumerated() {
      for (round, count) in [0, 1, 2, 9, 40].enumerated() {
        var random = RandomReport(seed: UInt64(place * 100 + round))
        let report = random.make(picture, rows: count, language: round % 2 == 0 ? .nl : .en)
        all.append(("picture \(place), \(count) rows", report))
      }
    }
    return all
  }

  @Test func `whatever a report says, its picture, page and text document can be read by a parser`() {
    for (name, report) in Self.reports() {
      for (form, text) in [
        ("svg", Picture(report).alone()), ("html", HTMLPage(report).text()), ("odf", ODFDocument(report).text()),
      ] {
        let parsed = ParsedMarkup(text)
        #expect(parsed.fault == nil, "\(form), \(name)")
        #expect(!parsed.elements.contains { $0.name.lowercased() == "script" }, "\(form), \(name)")
        #expect(!text.contains("onload"), "\(form), \(name)")
      }
    }
  }

  @Test func `a picture says what it is and what it shows before it shows it`() {
    for (name, report) in Self.reports() {
      let parsed = ParsedMarkup(Picture(report).alone())
      #expect(parsed.elements.prefix(3).map(\.name) == ["svg", "title", "desc"], "\(name)")
      #expect(parsed.elements.first?.attributes["role"] == "img")
      #expect(parsed.elements.first?.attributes["aria-labelledby"] == parsed.elements[1].attributes["id"])
      #expect(parsed.elements.first?.attributes["aria-describedby"] == parsed.elements[2].attributes["id"])
      #expect(!parsed.elements[2].text.isEmpty)
    }
  }

  @Test func `no two things on a page have one name`() {
    for (name, report) in Self.reports() {
      let names = ParsedMarkup(HTMLPage(report).text()).elements.compactMap { $0.attributes["id"] }
      #expect(Set(names).count == names.count, "\(name)")
    }
  }

  @Test func `every pattern a picture uses is defined in it`() {
    for (name, report) in Self.reports() {
      let parsed = ParsedMarkup(HTMLPage(report).text())
      let defined = Set(parsed.all("pattern").compactMap { $0.attributes["id"] })
      for fill in parsed.elements.compactMap({ $0.attributes["fill"] }) {
        #expect(defined.contains(String(fill.dropFirst("url(#".count).dropLast())), "\(name): \(fill)")
      }
    }
  }

  // MARK: Letters

  /// What a text takes, as it was measured when it was placed.
  private struct Box {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let text: String

    init(_ element: ParsedMarkup.Element) {
      let style = element.attributes["class"]?.split(separator: " ") ?? []
      let size =
        style.contains("t1") ? 18 : style.contains("t2") ? 14 : style.contains("sm") ? Canvas.small : Canvas.body
      let width = TextMeasure.width(
        element.text, size, isBold: style.contains("b") || style.contains("t1") || style.contains("t2"))
      let x = (Double(element.attributes["x"] ?? "") ?? -1e9) + element.shift.x
      let y = (Double(element.attributes["y"] ?? "") ?? -1e9) + element.shift.y
      let start = style.contains("r") ? x - width : style.contains("m") ? x - width / 2 : x
      text = element.text
      if element.attributes["transform"]?.hasPrefix("rotate(-90") == true {
        (left, right, top, bottom) = (x - size * 0.75, x + size * 0.2, y - width, y)
      } else {
        (left, right, top, bottom) = (start, start + width, y - size * 0.75, y + size * 0.2)
      }
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right - 0.5 && other.left < right - 0.5 && top < other.bottom - 0.5 && other.top < bottom - 0.5
    }
  }

  @Test func `no text in a picture is cut off or stands on another`() {
    for (name, report) in Self.reports() {
      let parsed = ParsedMarkup(Picture(report).alone())
      let width = Double(parsed.elements.first?.attributes["width"] ?? "") ?? 0
      let height = Double(parsed.elements.first?.attributes["height"] ?? "") ?? 0
      let boxes = parsed.all("text").filter { !$0.text.isEmpty }.map(Box.init)
      for (index, box) in boxes.enumerated() {
        #expect(
          box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height, "\(name): cut: \(box)")
        for other in boxes[..<index] where box.overlaps(other) { Issue.record("\(name): \(box) on \(other)") }
      }
    }
  }

  // MARK: Colours

  /// Source: WCAG 2.2, relative luminance and contrast ratio.
  private func contrast(_ left: StaticString, _ right: StaticString) -> Double {
    func luminance(_ colour: StaticString) -> Double {
      let digits = Array(colour.description.dropFirst())
      let parts = stride(from: 0, to: 6, by: 2).map { place -> Double in
        let value = Double(Int(String(digits[place...place + 1]), radix: 16) ?? 0) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (a, b) = (luminance(left), luminance(right))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func `letters can be told from their ground by day and by night`() {
    for (name, palette) in [("light", Palette.light), ("dark", Palette.dark)] {
      for ink in [palette.ink, palette.muted, palette.link] {
        for ground in [palette.ground, palette.band] {
          #expect(contrast(ink, ground) >= 4.5, "\(name): \(ink) on \(ground)")
        }
      }
      for step in palette.steps {
        #expect(contrast(step.ink, step.ground) >= 4.5, "\(name): \(step.ink) on \(step.ground)")
      }
      // What is drawn and is no text (criterion 1.4.11).
      for line in [palette.accent, palette.second] {
        #expect(contrast(line, palette.ground) >= 3, "\(name): \(line)")
      }
      #expect(palette.steps.count == Palette.stepCount)
    }
  }

  @Test(arguments: [
    ("Arbeidsmarkt en stage", 60.0, 3), (String(repeating: "w", count: 200), 100, 4), ("", 10, 1),
    ("een-twee/drie vier", 40, 9), ("x", 0.5, 2),
  ])
  func `a wrapped text fits, and loses nothing before its last line`(text: String, width: Double, maximum: Int) {
    let lines = TextMeasure.wrap(text, 12, width: width, maximum: maximum)
    #expect((1...maximum).contains(lines.count))
    // One letter is the least there can be.
    for line in lines { #expect(TextMeasure.width(line, 12) <= max(width, 24), "\(line)") }
    let whole = TextMeasure.wrap(text, 12, width: width)
    #expect(whole.count > maximum || whole == lines)
    #expect(lines.last?.hasSuffix("\u{2026}") == (whole.count > maximum))
  }
}
