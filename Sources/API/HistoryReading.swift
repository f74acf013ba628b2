import Bytes
import HTTP
import Register

/// What a row has been, for who may see it: its versions, one of them, what differs between two, its steps to the
/// public.
extension Reading {
  // MARK: Versions

  func versions(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    let page = try HistoryPage(call, name: "versies")
    let kenmerk = call.kenmerk ?? ""
    let own = links.item(resource, kenmerk)
    let entries = try reader.versions(resource, kenmerk, asOf: page.moment, for: call.caller)
    let rows = entries.map { entry -> JSONObject in
      var row: JSONObject = ["versie": .integer(entry.versie)]
      if let draft = entry.conceptversie { row["conceptversie"] = .integer(draft) }
      row["handeling"] = .string(entry.action)
      row["status"] = .text(entry.status?.rawValue)
      row["van"] = .string(entry.from.description)
      row["tot"] = .text(entry.until?.description)
      row["organisatie"] = .text(entry.organisation)
      row["reden"] = .text(entry.reason)
      if let field = entry.struckField { row["doorhaling"] = .string(field) }
      // A draft is read at the row itself, for as long as it is one.
      let href = "\(own)/versies/\(entry.versie)\(page.suffix)"
      row["_links"] = entry.conceptversie == nil ? ["self": ["href": .string(href)]] : [:]
      return row
    }
    return write(
      page, rows,
      ["versie", "conceptversie", "handeling", "status", "van", "tot", "organisatie", "reden", "doorhaling"], call,
      &body)
  }

  func version(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    var faults = call.unknownParameters(allowed: [HistoryMoment.key])
    let then = HistoryMoment(call, &faults)
    try call.refuse(faults)
    let kenmerk = call.kenmerk ?? ""
    guard let versie = Self.number(call.versie ?? "") else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: "\(kenmerk)/versies/\(call.versie ?? "")")
    }
    let item = try reader.version(resource, kenmerk, versie, asOf: then.moment, for: call.caller)
    item.json.withUnsafeBytes { body.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
    let own = links.item(resource, kenmerk)
    body.append(",\"_links\":")
    // The links of the row, but for its own address: that of the version.
    var around: JSONObject = [:]
    func lead(_ name: String, to path: String) { around[name] = ["href": .string("\(own)/\(path)\(then.suffix)")] }
    lead("self", to: "versies/\(versie)")
    for child in resource.children { lead(child.collection, to: child.collection) }
    lead("versies", to: "versies")
    JSONWriter.write(.object(around), into: &body)
    body.append("}")
    return answer(call, then)
  }

  // MARK: Differences

  func differences(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    var faults = call.unknownParameters(allowed: ["vanVersie", "totVersie", HistoryMoment.key])
    let then = HistoryMoment(call, &faults)
    func versie(_ key: String) -> Int64 {
      let values = call.parameters.filter { $0.key == key }.map(\.value)
      if values.count == 1, let number = Self.number(values[0]) { return number }
      let fault: FieldError.Fault =
        values.isEmpty ? .required : values.count > 1 ? .duplicate : .malformed(expected: "1")
      faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true)))
      return 0
    }
    let (from, to) = (versie("vanVersie"), versie("totVersie"))
    try call.refuse(faults)
    let kenmerk = call.kenmerk ?? ""
    let found = try reader.differences(resource, kenmerk, from: from, to: to, asOf: then.moment, for: call.caller)
    let language = call.exchange.language
    let differences = found.map { difference -> JSON in
      [
        "veld": .string(difference.field), "van": difference.from, "naar": difference.to,
        "toegevoegd": .array(difference.added), "verwijderd": .array(difference.removed),
        "tekst": .string(difference.words.text(in: language)),
      ]
    }
    let target = call.path + QueryText.make(call.parameters)
    JSONWriter.write(
      [
        "vanVersie": .integer(from), "totVersie": .integer(to), "verschillen": .array(differences),
        "_links": ["self": ["href": .string(links.publicAddress + target)]],
      ], into: &body)
    return answer(call, then)
  }

  // MARK: Status

  func transitions(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    let page = try HistoryPage(call, name: "statusovergangen")
    let changes = try reader.statusChanges(resource, call.kenmerk ?? "", asOf: page.moment, for: call.caller)
    let rows = changes.map { change -> JSONObject in
      [
        "van": .text(change.from?.rawValue), "naar": .string(change.to.rawValue), "op": .string(change.at.description),
        "organisatie": .text(change.organisation), "reden": .text(change.reason),
      ]
    }
    return write(page, rows, ["van", "naar", "op", "organisatie", "reden"], call, &body)
  }

  // MARK: Parts

  /// A version counts from 1 and is written in one way only.
  private static func number(_ text: String) -> Int64? {
    guard let number = Int64(text), number > 0, String(number) == text else { return nil }
    return number
  }

  /// Answers one page of `rows`, newest first.
  ///
  /// - Parameter rows: oldest first.
  private func write(
    _ page: HistoryPage, _ rows: [JSONObject], _ columns: [String], _ call: Call, _ body: inout ByteBuffer
  ) -> Answer {
    let end = min(page.end ?? rows.count, rows.count)
    let start = max(end - page.limit, 0)
    let shown = rows[start..<end].reversed()
    let own = call.parameters.filter { $0.key != "cursor" }
    let next = start > 0 ? links.publicAddress + call.path + QueryText.make(own + [page.cursor(start)]) : nil
    switch call.representation {
    case .csv:
      CSVTable.write(columns, to: &body)
      for row in shown { CSVTable.write(columns.map { Self.cell(row[$0]) }, to: &body) }
    case .json, .linked, .events, .svg, .html, .odf:
      var around: JSONObject = [
        "self": ["href": .string(links.publicAddress + call.path + QueryText.make(call.parameters))]
      ]
      if let next { around["next"] = ["href": .string(next)] }
      JSONWriter.write(
        [
          "items": .array(shown.map(JSON.object)), "aantal": .integer(rows.count), "_links": .object(around),
        ], into: &body)
    }
    return answer(call, page.then, next.map { [AnswerField("Link", "<\($0)>; rel=\"next\"")] } ?? [])
  }

  private static func cell(_ value: JSON?) -> String? {
    switch value {
    case .string(let text): text
    case .number(let lexeme): lexeme
    default: nil
    }
  }

  /// A history says other things when anything the caller can see has changed: a link in it may have gone. As it was
  /// known at a moment, only when something is struck out of it.
  private func answer(_ call: Call, _ then: HistoryMoment, _ fields: [AnswerField] = []) -> Answer {
    let target = call.path + QueryText.make(call.parameters)
    let version = "\(tagVersion) \(call.exchange.language.tag)"
    let isOfPast = then.moment != nil
    return Answer(
      type: call.representation == .csv ? .csv : .json,
      etag: EntityTag.list(call, target: target, version: version, isOfPast: isOfPast), fields: fields,
      mayBeKept: call.caller.token == nil, isOfPast: isOfPast)
  }
}

