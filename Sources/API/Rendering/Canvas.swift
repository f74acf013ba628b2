/// What a picture is drawn on: shapes and texts at places counted from the top left, in pixels at their usual size.
struct Canvas {
  private(set) var markup = Markup()
  /// Before every name of a pattern, so that two pictures on a page keep apart.
  let prefix: String
  /// As wide as what was drawn needs.
  private(set) var width: Double
  private(set) var height = 0.0

  static let body = 12.0
  static let small = 10.5
  /// From one line to the next.
  static let leading = 15.0

  init(width: Double, prefix: String) {
    self.width = width
    self.prefix = prefix
  }

  /// The picture is at least this big.
  mutating func reach(x: Double = 0, y: Double = 0) {
    width = max(width, x)
    height = max(height, y)
  }

  // MARK: Shapes

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) {
    markup.empty(
      "rect", ["x": n(x), "y": n(y), "width": n(max(width, 0)), "height": n(max(height, 0)), "class": style])
  }

  /// A rectangle with a pattern on it.
  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, filled pattern: Pattern, _ style: String
  ) {
    markup.empty(
      "rect",
      [
        "x": n(x), "y": n(y), "width": n(max(width, 0)), "height": n(max(height, 0)),
        "fill": "url(#\(prefix)\(pattern.rawValue))", "class": style,
      ])
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    markup.empty("line", ["x1": n(x1), "y1": n(y1), "x2": n(x2), "y2": n(y2), "class": style])
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String, isClosed: Bool = false) {
    var data = ""
    for point in points { data += (data.isEmpty ? "M" : "L") + "\(n(point.x)) \(n(point.y))" }
    markup.empty("path", ["d": data + (isClosed ? "Z" : ""), "class": style])
  }

  /// The mark of a series, told from others by its shape: circle, square, diamond, triangle.
  mutating func mark(_ x: Double, _ y: Double, series: Int, size: Double = 4) {
    // Open for the first four, filled for the next.
    let ground = series / 4 % 2 == 0 ? "k" : "f"
    let style = series % 2 == 0 ? "\(ground) o" : "\(ground)2 o o2"
    switch series % 4 {
    case 0: markup.empty("circle", ["cx": n(x), "cy": n(y), "r": n(size), "class": style])
    case 1: rectangle(x - size, y - size, 2 * size, 2 * size, style)
    case 2: path([(x, y - size - 1), (x + size + 1, y), (x, y + size + 1), (x - size - 1, y)], style, isClosed: true)
    default: path([(x, y - size - 1), (x + size + 1, y + size), (x - size - 1, y + size)], style, isClosed: true)
    }
  }

  // MARK: Texts

  /// - Parameter y: of the foot of the letters.
  mutating func text(_ x: Double, _ y: Double, _ text: String, _ style: String = "", turned: Bool = false) {
    if turned {
      markup.element(
        "text", ["x": n(x), "y": n(y), "class": style, "transform": "rotate(-90 \(n(x)) \(n(y)))"], text)
    } else {
      markup.element("text", ["x": n(x), "y": n(y), "class": style], text)
    }
  }

  /// - Parameter y: of the foot of the first line.
  mutating func text(_ x: Double, _ y: Double, lines: [String], _ style: String = "") {
    for (index, line) in lines.enumerated() where !line.isEmpty {
      text(x, y + Double(index) * Canvas.leading, line, style)
    }
  }

  // MARK: Groups

  mutating func open(title: String) {
    markup.open("g")
    markup.element("title", title)
  }

  mutating func close() { markup.close("g") }

  /// What is drawn next stands `y` lower, and right by `x`.
  mutating func openShifted(_ x: Double, _ y: Double) { markup.open("g", ["transform": "translate(\(n(x)) \(n(y)))"]) }

  // MARK: Patterns

  /// What tells fields apart without colour.
  enum Pattern: String, CaseIterable {
    /// Slanted lines: rounded.
    case slanted = "schuin"
    /// Dots: about.
    case dotted = "stip"
    /// Crossed lines: nothing here, and somebody said why.
    case crossed = "kruis"
  }

  /// The definitions of the patterns.
  static func definitions(prefix: String) -> String {
    var markup = Markup()
    markup.open("defs")
    for pattern in Pattern.allCases {
      markup.open(
        "pattern",
        [
          "id": prefix + pattern.rawValue, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
          "patternTransform": pattern == .dotted ? "rotate(0)" : "rotate(45)",
        ])
      markup.empty("rect", ["width": "6", "height": "6", "class": "bg"])
      switch pattern {
      case .slanted: markup.empty("rect", ["width": "3", "height": "6", "class": "f"])
      case .dotted: markup.empty("circle", ["cx": "3", "cy": "3", "r": "1.3", "class": "f"])
      case .crossed: markup.empty("path", ["d": "M0 3H6M3 0V6", "class": "ln fr"])
      }
      markup.close("pattern")
    }
    markup.close("defs")
    return markup.text
  }

  /// One decimal at most: `12.5`, `12`.
  private func n(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard tenths.magnitude < 1e9 else { return "0" }
    let whole = Int(tenths)
    return whole % 10 == 0 ? String(whole / 10) : "\(whole < 0 ? "-" : "")\(abs(whole) / 10).\(abs(whole) % 10)"
  }
}
