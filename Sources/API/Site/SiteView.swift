import Bytes
import HTTP
import Register

/// What a page is made from: who reads it in which language, the day it is about, and the answers of the API.
struct SiteView: Sendable {
  let language: Language
  /// Without query: `/maatregelen/m-via`.
  let path: String
  let kenmerk: String?
  /// The page's own, without `taal` and `beschikbaarOp` and without empty ones.
  let parameters: [QueryString.Parameter]
  /// The day whose end the page is about; nil for today, now.
  let day: Day?
  let today: Day
  /// `https://npdr.example.nl`
  let publicAddress: String
  let contact: APIConfiguration.Contact
  private(set) var questions: [SiteQuestion] = []
  private(set) var answers: [String: JSON] = [:]
  /// `organisaties/szw` is `Ministerie van SZW`.
  private var names: [String: String] = [:]
  /// Those that are not Dutch.
  private var english: Set<String> = []
  /// The same, short: `SZW`.
  private var shorts: [String: String] = [:]

  /// - Throws: 400 for a day that is none, or has yet to come.
  init(_ call: Call, _ page: SitePage, _ configuration: APIConfiguration) throws(Problem) {
    language = call.exchange.language
    path = call.path
    kenmerk = call.kenmerk
    today = call.today
    publicAddress = configuration.publicAddress
    contact = configuration.contact
    var day: Day?
    var kept: [QueryString.Parameter] = []
    for parameter in call.parameters where !parameter.value.isEmpty {
      if parameter.key == Self.dayKey {
        guard let given = Day(parameter.value), given <= call.today else {
          throw .invalid([
            Problem.Fault(
              .query, Self.dayKey, "ongeldige-vorm", nl: "Kies een dag tot en met vandaag, zoals \(call.today).",
              en: "Choose a day up to today, such as \(call.today).")
          ])
        }
        // Today is not over: what the register says of it is what it says now.
        day = given == call.today ? nil : given
      } else if page.keys.contains(parameter.key) {
        kept.append(parameter)
      }
    }
    self.day = day
    parameters = kept
  }

  /// Of a page that asks nothing: a refusal.
  init(_ visit: SiteVisit) {
    language = visit.language
    path = visit.path
    kenmerk = nil
    parameters = []
    day = visit.day
    today = Day.inAmsterdam(at: .now)
    publicAddress = ""
    contact = APIConfiguration.Contact(name: "", url: "", email: "")
  }

  static let dayKey = "beschikbaarOp"
  static let languageKey = "taal"

  // MARK: Words

