import Bytes
import SQLiteStore
import Testing

@testable import Register

/// What the department says of a measure itself, beside what its reports say.
struct OwnWordsTests {
  private let register: TestRegister
  private let szw: Caller

  init() throws {
    register = try TestRegister()
    szw = try register.caller(.editor, "szw")
  }

  private func make(_ body: JSON) throws -> Item {
    try register.create(
      "maatregel",
      MergePatch.apply(body, to: ["titel": "Eigen", "publicatie": ["status": "gepubliceerd"]]), by: szw)
  }

  private func publishDraft(of kenmerk: String) throws {
    let etag = try register.reader.item(.maatregel, kenmerk, .draft, for: szw).etag
    let released = try register.move(kenmerk, ["naar": "vrijgegeven"], etag, by: szw)
    try register.move(kenmerk, ["naar": "gepubliceerd"], released, by: szw)
  }

  private func withdraw(_ report: Item) throws {
    try register.move(
      report.kenmerk, ["naar": "ingetrokken", "reden": "Fout"], report.etag, by: szw, of: "voortgangsmelding")
  }

  private func state(_ kenmerk: String) throws -> [String] {
    let measure = try register.json("maatregel", kenmerk)
    return [measure["uitvoeringsstatus"]?.asString, measure["plan"]?["gereedWerkelijk"]?["vanaf"]?.asString]
      .map { $0 ?? "-" }
  }

  @Test func `a draft that a report overruled as it was published is what holds when the report is withdrawn`() throws {
    let measure = try make(["uitvoeringsstatus": "voorgenomen"])
    _ = try register.change(
      measure.kenmerk, ["uitvoeringsstatus": "in-voorbereiding"], measure.etag, by: szw, draft: true)
    let report = try register.report(on: measure.kenmerk, "in-uitvoering", by: szw)
    try publishDraft(of: measure.kenmerk)
    #expect(try state(measure.kenmerk) == ["in-uitvoering", "-"])
    try withdraw(report)
    #expect(try state(measure.kenmerk) == ["in-voorbereiding", "-"])
  }

  @Test func `a draft that did not touch the state says nothing of it`() throws {
    let measure = try make(["uitvoeringsstatus": "voorgenomen"])
    let report = try register.report(on: measure.kenmerk, "in-uitvoering", by: szw)
    let etag = try register.etag(measure.kenmerk)
    _ = try register.change(measure.kenmerk, ["doel": "D"], etag, by: szw, draft: true)
    try publishDraft(of: measure.kenmerk)
    try withdraw(report)
    #expect(try state(measure.kenmerk) == ["voorgenomen", "-"])
  }

  @Test func `what a withdrawn report said before does not overrule the next draft`() throws {
    let measure = try make(["uitvoeringsstatus": "voorgenomen"])
    let report = try register.report(on: measure.kenmerk, "afgerond", ["gereedWerkelijk": "2024-06-30"], by: szw)
    try withdraw(report)
    #expect(try state(measure.kenmerk) == ["voorgenomen", "-"])
    let words: JSON = ["uitvoeringsstatus": "gestopt", "plan": ["gereedWerkelijk": "2024-07-01"]]
    _ = try register.change(
      measure.kenmerk, words, try register.etag(measure.kenmerk), by: szw, draft: true)
    try publishDraft(of: measure.kenmerk)
    #expect(try state(measure.kenmerk) == ["gestopt", "2024-07-01"])
  }

