import API
import Bytes
import Register
import Webhooks

/// Asks a question and shows the answer, in the form that was chosen or that fits where it goes.
struct Asking {
  let question: Question
  let client: RegisterClient
  private let form: Form
  private let width: Int

  enum Form: String, CaseIterable {
    case tabel, json, csv, svg, html, odf

    var mediaType: String {
      switch self {
      case .tabel, .json: "application/json"
      case .csv: "text/csv"
      case .svg: "image/svg+xml"
      case .html: "text/html"
      case .odf: "application/vnd.oasis.opendocument.text-flat-xml"
      }
    }
  }

  init(_ question: Question, _ client: RegisterClient) throws {
    self.question = question
    self.client = client
    width = Screen.width(Process.environment)
    form = try Self.chosen(question.line) ?? (Screen.isTerminal ? .tabel : .json)
    guard question.path.mediaTypes.contains(form.mediaType) else {
      throw ClientFailure(.usage, "Dit is er niet als \(form.rawValue).")
    }
    if question.line.isSet("alles"), !question.path.isPaged {
      throw ClientFailure(.usage, "--alles is er alleen voor lijsten.")
    }
  }

  private static func chosen(_ line: TypedLine) throws -> Form? {
    var chosen: [Form] = []
    if let named = line.value("als") {
      guard let form = Form(rawValue: named) else {
        throw ClientFailure(.usage, "--als kent: \(Form.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      chosen.append(form)
    }
    for form in [Form.json, .csv] where line.isSet(form.rawValue) && !chosen.contains(form) { chosen.append(form) }
    guard chosen.count <= 1 else { throw ClientFailure(.usage, "Kies één vorm.") }
    return chosen.first
  }

  func run() throws {
    if question.line.isSet("curl") { return try Screen.write(curl + "\n") }
    if question.line.isSet("alles") { return try everything() }
    let answer = try ask(target)
    if form != .tabel { return try Screen.write(answer.body + (answer.body.last == 0x0A ? [] : [0x0A])) }
    try show(try Self.json(answer))
  }

  // MARK: Asking

  private var target: String {
    question.target(fields: form == .tabel ? columns : nil, limit: question.line.isSet("alles") ? 200 : nil)
  }

  /// What a table shows when nobody chose.
  private var columns: [String]? {
    guard case .list(let resource) = question.path.shape, question.line.value("expand") == nil else { return nil }
    return ClientWords.columns(of: resource)
  }

  private func ask(_ target: String) throws -> ClientResponse {
    let answer = try client.send(.get, target, accept: form.mediaType, mayRepeat: false)
    guard answer.status == 200 else {
      throw ProblemWords(answer).failure(hasToken: client.hasToken) { fault in
        let flag = question.line.given.first { $0.flag.key == fault.location }?.flag
        if let flag { return "--\(flag.name)" }
        return fault.place == "query" ? "--\(LineFlag.dashed(fault.location))" : fault.location
      }
    }
    return answer
  }

  private static func json(_ answer: ClientResponse) throws -> JSON {
    guard let json = try? JSON.parse(answer.body) else {
      throw ClientFailure(.broken, "Wat terugkwam is geen JSON. Is dit wel het adres van een register?")
    }
    return json
  }

  private var curl: String {
    let address = client.address + target
    let quoted = "'" + address.replacing("'", with: "%27") + "'"
    let accept = form.mediaType == "application/json" ? "" : " -H 'Accept: \(form.mediaType)'"
    return "curl -sS\(accept)\(client.hasToken ? " -H \"Authorization: Bearer $NPDR_TOKEN\"" : "") \(quoted)"
  }

  // MARK: Pages

  /// Page by page. The address of the next one is taken from the link, the server is not: a token goes nowhere else.
  private func pages(_ take: (ClientResponse) throws -> Void) throws {
    var next: String? = target
    while let target = next {
      let answer = try ask(target)
      try take(answer)
      next = Self.next(answer).flatMap(Self.target)
    }
  }

  private static func next(_ answer: ClientResponse) -> String? {
    for link in answer.values("Link") where link.contains("rel=\"next\"") {
      for part in link.split(separator: ",") where part.contains("rel=\"next\"") {
        guard let start = part.firstIndex(of: "<"), let end = part.lastIndex(of: ">"), start < end else { continue }
        return String(part[part.index(after: start)..<end])
      }
    }
    return nil
  }

  /// `https://npdr.example.nl/v1/moties?cursor=...` without what stands before the path.
  static func target(_ link: String) -> String? {
    guard let scheme = link.firstRange(of: "://") else { return link.hasPrefix("/") ? link : nil }
    return link[scheme.upperBound...].firstIndex(of: "/").map { String(link[$0...]) }
  }

  private func everything() throws {
    switch form {
    case .csv:
      var isFirst = true
      try pages { answer in
        // The titles stand above every page.
        let end = answer.body.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0
        try Screen.write(isFirst ? answer.body : Array(answer.body[end...]))
        isFirst = false
      }
    case .tabel:
      var items: [JSON] = []
      var last: JSON = .null
      try pages { answer in
        last = try Self.json(answer)
        items += last["items"]?.asArray ?? []
      }
      var whole = last.asObject ?? JSONObject()
      whole["items"] = .array(items)
      try show(.object(whole))
    case .json, .svg, .html, .odf:
      var count = 0
      try Screen.write("{\"items\":[")
      try pages { answer in
        for item in try Self.json(answer)["items"]?.asArray ?? [] {
          try Screen.write(Array((count == 0 ? "\n" : ",\n").utf8) + item.encoded())
          count += 1
        }
      }
      try Screen.write("\n],\"aantal\":\(count)}\n")
    }
  }

  // MARK: Showing

  private func show(_ answer: JSON) throws {
    var shown = ShownAnswer(width: width)
    switch question.path.shape {
    case .list(let resource):
      shown.list(answer["items"]?.asArray ?? [], of: resource, columns: chosen ?? columns)
      if let facets = answer["facetten"]?.asObject { shown.facets(facets) }
    case .entries: shown.list(answer["items"]?.asArray ?? [], of: nil, columns: nil)
    case .item(let resource): shown.item(answer, of: resource)
    case .report(let report): shown.report(answer, report)
    case .object:
      return try Screen.write(answer.indented + "\n")
    }
    try Screen.write(shown.text)
    if let all = answer["aantal"]?.asInt, let here = answer["items"]?.asArray?.count {
      let rest = "\(here) van \(all) rijen; --alles geeft ze allemaal."
      if all > 0 { Terminal.note("\n" + (here < all ? rest : all == 1 ? "1 rij." : "\(all) rijen.")) }
    }
  }

  private var chosen: [String]? {
    guard let fields = question.line.value("fields") else { return nil }
    let names = fields.split(separator: ",").map(String.init)
    return names.contains("kenmerk") ? names : ["kenmerk"] + names
  }
}
