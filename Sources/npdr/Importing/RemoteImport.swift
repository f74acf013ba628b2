import Bytes
import Register
import Webhooks

/// Brings rows to a register elsewhere, one PUT each.
///
/// What is there already is the bookkeeping: a row that is not there is made with `If-None-Match: *`, one that is there
/// is replaced over the version that was read, and answers the same version when nothing differs. So whatever an
/// interruption leaves behind, the same command goes on from there and does nothing twice. What is only ever added to
/// goes by POST, under its own kenmerk.
///
/// Rows may name each other in any order: one that names a row still to come waits for the next round.
final class RemoteImport {
  struct Tally {
    var created = 0
    var changed = 0
    var unchanged = 0
    /// Kept by the server itself: changes of the plan.
    var left = 0
  }

  private let client: RegisterClient
  private let reason: String?
  private(set) var bar = ProgressBar(total: 0)
  private(set) var faults: [ImportFault] = []
  private var tallies: [String: Tally] = [:]
  /// Kenmerk and version of what is there, by collection.
  private var present: [String: [String: Int]] = [:]
  /// Made without some of their links, still to come whole: `gronden/ras`.
  private var opened: Set<String> = []
  private var done = 0

  init(_ client: RegisterClient, reason: String?) {
    self.client = client
    self.reason = reason
  }

  private enum Outcome {
    case taken
    /// Names rows that are not there (yet), with all that is wrong.
    case early([ProblemWords.Fault])
    case refused
  }

  // MARK: Rounds

  func run(_ rows: [RegisterImport.Row]) throws {
    guard client.hasToken else {
      throw ClientFailure(.forbidden, "Importeren kan alleen met het token van een beheerder, in NPDR_TOKEN.")
    }
    bar = ProgressBar(total: rows.count)
    bar.show(0)
    var waiting = rows
    while !waiting.isEmpty {
      var early: [(row: RegisterImport.Row, faults: [ProblemWords.Fault])] = []
      for row in waiting {
        switch try take(row, body(of: row)) {
        case .taken, .refused: advance()
        case .early(let faults): early.append((row, faults))
        }
      }
      if early.count == waiting.count, try !openRing(early) {
        for (row, found) in early { add(found, row) }
        return
      }
      waiting = early.map(\.row)
    }
  }

  /// Rows that name each other cannot go first. Those of one collection, the first for which it helps, are made
  /// without the links that are in the way; the next round brings them whole.
  ///
  /// - Returns: false when none could be made.
  private func openRing(_ rows: [(row: RegisterImport.Row, faults: [ProblemWords.Fault])]) throws -> Bool {
    for resource in Resource.all {
      var made = false
      for (row, found) in rows where row.resource.name == resource.name && version(of: row) == nil {
        guard !resource.isAppendOnly, let name = kenmerk(of: row) else { continue }
        let open = Self.without(found.filter(\.isUnknownReference).map(\.location), in: body(of: row))
        let answer = try send(resource, name, open, nil)
        guard answer.status == 201 else { continue }
        present[resource.collection]?[name] = (try? JSON.parse(answer.body))?["versie"]?.asInt ?? 0
        opened.insert("\(resource.collection)/\(name)")
        made = true
      }
      if made { return true }
    }
    return false
  }

  /// Takes out what stands at these places: the element of a list (`/bronnen/0/document`), or the member.
  private static func without(_ places: [String], in body: JSON) -> JSON {
    guard var object = body.asObject else { return body }
    var elements: [String: Set<Int>] = [:]
    for place in places {
      let steps = place.split(separator: "/").map(String.init)
      guard let member = steps.first else { continue }
      if let index = steps.dropFirst().first.flatMap({ Int($0) }) {
        elements[member, default: []].insert(index)
      } else {
        object[member] = .null
      }
    }
    for (member, indices) in elements {
      let kept = (object[member]?.asArray ?? []).enumerated().filter { !indices.contains($0.offset) }
      object[member] = .array(kept.map(\.element))
    }
    return .object(object)
  }

  private func advance() {
    done += 1
    bar.show(done)
  }

  // MARK: One row

  private func body(of row: RegisterImport.Row) -> JSON {
    guard var object = row.body.asObject else { return row.body }
    if row.resource.isStaged, object["publicatie"] == nil { object["publicatie"] = ["status": "gepubliceerd"] }
    // A line of money under a published measure is a change of its plan from the first.
    let changesPlan =
      row.resource.name == "financieringsregel" || row.resource.name == "maatregel" && version(of: row) != nil
    if let reason, changesPlan, object["planwijziging"] == nil {
      object["planwijziging"] = ["reden": .string(reason)]
    }
    return .object(object)
  }

  private func kenmerk(of row: RegisterImport.Row) -> String? { row.body["kenmerk"]?.asString }

  private func version(of row: RegisterImport.Row) -> Int? {
    kenmerk(of: row).flatMap { present[row.resource.collection]?[$0] }
  }

