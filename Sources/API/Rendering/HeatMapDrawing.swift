import Register

/// Squares over two axes, one map for each value of a third. The figure stands in its square and the shade repeats it.
struct HeatMapDrawing {
  let table: ShownTable
  let words: PictureWords
  /// Columns: those that make maps (none or one), across, and down.
  private let map: Int?
  private let across: Int
  private let down: Int
  private let figure: Int
  private let beside: [Int]
  private let explanation: Int?

  /// Nil when fewer than two axes have a value, or the figure is not there.
  init?(
    _ table: ShownTable, axes: [String], figure: String, beside: [String], explanation: String?, words: PictureWords
  ) {
    let axes = Array(table.indices(axes).prefix(3))
    guard axes.count >= 2, let figure = table.index(figure) else { return nil }
    self.table = table
    self.words = words
    map = axes.count > 2 ? axes[0] : nil
    across = axes[axes.count - 2]
    down = axes[axes.count - 1]
    self.figure = figure
    self.beside = table.indices(beside)
    self.explanation = explanation.flatMap(table.index)
  }

  private struct Place: Hashable {
    let map: String
    let across: String
    let down: String
  }

  private static let rowWidth = 230.0
  private static let headHeight = 150.0

  /// - Returns: what the drawing shows, in words.
  func draw(on canvas: inout Canvas) -> String {
    var squares: [Place: Int] = [:]
    for (index, row) in table.rows.enumerated() { squares[place(of: row)] = index }
    let maps = map.map(table.values) ?? [""]
    let grid = Grid(
      across: table.values(across), down: table.values(down), maps: maps.count, narrowest: beside.isEmpty ? 46 : 56)
    let highest = table.rows.compactMap { $0[figure].number }.max() ?? 0
    for start in stride(from: 0, to: maps.count, by: grid.abreast) {
      let band = Array(maps[start..<min(start + grid.abreast, maps.count)])
      if map != nil { drawNames(of: band, grid, on: &canvas) }
      var y = drawHeads(band.count, grid, on: &canvas)
      for row in grid.down { y = drawRow(band, row, grid, squares, highest, at: y, on: &canvas) }
      canvas.reach(x: grid.left(of: band.count) - grid.gap + 1, y: y + 8)
    }
    drawLegend(on: &canvas)
    return description(highest)
  }

  // MARK: Parts

  /// Where the squares are. Maps stand abreast as far as there is room, and share the names down the side.
  private struct Grid {
    let across: [String]
    let down: [String]
    let squareWidth: Double
    let abreast: Int
    let gap = 22.0

    private static let widest = 1_180.0

    init(across: [String], down: [String], maps: Int, narrowest: Double) {
      self.across = across
      self.down = down
      let room = Grid.widest - HeatMapDrawing.rowWidth
      abreast = max(1, min(maps, Int(room / (Double(max(across.count, 1)) * narrowest + gap))))
      let share = (room - Double(abreast) * gap) / Double(abreast * max(across.count, 1))
      squareWidth = max(narrowest, min(72, share))
    }

    var mapWidth: Double { Double(across.count) * squareWidth }

    func left(of map: Int) -> Double { HeatMapDrawing.rowWidth + Double(map) * (mapWidth + gap) }
  }

  private func place(of row: [ShownTable.Cell]) -> Place {
    Place(map: map.map { row[$0].text } ?? "", across: row[across].text, down: row[down].text)
  }

  private func drawNames(of band: [String], _ grid: Grid, on canvas: inout Canvas) {
    let names = band.map {
      TextMeasure.wrap($0.isEmpty ? words.unknown : $0, 14, width: grid.mapWidth, maximum: 4, isBold: true)
    }
    for (index, lines) in names.enumerated() {
      for (line, text) in lines.enumerated() {
        canvas.text(grid.left(of: index), canvas.height + 22 + Double(line) * 18, text, "t2")
      }
    }
    canvas.reach(y: canvas.height + 12 + Double(names.map(\.count).max() ?? 1) * 18)
  }

  private func drawHeads(_ maps: Int, _ grid: Grid, on canvas: inout Canvas) -> Double {
    let y = canvas.height
    let lines = grid.across.map { name in
      TextMeasure.wrap(
        name.isEmpty ? words.unknown : name, Canvas.body, width: HeatMapDrawing.headHeight - 10,
        maximum: max(1, Int((grid.squareWidth - 4) / Canvas.leading)))
    }
    let height = min(
      HeatMapDrawing.headHeight, (lines.joined().map { TextMeasure.width($0, Canvas.body) }.max() ?? 0) + 10)
    for map in 0..<maps {
      for (index, text) in lines.enumerated() {
        let middle = grid.left(of: map) + (Double(index) + 0.5) * grid.squareWidth
        let first = middle - Double(text.count - 1) * Canvas.leading / 2 + 4
        for (line, part) in text.enumerated() {
          canvas.text(first + Double(line) * Canvas.leading, y + height - 4, part, turned: true)
        }
      }
    }
    return y + height
  }