  @Test func `an end goes with the state it came with, from a draft or from what is published`() throws {
    let finished: JSON = ["uitvoeringsstatus": "afgerond", "plan": ["gereedWerkelijk": "2024-05-01"]]
    let drafted = try make(["uitvoeringsstatus": "in-uitvoering"])
    _ = try register.change(drafted.kenmerk, finished, drafted.etag, by: szw, draft: true)
    let report = try register.report(on: drafted.kenmerk, "opgeschort", by: szw)
    try publishDraft(of: drafted.kenmerk)
    #expect(try state(drafted.kenmerk) == ["opgeschort", "-"])
    try withdraw(report)
    #expect(try state(drafted.kenmerk) == ["afgerond", "2024-05-01"])

    let published = try make(finished)
    let first = try register.report(on: published.kenmerk, "opgeschort", by: szw)
    #expect(try state(published.kenmerk) == ["opgeschort", "-"])
    let second = try register.report(
      on: published.kenmerk, "afgerond", ["gereedWerkelijk": "2024-07-01"], day: "2024-07-31", by: szw)
    #expect(try state(published.kenmerk) == ["afgerond", "2024-07-01"])
    try withdraw(second)
    #expect(try state(published.kenmerk) == ["opgeschort", "-"])
    try withdraw(first)
    #expect(try state(published.kenmerk) == ["afgerond", "2024-05-01"])
  }

  @Test func `a text struck out of a report does not make it the last`() throws {
    let measure = try make(["uitvoeringsstatus": "voorgenomen"])
    let older = try register.report(on: measure.kenmerk, "in-voorbereiding", ["toelichting": "Zei Jansen"], by: szw)
    try register.report(on: measure.kenmerk, "opgeschort", by: szw)
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    _ = try Redaction(
      .voortgangsmelding, kenmerk: older.kenmerk, field: "toelichting", text: "Jansen", reason: "Naam"
    ).apply(to: connection)
    // Each of them looks for the last report again.
    try register.report(on: measure.kenmerk, "gestopt", day: "2024-01-31", by: szw)
    #expect(try state(measure.kenmerk) == ["opgeschort", "-"])
  }

  @Test func `read version by version they are what they are read at once`() throws {
    let measure = try make(["uitvoeringsstatus": "voorgenomen"])
    let connection = try SQLiteConnection.open(register.path, mode: .reader)
    defer { connection.close() }
    let row = try #require(StoredRow.load(.maatregel, kenmerk: measure.kenmerk, connection)?.row)
    var remembered = OwnWords()
    func expectTheSame(_ comment: Comment) throws {
      try remembered.read(of: row, connection)
      var whole = OwnWords()
      try whole.read(of: row, connection)
      #expect(remembered == whole, comment)
    }
    var status = ["in-voorbereiding", "opgeschort", "in-uitvoering", "afgerond", "gestopt"].makeIterator()
    var reports: [Item] = []
    for step in 0..<12 {
      switch step % 4 {
      case 0 where step > 0: try withdraw(reports.removeFirst())
      case 1:
        let end: JSON = ["plan": ["gereedWerkelijk": .string("2024-0\(step % 9 + 1)-01")]]
        _ = try register.change(measure.kenmerk, end, try register.etag(measure.kenmerk), by: szw, draft: step == 5)
        if step == 5 { try publishDraft(of: measure.kenmerk) }
      default:
        guard let said = status.next() else { continue }
        let end: JSON = said == "afgerond" ? ["gereedWerkelijk": "2024-06-30"] : [:]
        reports.append(try register.report(on: measure.kenmerk, said, end, day: "2024-0\(step % 9 + 1)-28", by: szw))
      }
      try expectTheSame("step \(step)")
    }
  }

  @Test func `a text struck out of an end does not come back with it`() throws {
    let end: JSON = [
      "vanaf": "2024-05-01", "totEnMet": "2024-05-01", "precisie": "dag", "tekst": "volgens Jansen",
    ]
    let measure = try make(["uitvoeringsstatus": "afgerond", "plan": ["gereedWerkelijk": end]])
    let report = try register.report(on: measure.kenmerk, "opgeschort", by: szw)
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    _ = try Redaction(.maatregel, kenmerk: measure.kenmerk, field: "plan", text: "Jansen", reason: "Naam")
      .apply(to: connection)
    try withdraw(report)
    #expect(try state(measure.kenmerk) == ["afgerond", "2024-05-01"])
    #expect(try !register.json("maatregel", measure.kenmerk).text.contains("Jansen"))
  }
}