  private func take(_ row: RegisterImport.Row, _ body: JSON) throws -> Outcome {
    let resource = row.resource
    if case .server = resource.rights {
      tallies[resource.collection, default: Tally()].left += 1
      return .taken
    }
    guard let name = kenmerk(of: row).flatMap({ Kenmerk($0)?.text }) else {
      return fail(row, "/kenmerk", "is no kenmerk")
    }
    if present[resource.collection] == nil { present[resource.collection] = try read(resource) }
    let known = version(of: row)
    if resource.isAppendOnly, known != nil {
      tallies[resource.collection, default: Tally()].unchanged += 1
      return .taken
    }
    let answer = try send(resource, name, body, known)
    switch answer.status {
    case 200, 201:
      let stored = (try? JSON.parse(answer.body))?["versie"]?.asInt
      present[resource.collection]?[name] = stored ?? 0
      if answer.status == 201 || opened.contains("\(resource.collection)/\(name)") {
        tallies[resource.collection, default: Tally()].created += 1
      } else if stored == known {
        tallies[resource.collection, default: Tally()].unchanged += 1
      } else {
        tallies[resource.collection, default: Tally()].changed += 1
      }
      return .taken
    case 400, 409, 410, 412, 413, 422:
      let problem = ProblemWords(answer)
      if problem.faults.contains(where: \.isUnknownReference) { return .early(problem.faults) }
      if problem.faults.isEmpty { return fail(row, "", problem.detail) }
      add(problem.faults, row)
      return .refused
    default: throw ProblemWords(answer).failure(hasToken: true) { $0.location }
    }
  }

  private func send(_ resource: Resource, _ name: String, _ body: JSON, _ known: Int?) throws -> ClientResponse {
    let bytes = body.encoded()
    let type = ClientHeader("Content-Type", "application/json")
    if resource.isAppendOnly {
      let key = "npdr-import-" + Hex.encode(SHA256.digest(of: bytes).prefix(16))
      return try client.send(
        .post, "/v1/\(resource.collection)", headers: [type, ClientHeader("Idempotency-Key", key)], body: bytes)
    }
    let target = "/v1/\(resource.collection)/\(name)"
    let condition = known.map { ClientHeader("If-Match", "\"\($0)\"") } ?? ClientHeader("If-None-Match", "*")
    let answer = try client.send(.put, target, headers: [type, condition], body: bytes)
    guard answer.status == 412 else { return answer }
    // Made by an answer that never arrived, or written by someone else meanwhile: over what stands now.
    let standing = try client.send(.get, target)
    guard standing.status == 200, let etag = standing.value("ETag") else { return answer }
    return try client.send(.put, target, headers: [type, ClientHeader("If-Match", etag)], body: bytes)
  }

  /// Kenmerk and version of every row of a collection.
  private func read(_ resource: Resource) throws -> [String: Int] {
    var found: [String: Int] = [:]
    var next: String? = "/v1/\(resource.collection)?fields=kenmerk,versie&limit=200"
    while let target = next {
      let answer = try client.send(.get, target)
      guard answer.status == 200, let page = try? JSON.parse(answer.body) else {
        throw ProblemWords(answer).failure(hasToken: true) { $0.location }
      }
      for item in page["items"]?.asArray ?? [] {
        if let name = item["kenmerk"]?.asString { found[name] = item["versie"]?.asInt ?? 0 }
      }
      next = (page["_links"]?["next"]?["href"]?.asString).flatMap(Asking.target)
    }
    return found
  }

  // MARK: Telling

  private func fail(_ row: RegisterImport.Row, _ field: String, _ text: String) -> Outcome {
    faults.append(ImportFault(file: row.file, line: row.line, field: field, text: text))
    return .refused
  }

  /// Of a row that has faults of its own, those: what it names may be missing for the same reason.
  private func add(_ found: [ProblemWords.Fault], _ row: RegisterImport.Row) {
    let own = found.filter { !$0.isUnknownReference }
    for fault in own.isEmpty ? found : own {
      let hint = fault.location == "/planwijziging/reden" ? " (--reden)" : ""
      faults.append(ImportFault(file: row.file, line: row.line, field: fault.location, text: fault.text + hint))
    }
  }

  var table: String {
    var table = Table(["collection", "new", "changed", "unchanged", "left out"])
    var sums = [0, 0, 0, 0]
    for resource in Resource.all {
      guard let tally = tallies[resource.collection] else { continue }
      let figures = [tally.created, tally.changed, tally.unchanged, tally.left]
      table.add([resource.collection] + figures.map(String.init))
      for place in sums.indices { sums[place] += figures[place] }
    }
    table.add(["together"] + sums.map(String.init))
    return table.text
  }
}

extension ProblemWords.Fault {
  fileprivate var isUnknownReference: Bool { code == "onbekende-verwijzing" }
}