  private func drawRow(
    _ band: [String], _ name: String, _ grid: Grid, _ squares: [Place: Int], _ highest: Double, at y: Double,
    on canvas: inout Canvas
  ) -> Double {
    let lines = TextMeasure.wrap(
      name.isEmpty ? words.unknown : name, Canvas.body, width: HeatMapDrawing.rowWidth - 10, maximum: 5)
    let height = max(beside.isEmpty ? 26 : 36, Double(lines.count) * Canvas.leading + 8)
    let foot = y + (height - Double(lines.count - 1) * Canvas.leading) / 2 + 4
    for (index, line) in lines.enumerated() {
      canvas.text(HeatMapDrawing.rowWidth - 8, foot + Double(index) * Canvas.leading, line, "r")
    }
    for (place, map) in band.enumerated() {
      for (index, column) in grid.across.enumerated() {
        let found = squares[Place(map: map, across: column, down: name)]
        drawSquare(
          found.map { table.rows[$0] }, highest, grid.left(of: place) + Double(index) * grid.squareWidth, y,
          grid.squareWidth, height, on: &canvas)
      }
    }
    return y + height
  }

  private func drawSquare(
    _ row: [ShownTable.Cell]?, _ highest: Double, _ x: Double, _ y: Double, _ squareWidth: Double, _ height: Double,
    on canvas: inout Canvas
  ) {
    guard let row else {
      canvas.rectangle(x, y, squareWidth, height, "s0 ln")
      return
    }
    let value = row[figure].number ?? 0
    let step = value <= 0 || highest <= 0 ? 0 : min(Palette.stepCount - 1, 1 + Int(value / highest * 4.999))
    let middle = x + squareWidth / 2
    if value <= 0, let explanation, row[explanation].isKnown {
      canvas.open(title: row[explanation].text)
      canvas.rectangle(x, y, squareWidth, height, filled: .crossed, "ln")
      canvas.rectangle(middle - 9, y + height / 2 - 9, 18, 18, "bg")
      canvas.text(middle, y + height / 2 + 4, row[figure].text, "m b")
      canvas.close()
      return
    }
    canvas.rectangle(x, y, squareWidth, height, "s\(step) ln")
    let small = beside.filter { (row[$0].number ?? 0) > 0 }.map { "\(sign($0))\(row[$0].text)" }
    let shift = small.isEmpty ? 4.0 : -1
    canvas.text(
      middle, y + height / 2 + shift, row[figure].isKnown ? row[figure].text : words.unknownMark,
      value > 0 ? "m b i\(step)" : "m i\(step)")
    if !small.isEmpty { canvas.text(middle, y + height / 2 + 12, small.joined(separator: " "), "m sm i\(step)") }
  }

  /// The letter before a figure in small print.
  private func sign(_ column: Int) -> String { table.columns[column].heading.prefix(1).lowercased() }

  private func drawLegend(on canvas: inout Canvas) {
    var lines = ["\(table.columns[figure].heading): \(words.shaded)."]
    for column in beside {
      lines.append(
        "\(sign(column)) = \(table.columns[column].heading.lowercased()): \(table.columns[column].explanation)")
    }
    if let explanation, table.rows.contains(where: { $0[explanation].isKnown }) {
      lines.append(words.explained + ".")
    }
    var y = canvas.height + 8
    for line in lines {
      for part in TextMeasure.wrap(line, Canvas.body, width: canvas.width - 10) {
        canvas.text(0, y + 10, part, "mu")
        y += Canvas.leading
      }
    }
    canvas.reach(y: y + 6)
  }

  private func description(_ highest: Double) -> String {
    let names = ([map] + [across, down]).compactMap { $0 }.map { table.columns[$0].heading }
    var text = names.joined(separator: " \u{D7} ") + ". "
    if highest > 0, let row = table.rows.max(by: { ($0[figure].number ?? 0) < ($1[figure].number ?? 0) }) {
      let what = ([map] + [across, down]).compactMap { $0 }.map { row[$0].isKnown ? row[$0].text : words.unknown }
      text += words.most(what.joined(separator: ", "), row[figure].text) + " "
    }
    return text + words.empty(table.rows.filter { ($0[figure].number ?? 0) <= 0 }.count, of: table.rows.count)
  }
}
