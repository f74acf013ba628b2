import Bytes
import HTTP
import Register
import Testing

@testable import API

/// What the linter of the NL GOV REST API Design Rules 2.2.0 checks, and what a generated client counts on.
@Suite struct OpenAPITests {
  static let document = OpenAPIDocument.render(
    APIConfiguration(
      publicAddress: "https://npdr.example.org",
      contact: APIConfiguration.Contact(name: "Bureau", url: "https://example.org", email: "npdr@example.org")))

  private var check: OpenAPISchemaCheck { OpenAPISchemaCheck(document: Self.document) }

  /// Each operation with its path and method.
  private var operations: [(name: String, path: String, operation: JSON)] {
    (Self.document["paths"]?.asObject ?? [:]).flatMap { path, item in
      (item.asObject ?? [:]).filter { $0.name != "parameters" }.map { ("\($0.name) \(path)", path, $0.value) }
    }
  }

  private func resolved(_ json: JSON) -> JSON { json["$ref"]?.asString.flatMap(check.resolve) ?? json }

  private func parameters(of operation: JSON, on path: String) -> [JSON] {
    let shared = Self.document["paths"]?[path]?["parameters"]?.asArray ?? []
    return (shared + (operation["parameters"]?.asArray ?? [])).map(resolved)
  }

  /// Visits every value of the document with its pointer.
  private func visit(_ json: JSON, _ place: JSONPointer = .root, _ body: (JSON, JSONPointer) -> Void) {
    body(json, place)
    for (name, value) in json.asObject ?? [:] { visit(value, place / name, body) }
    for (index, value) in (json.asArray ?? []).enumerated() { visit(value, place / index, body) }
  }

  @Test func `every route is described with exactly the methods it has`() {
    var described: [String: Set<String>] = [:]
    for (path, item) in Self.document["paths"]?.asObject ?? [:] {
      described["/v1" + path] = Set((item.asObject ?? [:]).names.filter { $0 != "parameters" })
    }
    var routed: [String: Set<String>] = [:]
    for route in Routes.all { routed[route.path] = Set(route.endpoints.keys.map { $0.token.lowercased() }) }
    #expect(described == routed)
    #expect(operations.count > 40)
  }

  @Test func `every reference leads somewhere`() {
    var count = 0
    visit(Self.document) { json, place in
      guard let reference = json["$ref"]?.asString else { return }
      count += 1
      #expect(check.resolve(reference) != nil, "\(place): \(reference)")
    }
    #expect(count > 100)
  }

  @Test func `every example is valid against its schema`() {
    var count = 0
    visit(Self.document) { json, place in
      guard let example = json["example"] else { return }
      let schema = json["schema"] ?? json
      count += 1
      #expect(check.faults(in: example, against: schema) == [], "\(place)")
    }
    #expect(count > 30)
  }

  @Test func `no schema requires an empty list of members`() {
    func faults(_ json: JSON, _ place: String) -> [String] {
      let own = json["required"]?.asArray?.isEmpty == true ? [place] : []
      let members = (json.asObject ?? [:]).flatMap { faults($0.value, "\(place)/\($0.name)") }
      return own + members + (json.asArray ?? []).flatMap { faults($0, "\(place)/-") }
    }
    #expect(faults(Self.document, "") == [])
  }

  @Test func `operations have names of their own`() {
    let names = operations.compactMap { $0.operation["operationId"]?.asString }
    #expect(names.count == operations.count)
    #expect(Set(names).count == names.count)
  }

  @Test func `every answer that is no error gives the version of the API`() {
    for (name, _, operation) in operations {
      for (status, response) in operation["responses"]?.asObject ?? [:] {
        guard let number = Int(status), number < 400 else { continue }
        #expect(resolved(response)["headers"]?["API-Version"] != nil, "\(name) \(status)")
      }
    }
  }

  @Test func `every error is a problem with a status, a title and a detail`() {
    for (name, _, operation) in operations {
      for (status, response) in operation["responses"]?.asObject ?? [:] where Int(status).map({ $0 >= 400 }) ?? true {
        let schema = resolved(response)["content"]?["application/problem+json"]?["schema"].map(resolved)
        let required = schema?["required"]?.asArray ?? []
        #expect(["status", "title", "detail"].allSatisfy { required.contains($0) }, "\(name) \(status)")
      }
      #expect(operation["responses"]?["400"] != nil, "\(name)")
    }
  }

