import Bytes
import Register
import Testing

extension TestRegister {
  /// Makes a report of every measure the caller sees, and opens each of its links.
  func report(
    _ name: String, _ given: [(key: String, value: String)] = [], as caller: Caller,
    on day: Day = Day.inAmsterdam(at: .now)
  ) throws -> Report {
    let declaration = ReportDeclaration.all.first { $0.name == name }!
    let (question, faults) = try reader.question(declaration, kenmerk: nil, given, for: caller, today: day)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    let report = try reader.report(declaration, question)
    try checkLinks(of: report, as: caller, on: day)
    return report
  }

  /// Every figure is the number of items behind its link, and every row's own list exists.
  func checkLinks(of report: Report, as caller: Caller, on day: Day) throws {
    for (rows, columns) in [(report.rows, report.columns), (report.totals, report.totalColumns)] {
      for row in rows {
        for link in row.links {
          guard case .list(let resource, let parameters) = link.target else { continue }
          var query = ListQuery(resource: resource.name)
          query.today = day
          let first = ["beschikbaarOp", "geldigOp", "vergelekenMet"]
          let moments = first.flatMap { key in parameters.filter { $0.key == key } }
          for (key, value) in moments + parameters.filter({ !first.contains($0.key) }) {
            let faults = try reader.condition(resource, key: key, value: value, for: caller, into: &query)
            #expect(faults == [], "\(key)=\(value)")
          }
          let count = try reader.count(query, for: caller)
          guard let place = columns.firstIndex(where: { $0.name == link.name }) else { continue }
          guard case .json(let figure) = row.values[place] else { continue }
          #expect(figure.asInt == count, "\(link.name) of \(parameters)")
        }
      }
    }
  }

  /// Every measure as the caller reads it, by kenmerk.
  func measures(as caller: Caller, asOf moment: Timestamp? = nil) throws -> [String: JSON] {
    var query = ListQuery(resource: "maatregel")
    query.limit = 10_000
    query.asOf = moment
    var found: [String: JSON] = [:]
    _ = try reader.page(query, for: caller) { kenmerk, bytes in found[kenmerk] = try JSON.parse(Array(bytes)) }
    return found
  }
}

/// A slow, plain reading of measures: what a report counts, worked out from their JSON.
struct ReportModel {
  let withoutInferred: Bool
  /// A code and what it falls under.
  let above: [String: [String]]

  static let above = ["moslimdiscriminatie": ["np-gronden"], "antisemitisme": ["np-gronden"], "jeugdzorg": ["zorg"]]

  private func marks(_ row: JSON) -> [String] { (row["afgeleid"]?.asArray ?? []).compactMap(\.asString) }

  private func list(_ row: JSON, _ field: String, key: String? = nil) -> [JSON] {
    (row[field]?.asArray ?? []).filter { element in
      let name = (key.map { element[$0] ?? .null } ?? element).asString ?? ""
      return !withoutInferred || !marks(row).contains { $0 == field || $0 == "\(field)/\(name)" }
    }
  }

  private func value(_ row: JSON, _ path: [String]) -> JSON? {
    if withoutInferred, marks(row).contains(where: { $0 == path[0] || $0 == path.joined(separator: "/") }) {
      return nil
    }
    var value = row
    for name in path { value = value[name] ?? .null }
    return value.isNull || value == "onbekend" ? nil : value
  }

  /// The groups a measure is in; none when it is unknown.
  func groups(_ row: JSON, _ name: String) -> Set<String> {
    func codes(_ field: String) -> Set<String> {
      Set(list(row, field).compactMap(\.asString).flatMap { [$0] + (above[$0] ?? []) })
    }
    func elements(_ field: String, _ link: String, _ member: String, role: String? = nil) -> Set<String> {
      Set(
        list(row, field, key: link).filter { role == nil || $0["rol"]?.asString == role }
          .compactMap { $0[member]?.asString }.filter { $0 != "onbekend" })
    }
    switch name {
    case "fase": return codes("fasen")
    case "domein": return codes("domeinen")
    case "grond": return codes("gronden")
    case "thema": return codes("themas")
    case "organisatie": return elements("betrokkenen", "organisatie", "organisatie")
    case "programma": return elements("programmas", "programma", "programma")
    case "opname": return elements("programmas", "programma", "opname")
    case "document": return elements("bronnen", "document", "document")
    case "verantwoordelijk", "medeverantwoordelijk":
      return elements("betrokkenen", "organisatie", "organisatie", role: name)
    case "gereedGeplandJaar":
      guard let date = value(row, ["plan", "gereedGepland"]), let from = date["vanaf"]?.asString?.prefix(4),
        let through = date["totEnMet"]?.asString?.prefix(4), let first = Int(from), let last = Int(through)
      else { return [] }
      return Set((first...last).map(String.init))
    default: return Set(value(row, [name]).map { [$0.asString ?? $0.text] } ?? [])
    }
  }

  /// `herkennen-melden|szw`: how many, `-` being unknown.
  func counts(_ rows: [JSON], _ names: [String]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in rows {
      var combinations = [""]
      for name in names {
        let groups = groups(row, name)
        combinations = combinations.flatMap { begin in (groups.isEmpty ? ["-"] : groups).map { "\(begin)|\($0)" } }
      }
      for combination in combinations { counts[combination, default: 0] += 1 }
    }
    return counts
  }
}
