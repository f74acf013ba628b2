import Bytes
import Register

extension ShownTable {
  /// Two axes against each other, as one reads them: what goes down the side of its picture in rows, what goes across
  /// in columns, the figures where they meet. A table of anything else stays as it is.
  func crossed(_ words: PictureWords) -> ShownTable {
    guard case .heatMap(let names, let figureName, let beside, _) = picture, indices(beside).isEmpty,
      let figure = index(figureName)
    else { return self }
    let axes = indices(names)
    guard axes.count == 2 else { return self }
    let (across, down) = (axes[0], axes[1])
    let heads = values(across)
    var places: [String: [String: Cell]] = [:]
    for row in rows { places[row[down].text, default: [:]][row[across].text] = row[figure] }
    return ShownTable(
      name: name, title: title,
      columns: [columns[down]]
        + heads.map {
          Column(name: $0, heading: $0.isEmpty ? words.unknown : $0, explanation: "", isNumeric: true)
        },
      rows: values(down).map { name in
        let first = rows.first { $0[down].text == name }?[down]
        let side = Cell(
          text: name.isEmpty ? words.unknown : name, value: first?.value ?? .null, address: first?.address)
        return [side] + heads.map { places[name]?[$0] ?? Cell(text: "", value: .null, address: nil) }
      }, notes: notes, picture: nil)
  }

  /// The values of a column, each once, in their order; what is not known last.
  func values(_ column: Int) -> [String] {
    var seen: Set<String> = []
    var values = rows.map { $0[column].text }.filter { seen.insert($0).inserted }
    if let unknown = values.firstIndex(of: "") {
      values.remove(at: unknown)
      values.append("")
    }
    return values
  }

  /// A table for each value of a column, without that column.
  func sections(by name: String, _ words: PictureWords) -> [ShownTable] {
    guard let column = index(name), !rows.isEmpty else { return [self] }
    let kept = columns.indices.filter { $0 != column }
    return values(column).enumerated().map { place, value in
      ShownTable(
        name: "\(self.name)-\(place + 1)",
        title: "\(title): \(value.isEmpty ? words.unknown(columns[column].heading) : value)",
        columns: kept.map { columns[$0] },
        rows: rows.filter { $0[column].text == value }.map { row in kept.map { row[$0] } },
        notes: place == 0 ? notes : [], picture: picture)
    }
  }
}