  @Test func `paths are kebab-case and query keys lower camelCase`() throws {
    let segment = try Regex("[a-z0-9-]+|_[a-z]+|\\{[^}]+\\}")
    let camel = try Regex("[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
    for (name, path, operation) in operations where path != "/openapi.json" {
      #expect(
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
          (try? segment.wholeMatch(in: part)) != nil
        }, "\(name)")
      for parameter in parameters(of: operation, on: path) where parameter["in"] == "query" {
        let key = parameter["name"]?.asString ?? ""
        #expect((try? camel.wholeMatch(in: key)) != nil, "\(name): \(key)")
      }
    }
  }

  @Test func `no operation describes a parameter twice`() {
    for (name, path, operation) in operations {
      let keys = parameters(of: operation, on: path).map {
        "\($0["in"] ?? .null) \($0["name"]?.asString?.lowercased() ?? "")"
      }
      #expect(Set(keys).count == keys.count, "\(name): \(keys)")
    }
  }

  @Test func `what is called a date says which format it has`() throws {
    let date = try Regex("datum|date|.*(Datum|Date)")
    visit(Self.document) { json, place in
      guard place.tokens.last == "properties", let properties = json.asObject else { return }
      for (name, schema) in properties where (try? date.wholeMatch(in: name)) != nil {
        #expect(schema["format"] != nil, "\(place / name)")
        #expect(schema["format"] != "date-time", "\(place / name)")
      }
    }
  }

  @Test func `the document names its version, its keeper and its place`() {
    let document = Self.document
    #expect(document["openapi"] == "3.0.3")
    #expect(document["info"]?["version"]?.asString?.split(separator: ".").count == 3)
    for name in ["name", "url", "email"] { #expect(document["info"]?["contact"]?[name]?.asString?.isEmpty == false) }
    #expect(document["servers"]?[0]?["url"] == "https://npdr.example.org/v1")
    for name in (document["components"]?["schemas"]?.asObject ?? [:]).names {
      #expect(name.first?.isUppercase == true && !name.contains("-") && !name.contains("_"))
    }
  }

  @Test(arguments: Resource.all.map(\.name))
  func `an answer has every declared member and a write takes every one a client may set`(resource name: String) throws
  {
    let resource = try #require(Resource.named(name))
    let schemas = try #require(Self.document["components"]?["schemas"])
    let schema = ResourceSchemas.name(resource)
    let required = schemas[schema]?["required"]?.asArray ?? []
    for field in resource.fields {
      #expect(required.contains(.string(field.name)), "\(field.name)")
    }
    if case .server = resource.rights {
      #expect(schemas["\(schema)Invoer"] == nil)
      return
    }
    for field in resource.fields {
      #expect(schemas["\(schema)Invoer"]?["properties"]?[field.name] != nil, "\(field.name)")
    }
    #expect(schemas["\(schema)Invoer"]?["additionalProperties"] == false)
  }

  @Test(arguments: Resource.all.map(\.name))
  func `a list and an item are described with exactly the questions they take`(resource name: String) throws {
    let resource = try #require(Resource.named(name))
    let list = "get /\(resource.collection)"
    #expect(try queryKeys(list) == Set(Vocabulary.of(resource).listKeys))
    #expect(try queryKeys(list + "/{kenmerk}") == Set(Vocabulary.of(resource).itemKeys))
  }

  private func queryKeys(_ name: String) throws -> Set<String> {
    let found = try #require(operations.first { $0.name == name })
    let query = parameters(of: found.operation, on: found.path).filter { $0["in"] == "query" }
    return Set(query.compactMap { $0["name"]?.asString })
  }

  /// Where the writer keeps the key with the change; a trial delivery changes nothing.
  @Test func `a POST that can be repeated says with which key`() {
    for (name, path, operation) in operations where name.hasPrefix("post ") {
      let headers = parameters(of: operation, on: path).compactMap { $0["name"]?.asString }
      #expect(headers.contains("Idempotency-Key") == !path.hasSuffix("/_proef"), "\(name)")
    }
  }

  @Test func `a write says that the version read has to come along`() {
    for (name, path, operation) in operations where name.hasPrefix("patch ") || name.hasPrefix("delete ") {
      let headers = parameters(of: operation, on: path).compactMap { $0["name"]?.asString }
      #expect(headers.contains("If-Match"), "\(name)")
      #expect(operation["responses"]?["428"] != nil && operation["responses"]?["412"] != nil, "\(name)")
    }
  }
}
