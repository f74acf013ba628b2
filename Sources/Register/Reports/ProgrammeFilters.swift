/// Filters on the programmes of a measure that ask of several at once.
extension ListSQL {
  private var programmes: Layout.ListTable? { layout.list("programmas") }

  private mutating func coded(_ values: [String]) -> String {
    "(SELECT p.rij FROM programma p WHERE p.laag = 0 AND p.kenmerk IN (\(bind(all: values))))"
  }

  mutating func notInProgramme(_ values: [String]) -> String {
    guard let list = programmes else { return "0" }
    let marked = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    let some = "SELECT l.rij FROM \(table(list.table)) l WHERE l.programma IN \(coded(values))"
    return "m.rij NOT IN (\(some)\(marked)\(holds("l")))"
  }

  mutating func differsBetweenProgrammes(_ values: [String]) -> String {
    guard let list = programmes else { return "0" }
    let differs = list.field.members.filter { $0.target == nil }
      .map { "l.\($0.column) IS NOT k.\($0.column)" }.joined(separator: " OR ")
    return """
      EXISTS (SELECT 1 FROM \(table(list.table)) l JOIN \(table(list.table)) k ON k.rij = l.rij \
      AND k.programma <> l.programma WHERE l.rij = m.rij AND l.programma IN \(coded(values)) \
      AND k.programma IN \(coded(values)) AND (\(differs))\(holds("l"))\(holds("k")))
      """
  }
}
