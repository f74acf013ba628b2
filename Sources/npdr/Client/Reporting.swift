import API
import Bytes
import Register
import Webhooks

/// Sends a progress report: from flags, a file or an editor; checked here first, and again by the register.
struct Reporting {
  let measure: String
  let line: TypedLine
  let client: RegisterClient

  private static let resource = Resource.voortgangsmelding

  init(_ line: TypedLine) throws {
    guard let word = line.words.first, line.words.count == 1 else {
      throw ClientFailure(
        .usage,
        line.words.isEmpty
          ? "Noem de maatregel, zoals `npdr report m-via`. Zie npdr report --help."
          : "`\(line.words[1])` is een woord te veel. Zet een tekst met spaties tussen aanhalingstekens.")
    }
    let name = word.split(separator: "/").last.map(String.init) ?? word
    guard Kenmerk(name) != nil else { throw ClientFailure(.usage, "`\(word)` is geen kenmerk van een maatregel.") }
    measure = name
    self.line = line
    client = try RegisterClient(server: line.value("op"), tokenFile: line.value("token-bestand"))
    client.tell = { Terminal.note($0) }
    guard client.hasToken else {
      throw ClientFailure(
        .forbidden,
        "Melden kan alleen met een token. Zet het in NPDR_TOKEN, of in ~/.config/npdr/token met `chmod 600`.")
    }
  }

  func run() throws {
    var body = JSONObject()
    if let file = line.value("bestand") { body = try Self.read(file) }
    for (flag, value) in line.given {
      if let field = ReportFlags.fields.first(where: { $0.name == flag.key }) {
        body[field.name] = ReportFlags.value(value, field)
      }
    }
    if body.isEmpty {
      guard Editor.isPossible else {
        throw ClientFailure(.usage, "Geef de melding met vlaggen of met --bestand. Zie npdr report --help.")
      }
      return try editAndSend()
    }
    if let failure = check(body, named: Self.flag) { throw failure }
    try tell(try send(body, named: Self.flag))
  }

  // MARK: What is sent

