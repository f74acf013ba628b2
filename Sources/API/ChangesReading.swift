import Bytes
import HTTP
import Register

/// `/v1/wijzigingen`: what changed, for these eyes, from a position on.
extension Reading {
  func changes(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    let parameters = try ChangeParameters(call, reader, lastEvent: nil)
    let page = try reader.changes(
      after: parameters.position, of: parameters.resources, limit: parameters.limit,
      keptSince: configuration.feedStart(call.now), for: call.caller)
    let own = call.parameters.filter { $0.key != "sinds" }
    let more = QueryString.Parameter(key: "sinds", value: page.position)
    let next = page.hasMore ? links.publicAddress + call.path + QueryText.make(own + [more]) : nil
    let target = call.path + QueryText.make(call.parameters)
    switch call.representation {
    case .csv:
      CSVTable.write(ChangeShape.columns, to: &body)
      for change in page.changes { CSVTable.write(ChangeShape.cells(of: change), to: &body) }
    case .json, .linked, .events, .svg, .html, .odf:
      body.append("{\"items\":[")
      for (index, change) in page.changes.enumerated() {
        if index > 0 { body.append(UInt8(ascii: ",")) }
        ChangeShape.write(change, links, to: &body)
      }
      body.append("],\"positie\":")
      JSONWriter.writeString(page.position, into: &body)
      body.append(",\"_links\":{\"self\":{\"href\":")
      JSONWriter.writeString(links.publicAddress + target, into: &body)
      if let next {
        body.append("},\"next\":{\"href\":")
        JSONWriter.writeString(next, into: &body)
      }
      body.append("}}}")
    }
    return Answer(
      type: call.representation == .csv ? .csv : .json,
      etag: EntityTag.list(call, target: target, version: tagVersion),
      fields: next.map { [AnswerField("Link", "<\($0)>; rel=\"next\"")] } ?? [],
      mayBeKept: call.caller.token == nil)
  }
}

extension APIConfiguration {
  /// A change before this that a reader has not read yet makes his position too old.
  func feedStart(_ now: Timestamp) -> Timestamp? { feedDays.map { now - $0 * 86_400 } }
}

/// What the feed is asked for.
struct ChangeParameters {
  /// Nil for the beginning.
  private(set) var position: String?
  /// `bron=`, as names of resources; nil for all.
  private(set) var resources: Set<String>?
  private(set) var limit = 50

  /// The word for "from now on".
  static let now = "nu"

  /// - Parameter lastEvent: the fields of a request for a stream; its `Last-Event-ID` goes before `sinds`, which a
  ///   browser that connects again still has in its address.
  /// - Throws: 400 with everything that is wrong.
  init(_ call: Call, _ reader: RegisterReader, lastEvent fields: FieldTable?) throws {
    let allowed = fields == nil ? ["sinds", "bron", "limit"] : ["sinds", "bron"]
    var faults = call.unknownParameters(allowed: allowed)
    var seen: Set<String> = []
    for parameter in call.parameters where allowed.contains(parameter.key) {
      let (key, value) = (parameter.key, parameter.value)
      func fault(_ fault: FieldError.Fault) { faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true))) }
      if value.isEmpty {
        fault(.empty)
      } else if !seen.insert(key).inserted {
        fault(.duplicate)
      } else if key == "sinds" {
        if value == Self.now || RegisterReader.isPosition(value) {
          position = value
        } else {
          fault(.malformed(expected: "positie"))
        }
      } else if key == "limit" {
        if let limit = ListParameters.limit(value) { self.limit = limit } else { fault(ListParameters.limitFault) }
      } else {
        let found = value.split(separator: ",", omittingEmptySubsequences: false).map {
          Resource.collected(as: String($0))?.name
        }
        resources = Set(found.compactMap { $0 })
        if found.contains(nil) { fault(.notAllowed(allowed: Resource.all.map(\.collection))) }
      }
    }
    if let fields {
      switch fields.value(.lastEventID) {
      case .absent: break
      case .several: faults.append(.malformedField("Last-Event-ID"))
      case .one(let value):
        let text = String(decoding: value, as: UTF8.self)
        if RegisterReader.isPosition(text) { position = text } else { faults.append(.malformedField("Last-Event-ID")) }
      }
    }
    try call.refuse(faults)
    if position == Self.now { position = try reader.endOfChanges(for: call.caller) }
  }
}

/// A change, written.
enum ChangeShape {
  static let columns = [
    "positie", "soort", "bron", "kenmerk", "weergave", "versie", "conceptversie", "op", "organisatie",
  ]

  static func cells(of change: FeedChange) -> [String?] {
    [
      change.position, change.kind.rawValue, collection(change), change.kenmerk, change.isDraft ? "concept" : nil,
      String(change.versie), change.conceptversie.map { String($0) }, change.moment.description, change.organisation,
    ]
  }

  private static func collection(_ change: FeedChange) -> String {
    Resource.named(change.resource)?.collection ?? change.resource
  }

  static func write(_ change: FeedChange, _ links: Links, to buffer: inout ByteBuffer) {
    let collection = collection(change)
    // Positions, words and kenmerken need no escapes; the address may.
    buffer.append(
      "{\"positie\":\"\(change.position)\",\"soort\":\"\(change.kind.rawValue)\",\"bron\":\"\(collection)\"")
    buffer.append(",\"kenmerk\":\"\(change.kenmerk)\"")
    if change.isDraft { buffer.append(",\"weergave\":\"concept\"") }
    buffer.append(",\"versie\":\(change.versie)")
    if let draft = change.conceptversie { buffer.append(",\"conceptversie\":\(draft)") }
    buffer.append(",\"op\":\"\(change.moment)\",\"organisatie\":")
    JSONWriter.write(.text(change.organisation), into: &buffer)
    buffer.append(",\"_links\":{\"self\":{\"href\":")
    JSONWriter.writeString(address(of: change, links), into: &buffer)
    buffer.append("}}}")
  }

  /// Of the row that changed, in the version that did.
  static func address(of change: FeedChange, _ links: Links) -> String {
    let suffix = change.isDraft ? "?weergave=concept" : ""
    return "\(links.publicAddress)/v1/\(collection(change))/\(change.kenmerk)\(suffix)"
  }
}