extension RegisterReader.Difference {
  /// A sentence: `gronden: erbij antisemitisme; weg moslimdiscriminatie.`
  fileprivate var words: Words {
    if !added.isEmpty || !removed.isEmpty {
      let (come, gone) = (addedTexts.joined(separator: ", "), removedTexts.joined(separator: ", "))
      return Words(
        nl: sentence([come.isEmpty ? nil : "erbij \(come)", gone.isEmpty ? nil : "weg \(gone)"]),
        en: sentence([come.isEmpty ? nil : "added \(come)", gone.isEmpty ? nil : "removed \(gone)"]))
    }
    // The same elements in another order.
    if from.asArray != nil { return Words(nl: sentence(["andere volgorde"]), en: sentence(["another order"])) }
    switch (fromText, toText) {
    case (let old?, let new?):
      return Words(nl: "\(field): was '\(old)', is '\(new)'.", en: "\(field): was '\(old)', is '\(new)'.")
    case (nil, let new?):
      return Words(nl: "\(field): was onbekend, is '\(new)'.", en: "\(field): was unknown, is '\(new)'.")
    case (let old?, nil):
      return Words(nl: "\(field): was '\(old)', is onbekend.", en: "\(field): was '\(old)', is unknown.")
    case (nil, nil): return Words(nl: sentence(["gewijzigd"]), en: sentence(["changed"]))
    }
  }

  private func sentence(_ parts: [String?]) -> String {
    "\(field): \(parts.compactMap { $0 }.joined(separator: "; "))."
  }
}

/// Which part of a history is asked for. Its cursor counts entries from the oldest that the caller can see, so a new
/// entry moves nothing and nothing is said of those that cannot be seen.
struct HistoryPage {
  private(set) var limit = 50
  /// Entries from here on were on the pages before.
  private(set) var end: Int?
  let then: HistoryMoment
  private let name: String

  var moment: Timestamp? { then.moment }
  var suffix: String { then.suffix }

  /// - Throws: 400 with everything that is wrong.
  init(_ call: Call, name: String) throws(Problem) {
    self.name = name
    var faults = call.unknownParameters(allowed: ["limit", "cursor", HistoryMoment.key])
    then = HistoryMoment(call, &faults)
    for key in ["limit", "cursor"] {
      let values = call.parameters.filter { $0.key == key }.map(\.value)
      guard let value = values.first else { continue }
      func fault(_ fault: FieldError.Fault) { faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true))) }
      if values.count > 1 {
        fault(.duplicate)
      } else if value.isEmpty {
        fault(.empty)
      } else if key == "limit" {
        if let limit = ListParameters.limit(value) { self.limit = limit } else { fault(ListParameters.limitFault) }
      } else {
        let parts = Base64URL.decode(value).flatMap { (try? JSON.parse($0, depth: 2))?.asArray }
        if let parts, parts.count == 2, parts[0].asString == name, let end = parts[1].asInt, end > 0 {
          self.end = end
        } else {
          fault(.malformed(expected: "_links.next"))
        }
      }
    }
    try call.refuse(faults)
  }

  func cursor(_ end: Int) -> QueryString.Parameter {
    QueryString.Parameter(
      key: "cursor", value: Base64URL.encode(JSON.array([.string(name), .integer(end)]).encoded()))
  }
}

/// `beschikbaarOp=`: a history as it was known at a moment.
struct HistoryMoment {
  static let key = "beschikbaarOp"

  private(set) var moment: Timestamp?

  /// Behind the addresses that an answer leads to.
  var suffix: String { moment.map { "?\(Self.key)=\($0)" } ?? "" }

  init(_ call: Call, _ faults: inout [Problem.Fault]) {
    let values = call.parameters.filter { $0.key == Self.key }.map(\.value)
    guard let value = values.first else { return }
    moment = Timestamp(rfc3339: value)
    let fault: FieldError.Fault? =
      values.count > 1
      ? .duplicate : value.isEmpty ? .empty : moment == nil ? .malformed(expected: "2024-06-30T12:00:00Z") : nil
    if let fault { faults.append(Problem.Fault(FieldError(Self.key, fault, isInQuery: true))) }
  }
}
