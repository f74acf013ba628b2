import Bytes
import Register
import SQL
import Testing

@testable import API

struct ProblemTests {
  @Test func `every kind has an address, a status and a title of its own in both languages`() {
    let kinds = ProblemKind.allCases
    #expect(Set(kinds.map(\.slug)).count == kinds.count)
    #expect(Set(kinds.map(\.title.nl)).count == kinds.count)
    #expect(Set(kinds.map(\.title.en)).count == kinds.count)
    for kind in kinds {
      #expect((400...599).contains(kind.status))
      #expect(kind.slug.wholeMatch(of: #/[a-z]+(-[a-z]+)*/#) != nil)
    }
    #expect(!kinds.contains { $0.status == 422 })
  }

  @Test(arguments: [
    ("", "Niet gevonden", "nl"), ("nl", "Niet gevonden", "nl"), ("en", "Not found", "en"),
    ("en-GB,en;q=0.9", "Not found", "en"), ("fr", "Niet gevonden", "nl"), ("fr, en;q=0.5", "Not found", "en"),
    ("en;q=0.5, nl", "Niet gevonden", "nl"), ("en;q=0", "Niet gevonden", "nl"), ("@@@", "Niet gevonden", "nl"),
  ])
  func `problems are Dutch, or English for who asks`(language: String, title: String, tag: String) throws {
    let fields = language.isEmpty ? [] : [("Accept-Language", language)]
    let response = try TestAPI().get("/v1/maatregelen/geen", fields)
    #expect(response.json["title"]?.asString == title)
    #expect(response["Content-Language"] == tag)
    #expect(response.json["type"] == "https://npdr.example.nl/problemen/niet-gevonden")
    #expect(response.json.asObject?.names == ["type", "title", "status", "detail", "instance"])
  }

  @Test func `what the client sent comes back escaped`() throws {
    let response = try TestAPI().get("/v1/maatregelen/%22%3Cscript%3E%5C%0A")
    #expect(response.status == 404)
    #expect(response.json["detail"] == "Er is geen maatregel '\"<script>\\\n'.")
  }

  static let faults: [FieldError.Fault] = [
    .unknownName(allowed: ["a"]), .wrongType(expected: "string"), .required, .notAllowed(allowed: ["a"]),
    .tooLong(max: 3), .empty, .outOfRange(min: 1, max: 2), .malformed(expected: "kenmerk"), .controlCharacter,
    .unknownReference(resource: "grond", kenmerk: "x"), .notValidNow(kenmerk: "x"), .collectingNode(kenmerk: "x"),
    .duplicate, .readOnly, .rule(code: "specifiek-zonder-grond"),
  ]

  @Test func `every fault has a code of its own, and differs between the languages`() {
    let described = Self.faults.map { Problem.Fault.describe($0) }
    #expect(Set(described.map(\.code)).count == Self.faults.count)
    for one in described { #expect(one.words.nl != one.words.en && !one.words.nl.isEmpty) }
  }

  @Test(arguments: [
    (RegisterError.notFound(resource: "maatregel", kenmerk: "x"), 404),
    (.withdrawn(resource: "maatregel", kenmerk: "x", reason: "y"), 410),
    (.preconditionRequired, 428), (.stale(current: nil), 412), (.stale(current: "\"1\""), 412),
    (.invalid([FieldError("/x", .required)]), 400), (.forbidden(reason: .role), 403),
    (.forbidden(reason: .otherOrganisation), 403), (.forbidden(reason: .coordinatedField), 403),
    (.forbidden(reason: .mayNotPublish), 403), (.taken(kenmerk: "x"), 409), (.transition(from: "a", to: "b"), 409),
    (.notDiscardable, 409), (.idempotencyMismatch, 409), (.stopping, 503),
  ])
  func `what the register refuses has this status`(error: RegisterError, status: Int) {
    #expect(Problem(any: error).kind.status == status)
  }

  @Test(arguments: [
    (SQLError.Kind.full, 507), (.busy, 503), (.overBudget, 503), (.unique, 500), (.foreignKey, 500), (.check, 500),
    (.otherConstraint, 500), (.readOnly, 503), (.replaced, 503), (.corrupt, 500), (.cannotOpen, 503),
    (.inputOutput, 500), (.other, 500),
  ])
  func `what the store refuses has this status, and its words stay inside`(kind: SQLError.Kind, status: Int) {
    let error = SQLError(
      kind: kind, code: 1, extendedCode: 2, message: "geheime tabel", statement: "SELECT geheim")
    let problem = Problem(any: error)
    #expect(problem.kind.status == status)
    for words in [problem.detail.nl, problem.detail.en] { #expect(!words.contains("gehei")) }
    if status == 503 { #expect(problem.fields.contains { $0.name.description == "Retry-After" }) }
  }

  @Test func `files that find no room are 503 and say that it is the disk`() {
    let problem = Problem(any: SpoolFull("/geheim: No space left on device"))
    #expect(problem.kind.status == 503 && problem.detail.nl.contains("schijfruimte"))
    #expect(!problem.detail.nl.contains("geheim") && problem.fields.contains { $0.name.description == "Retry-After" })
  }

  @Test func `an error nobody foresaw is a 500 that says nothing`() {
    struct Surprise: Error { let secret = "geheim" }
    #expect(Problem(any: Surprise()) == .failure)
  }
}