  func t(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  /// The first value of a key.
  func value(_ key: String) -> String? { parameters.first { $0.key == key }?.value }

  /// Every value of a key; a comma separates as well.
  func values(_ key: String) -> [String] {
    parameters.filter { $0.key == key }.flatMap { $0.value.split(separator: ",").map(String.init) }
  }

  // MARK: Addresses

  /// An address within the site, that stays in the visitor's language and on his day.
  func href(_ path: String, _ parameters: [(String, String)] = [], at day: Day?? = .none) -> String {
    var all = parameters.map { QueryString.Parameter(key: $0.0, value: $0.1) }
    if let shown = day ?? self.day { all.append(.init(key: Self.dayKey, value: shown.description)) }
    if language == .en { all.append(.init(key: Self.languageKey, value: "en")) }
    return path + QueryText.make(all)
  }

  /// This page with another query; nil takes a key out.
  func href(changing changes: [(String, String?)]) -> String {
    var own = parameters.map { ($0.key, $0.value) }
    for (key, value) in changes {
      own.removeAll { $0.0 == key }
      if let value { own.append((key, value)) }
    }
    return href(path, own)
  }

  /// `beschikbaarOp` of the API: the last second of the day.
  var moment: String? { day.map { (Amsterdam.midnight(of: $0 + 1) - 1).description } }

  /// The address in the API of what was asked, from the root.
  func address(of question: SiteQuestion) -> String { question.path + QueryText.make(parameters(of: question)) }

  func parameters(of question: SiteQuestion) -> [QueryString.Parameter] {
    guard question.hasPast, let moment else { return question.parameters }
    return question.parameters + [.init(key: "beschikbaarOp", value: moment)]
  }

  /// The site's address of a link that the API gave: `https://npdr.example.nl/v1/maatregelen?grond=ras`.
  func href(api link: String) -> String {
    let root = publicAddress + "/v1"
    guard link.hasPrefix(root) else { return link }
    let rest = link.dropFirst(root.count)
    let path = String(rest.prefix { $0 != "?" })
    let query = QueryString.init(text: rest.dropFirst(path.count + 1))
    return href(path, query.filter { $0.key != "beschikbaarOp" }.map { ($0.key, $0.value) })
  }

  // MARK: Answers

  mutating func add(_ answer: JSON, to question: SiteQuestion) {
    questions.append(question)
    answers[question.name] = answer
    let collection = question.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    for row in answer["items"]?.asArray ?? [answer] {
      note(row, in: collection)
      for (collection, rows) in row["_embedded"]?.asObject ?? [:] {
        for row in rows.asArray ?? [] { note(row, in: collection) }
      }
    }
  }

  private mutating func note(_ row: JSON, in collection: String) {
    guard let kenmerk = row["kenmerk"]?.asString, let name = (row["naam"] ?? row["titel"])?.asString else { return }
    let own = language == .en ? row["naamEn"]?.asString : nil
    if own != nil { english.insert("\(collection)/\(kenmerk)") }
    names["\(collection)/\(kenmerk)"] = own ?? name
    shorts["\(collection)/\(kenmerk)"] = row["afkorting"]?.asString
  }

  /// The answer to a question; `.null` when it was not asked.
  subscript(name: String) -> JSON { answers[name] ?? .null }

  func items(_ name: String) -> [JSON] { self[name]["items"]?.asArray ?? [] }

  func count(_ name: String) -> Int { self[name]["aantal"]?.asInt ?? 0 }

  /// The abbreviation of a row, where it has one.
  func short(_ collection: String, _ kenmerk: String) -> String? { shorts["\(collection)/\(kenmerk)"] }

  /// What a row is called; its kenmerk when no answer says.
  func name(_ collection: String, _ kenmerk: String) -> String { names["\(collection)/\(kenmerk)"] ?? kenmerk }

  /// On what the register says in Dutch, on an English page: a screen reader should not read it as English
  /// (WCAG 3.1.2).
  var dutch: Markup.Attribute { .lang(language == .en ? "nl" : nil) }

  /// The same for the name of a row, which may have an English one.
  func language(of collection: String, _ kenmerk: String) -> Markup.Attribute {
    english.contains("\(collection)/\(kenmerk)") ? .lang(nil) : dutch
  }
}

extension QueryString {
  fileprivate init(text: some StringProtocol) {
    self = Array(text.utf8).withUnsafeBytes { QueryString($0) }
  }

  fileprivate func filter(_ keep: (Parameter) -> Bool) -> [Parameter] { parameters.filter(keep) }
}

/// Somebody who asks for something outside `/v1`.
struct SiteVisit: Sendable {
  /// As it was sent, without query.
  let path: String
  /// `taal=en`; the address decides and not the browser, so that a link shows everyone the same.
  let language: Language
  /// The day he chose, on which links go on.
  let day: Day?
  /// Whether he reads HTML rather than a problem in JSON.
  let isPage: Bool

  /// Nil within `/v1`.
  init?(_ request: Request) {
    let path = request.path
    let prefix: StaticString = "/v1"
    let length = prefix.utf8CodeUnitCount
    if path.count >= length, path.count == length || path[length] == UInt8(ascii: "/"),
      (0..<length).allSatisfy({ path[$0] == prefix.utf8Start[$0] })
    {
      return nil
    }
    let query = QueryString(request.query ?? UnsafeRawBufferPointer(start: nil, count: 0))
    let isEnglish = query.parameters.contains { $0.key == SiteView.languageKey && $0.value == "en" }
    language = isEnglish ? .en : .nl
    self.path = String(decoding: path, as: UTF8.self)
    day = query.parameters.first { $0.key == SiteView.dayKey }.flatMap { Day($0.value) }
    let types = [MediaType("application/problem+json"), MediaType("text/html")]
    if case .chosen(1) = Negotiation.mediaType(request.fields, offered: types) { isPage = true } else { isPage = false }
  }
}
