import Bytes
import HTTP
import Register

extension SitePage {
  /// The API by example, each answer asked while the page was made, and its parts as `openapi.json` has them.
  static let developers = SitePage(
    "/ontwikkelaars", title: Words(nl: "Voor ontwikkelaars", en: "For developers"), asks: DevelopersPage.asks,
    show: { view, html in DevelopersPage(view).write(to: &html) })

  /// What can be done with one collection or report, from `openapi.json`.
  static let developersParts: [SitePage] = DevelopersPage.parts.map { part in
    SitePage(
      "/ontwikkelaars/\(part)", title: Words(nl: "/v1/\(part)", en: "/v1/\(part)"), asks: DevelopersPage.asksPart,
      show: { view, html in DevelopersPage(view).write(part, to: &html) })
  }
}

struct DevelopersPage {
  private let view: SiteView

  init(_ view: SiteView) { self.view = view }

  private struct Example {
    let name: String
    let words: Words
    let question: SiteQuestion
  }

  private static let examples: [Example] = [
    Example(
      name: "v1",
      words: Words(
        nl:
          "Welke maatregelen tegen moslimdiscriminatie noemt het programma van 2022 voor de fase herkennen en melden?",
        en: "Which measures against Muslim discrimination does the programme of 2022 name for the phase of reporting?"),
      question: SiteQuestion(
        "v1", "maatregelen",
        [
          ("grond", "moslimdiscriminatie"), ("fase", "herkennen-melden"), ("programma", "np-2022"),
          ("fields", "kenmerk,titel"),
        ])),
    Example(
      name: "v2",
      words: Words(
        nl:
          "Hoeveel maatregelen zijn er per fase en per stand? Elk getal is de lengte van de lijst die u krijgt als u erop filtert.",
        en:
          "How many measures are there by phase and by state? Each number is the length of the list you get when you filter on it."
      ),
      question: SiteQuestion(
        "v2", "maatregelen", [("limit", "1"), ("fields", "kenmerk"), ("facetten", "fase,uitvoeringsstatus")])),
    Example(
      name: "v3",
      words: Words(
        nl: "Wat vraagt aandacht? Elk signaal leidt naar zijn lijst.",
        en: "What asks for attention? Each signal leads to its list."),
      question: SiteQuestion("v3", "signalen", [("soort", "geen-verantwoordelijke"), ("maanden", "6")])),
  ]

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    examples.map(\.question)
  }

  static func asksPart(_ view: SiteView) -> [SiteQuestion] {
    [SiteQuestion("openapi", "openapi.json", hasPast: false)]
  }

  // MARK: Parts of the description

  private struct Operation {
    let path: String
    let method: String
    let body: JSON
  }

  private var operations: [Operation] {
    (view["openapi"]["paths"]?.asObject ?? [:]).flatMap { path, item in
      ["get", "post", "put", "patch", "delete"].compactMap { method in
        item[method].map { Operation(path: path, method: method.uppercased(), body: $0) }
      }
    }
  }

  /// `maatregelen` of `/maatregelen/{kenmerk}/acties`.
  private static func part(of path: String) -> String {
    path.split(separator: "/").first.map(String.init) ?? ""
  }

  /// The first segments behind `/v1`, in the order of the routes.
  static let parts: [String] = {
    var all: [String] = []
    for route in Routes.all where Kenmerk(route.pattern[1]) != nil && !all.contains(route.pattern[1]) {
      all.append(route.pattern[1])
    }
    return all
  }()

  // MARK: Showing

  func write(to html: inout Markup) {
    html("h1", text: view.t("Voor ontwikkelaars", "For developers"))
    html(
      "p", .class("inleiding"),
      text: view.t(
        "Deze site is gemaakt van dezelfde API die voor iedereen openstaat: JSON en CSV, zonder aanmelden, volgens de NL GOV REST API Design Rules.",
        "This site is made from the same API that is open to everyone: JSON and CSV, no registration, after the NL GOV REST API Design Rules."
      ))
    html("ul", .class("wegen")) { html in
      html("li") { html in
        html("a", .href("/v1/openapi.json")) { $0("code", text: "/v1/openapi.json") }
        html.append(view.t(": de hele beschrijving, OpenAPI 3.0.3", ": the whole description, OpenAPI 3.0.3"))
      }
      html("li") { html in
        html("a", .href("/v1/wijzigingen")) { $0("code", text: "/v1/wijzigingen") }
        html.append(view.t(": wat er verandert, als lijst of als stroom", ": what changes, as a list or a stream"))
      }
      html(
        "li",
        text: view.t(
          "Elke lijst is er ook als CSV: vraag om text/csv.", "Every list comes as CSV too: ask for text/csv."))
      html(
        "li",
        text: view.t(
          "beschikbaarOp= vraagt wat het register op een eerder moment zei.",
          "beschikbaarOp= asks what the register said at an earlier moment."))
      html(
        "li",
        text: view.t(
          "Een onbekende parameter is een 400 die zegt welke er wel zijn.",
          "An unknown parameter is a 400 that tells which there are."))
    }
    html("h2", text: view.t("Voorbeelden met hun antwoord van nu", "Examples with the answer of this moment"))
    for example in Self.examples { write(example, to: &html) }
    html("h2", text: view.t("Alles wat er is", "All there is"))
    html("ul", .class("kolommen")) { html in
      for part in Self.parts {
        html("li") { html in
          html("a", .href(view.href("/ontwikkelaars/\(part)"))) { $0("code", text: "/v1/\(part)") }
          if Resource.collected(as: part) != nil { html.append(" " + view.plural(part)) }
        }
      }
    }
  }

  private func write(_ example: Example, to html: inout Markup) {
    let address = view.address(of: example.question)
    html("section", .class("voorbeeld")) { html in
      html("h3", text: example.words.text(in: view.language))
      html("pre", .class("opdracht"), Markup.Attribute("tabindex", "0"), .label(view.t("Opdracht", "Command"))) {
        html in
        html("code", text: "curl -s '\(view.publicAddress)\(address)'")
      }
      html("details") { html in
        html("summary", text: view.t("Het antwoord", "The answer"))
        html("pre", .class("antwoord"), Markup.Attribute("tabindex", "0"), .label(view.t("Antwoord", "Answer"))) {
          html in
          html("code", text: PrettyJSON.text(view[example.name]))
        }
      }
      html("p") { html in
        html("a", .href(address), text: view.t("Open als JSON", "Open as JSON"))
      }
    }
  }

  func write(_ part: String, to html: inout Markup) {
    let own = operations.filter { Self.part(of: $0.path) == part }
    html("p", .class("bovenkop")) { html in
      html("a", .href(view.href("/ontwikkelaars")), text: view.t("Voor ontwikkelaars", "For developers"))
    }
    html("h1") { $0("code", text: "/v1/\(part)") }
    if let resource = Resource.collected(as: part) {
      html("p", .class("inleiding"), text: view.language == .nl ? resource.nl : resource.en)
    }
    for operation in own { write(operation, to: &html) }
    if let resource = Resource.collected(as: part) { fields(of: resource, to: &html) }
  }

  private func write(_ operation: Operation, to html: inout Markup) {
    html("section", .class("bewerking")) { html in
      html("h2") { html in
        html("span", .class("methode"), text: operation.method)
        html.append(" ")
        html("code", text: "/v1\(operation.path)")
      }
      if let summary = operation.body["summary"]?.asString { html("p", .lang("nl"), text: summary) }
      let parameters = (operation.body["parameters"]?.asArray ?? []).map(resolved)
      if parameters.isEmpty { return }
      html("details") { html in
        html("summary", text: view.t("\(parameters.count) parameters", "\(parameters.count) parameters"))
        html("dl", .class("feiten")) { html in
          for parameter in parameters {
            html("div") { html in
              html("dt") { $0("code", text: parameter["name"]?.asString ?? "") }
              html("dd", .lang("nl"), text: parameter["description"]?.asString ?? "")
            }
          }
        }
      }
    }
  }

  /// What `$ref` points to within the description.
  private func resolved(_ json: JSON) -> JSON {
    guard let path = json["$ref"]?.asString else { return json }
    var found = view["openapi"]
    for name in path.split(separator: "/").dropFirst() { found = found[String(name)] ?? .null }
    return found
  }

  private func fields(of resource: Resource, to html: inout Markup) {
    html("section") { html in
      html("h2", text: view.t("Velden", "Members"))
      html("dl", .class("feiten")) { html in
        for field in resource.fields {
          html("div") { html in
            html("dt") { $0("code", text: field.name) }
            html("dd", text: view.language == .nl ? field.nl : field.en)
          }
        }
      }
    }
  }
}

/// JSON with its members on lines of their own.
enum PrettyJSON {
  static func text(_ json: JSON, depth: Int = 0) -> String {
    let (outer, inner) = (String(repeating: "  ", count: depth), String(repeating: "  ", count: depth + 1))
    switch json {
    case .array(let elements) where !elements.isEmpty:
      if json.text.utf8.count <= 80 { return json.text }
      return "[\n" + elements.map { inner + text($0, depth: depth + 1) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let object) where !object.isEmpty:
      if json.text.utf8.count <= 80 { return json.text }
      let members = object.map { inner + JSON.string($0.name).text + ": " + text($0.value, depth: depth + 1) }
      return "{\n" + members.joined(separator: ",\n") + "\n\(outer)}"
    default: return json.text
    }
  }
}