  private static func read(_ file: String) throws -> JSONObject {
    let bytes = try Files.read(file == "-" ? "/dev/stdin" : file)
    let name = file == "-" ? "standaardinvoer" : file
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ClientFailure(.refused, "\(name) is geen tekst in UTF-8.")
    }
    if text.first(where: { !$0.isWhitespace }) == "{" {
      do {
        if let object = try JSON.parse(bytes).asObject { return object }
      } catch {
        throw ClientFailure(.refused, "\(name) is geen JSON: regel \(error.line), kolom \(error.column).")
      }
    }
    do {
      return try ReportForm.read(text)
    } catch {
      throw ClientFailure(.refused, "\(name): \(error.text)")
    }
  }

  /// What can be seen to be wrong without asking anybody.
  private func check(_ body: JSONObject, named: (String) -> String) -> ClientFailure? {
    var whole = body
    whole["maatregel"] = .string(measure)
    let faults = Self.resource.faults(in: .object(whole), isPatch: false)
    if faults.isEmpty { return nil }
    let lines = faults.map { "  \(named($0.location))  \(ClientWords.fault($0.fault))" }
    return ClientFailure(.refused, "De melding is nog niet verstuurd:\n" + lines.joined(separator: "\n"))
  }

  /// `/toelichting` is `--toelichting`.
  private static func flag(_ location: String) -> String {
    let member = location.split(separator: "/").first.map(String.init) ?? ""
    return ReportFlags.members.first { $0.key == member }.map { "--\($0.name)" } ?? location
  }

  private func send(_ body: JSONObject, named: @escaping (String) -> String) throws -> ClientResponse {
    var whole = body
    if let status = line.value("publicatie") { whole["publicatie"] = ["status": .string(status)] }
    let isTrial = line.isSet("proef")
    if isTrial { whole["maatregel"] = .string(measure) }
    let bytes = JSON.object(whole).encoded()
    let target =
      isTrial
      ? "/v1/\(Self.resource.collection)/_importeer?proef=true"
      : "/v1/maatregelen/\(measure)/\(Self.resource.collection)"
    // Made from what is sent: whoever types the command again after a broken connection sends the same key.
    let key = "npdr-" + Hex.encode(SHA256.digest(of: Array((client.address + target).utf8) + bytes).prefix(16))
    var headers = [ClientHeader("Content-Type", isTrial ? "application/jsonl" : "application/json")]
    if !isTrial { headers.append(ClientHeader("Idempotency-Key", key)) }
    let answer = try client.send(.post, target, headers: headers, body: bytes)
    guard answer.status == 201 || isTrial && answer.status == 200 else {
      // Of many rows a fault names its row; here is only one.
      throw ProblemWords(answer).failure(hasToken: true) {
        named(isTrial && $0.location.hasPrefix("/1/") ? String($0.location.dropFirst(2)) : $0.location)
      }
    }
    return answer
  }

  // MARK: In an editor

  private func editAndSend() throws {
    let head = try head()
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/melding-\(measure).txt"
    try Self.save(ReportForm.text(head.form, head.body), to: file)
    while true {
      try Editor.edit(file, Process.environment)
      let text = String(decoding: try Files.read(file), as: UTF8.self)
      do {
        let body = try Self.filled(text)
        // Only what the form began with, or nothing at all: nobody has written anything.
        if body.isEmpty || body == head.body {
          folder.remove()
          return Terminal.note("Er is niets verstuurd.")
        }
        if let failure = check(body, named: { String($0.dropFirst()) }) { throw failure }
        let answer = try send(body) { String($0.drop { $0 == "/" }) }
        folder.remove()
        return try tell(answer)
      } catch let failure as ClientFailure where failure.ending == .refused {
        Terminal.note(failure.text)
        guard Editor.agrees("Verbeteren?") else { throw Self.kept(failure, file, measure) }
        if let body = try? Self.filled(text) {
          try Self.save(ReportForm.text(head.form, body, faults: Self.faults(failure)), to: file)
        }
      } catch let failure as ClientFailure {
        throw Self.kept(failure, file, measure)
      }
    }
  }

  private static func filled(_ text: String) throws -> JSONObject {
    do {
      return try ReportForm.read(text)
    } catch {
      throw ClientFailure(.refused, error.text)
    }
  }

  /// The lines of a failure that begin with a field.
  private static func faults(_ failure: ClientFailure) -> [(field: String, text: String)] {
    failure.text.split(separator: "\n").dropFirst().map { line in
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      let field = parts.first.map { String($0.prefix { $0 != "/" }) } ?? ""
      return (field, parts.count > 1 ? String(parts[1]).trimmingSpaces : String(line))
    }
  }

  /// Nobody writes a text twice.
  private static func kept(_ failure: ClientFailure, _ file: String, _ measure: String) -> ClientFailure {
    ClientFailure(
      failure.ending,
      "\(failure.text)\nUw tekst is bewaard. Verstuur haar later met: npdr report \(measure) --bestand \(file)")
  }

  private static func save(_ text: String, to file: String) throws {
    if Files.exists(file) { Files.remove(file) }
    try Files.make(file) { descriptor, name in
      var text = text
      try text.withUTF8 { try Files.write(UnsafeRawBufferPointer($0), to: descriptor, name) }
    }
  }

  /// What the form begins with: today, the state the measure has, and the rounds that are open.
  private func head() throws -> (form: ReportForm.Head, body: JSONObject) {
    let answer = try client.send(.get, "/v1/maatregelen/\(measure)?fields=titel,uitvoeringsstatus")
    guard answer.status == 200, let row = try? JSON.parse(answer.body) else {
      throw ProblemWords(answer).failure(hasToken: true) { $0.location }
    }
    let today = Day.inAmsterdam(at: .now)
    var form = ReportForm.Head(measure: measure, title: row["titel"]?.asString ?? "")
    let open = try client.send(.get, "/v1/uitvragen?sluitdatumVanaf=\(today)&fields=titel,sluitdatum")
    for round in (try? JSON.parse(open.body))?["items"]?.asArray ?? [] {
      guard let kenmerk = round["kenmerk"]?.asString else { continue }
      let end = round["sluitdatum"]?.asString ?? "?"
      form.rounds.append((kenmerk, "\(round["titel"]?.asString ?? ""), tot en met \(end)"))
    }
    var body: JSONObject = ["peildatum": .string(today.description)]
    if let status = row["uitvoeringsstatus"]?.asString, status != "onbekend" {
      body["uitvoeringsstatus"] = .string(status)
    }
    return (form, body)
  }

  // MARK: What came of it

  private func tell(_ answer: ClientResponse) throws {
    let row = try? JSON.parse(answer.body)
    if line.isSet("proef") { return Terminal.note("De melding klopt. Er is niets opgeslagen (--proef).") }
    let kenmerk = row?["kenmerk"]?.asString ?? "?"
    let status = row?["publicatie"]?["status"]?.asString ?? ""
    let stand =
      switch status {
      case "gepubliceerd": "Zij is openbaar, en de stand van \(measure) volgt haar."
      case "vrijgegeven": "Zij is vrijgegeven: het bureau ziet haar, het publiek nog niet."
      default: "Zij is een concept, dat alleen uw organisatie ziet. Vrijgeven en publiceren kan op de site."
      }
    Terminal.note("Opgeslagen als \(kenmerk). \(stand)")
    if line.isSet("json") || !Screen.isTerminal {
      try Screen.write(answer.body + [0x0A])
    } else {
      Terminal.note("Bekijk haar met: npdr query \(Self.resource.collection)/\(kenmerk)")
    }
  }
}
