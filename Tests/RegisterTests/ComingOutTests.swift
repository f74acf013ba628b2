import Bytes
import SQL
import Testing

@testable import Register

/// A measure becomes public, and with it what stands under it - and nothing that is hidden for longer.
struct ComingOutTests {
  private let register: TestRegister
  private let szw: Caller
  private let begin = Timestamp.now + -1_000
  private let end = Timestamp.now + 3_600

  init() throws {
    register = try TestRegister(now: begin + -1_000)
    szw = try register.caller(.editor, "szw")
  }

  enum Way: CaseIterable { case embargoEnds, embargoLifted, conceptPublished }

  private func hidden(_ way: Way) throws -> Item {
    let publicatie: JSON = way == .conceptPublished ? ["status": "concept"] : TestRegister.hidden(until: end)
    return try register.create(
      "maatregel", ["titel": "Later", "uitvoeringsstatus": "in-voorbereiding", "publicatie": publicatie], by: szw)
  }

  /// - Returns: when the measure became public.
  private func comeOut(_ kenmerk: String, _ way: Way) throws -> String? {
    // A later second than all before it.
    #expect(try register.changes.promise(.now + 60, now: .now + 60))
    let match = try register.etag(kenmerk, as: szw)
    switch way {
    case .embargoEnds: try register.later(end)
    case .embargoLifted: try register.move(kenmerk, ["naar": "gepubliceerd", "embargoTot": .null], match, by: szw)
    case .conceptPublished:
      let released = try register.move(kenmerk, ["naar": "vrijgegeven"], match, by: szw)
      try register.move(kenmerk, ["naar": "gepubliceerd"], released, by: szw)
    }
    return try register.json("maatregel", kenmerk)["aangemaaktOp"]?.asString
  }

  @Test(arguments: Way.allCases)
  func `a report that is hidden for longer says nothing of the measure that becomes public`(way: Way) throws {
    let measure = try hidden(way)
    let secret = try register.report(
      on: measure.kenmerk, "afgerond",
      ["gereedWerkelijk": "2024-06-30", "publicatie": TestRegister.hidden(until: end + 3_600)], by: szw)
    let own = try register.json("maatregel", measure.kenmerk, as: szw)
    #expect(own["uitvoeringsstatus"] == "afgerond")
    _ = try comeOut(measure.kenmerk, way)
    let seen = try register.json("maatregel", measure.kenmerk)
    #expect(seen["uitvoeringsstatus"] == "in-voorbereiding" && seen["plan"]?["gereedWerkelijk"] == .null)
    #expect(try register.etag(measure.kenmerk) == "\"1\"")
    #expect(try register.reader.versions(.maatregel, measure.kenmerk, for: .everyone).count == 1)
    #expect(throws: RegisterError.notFound(resource: "voortgangsmelding", kenmerk: secret.kenmerk)) {
      try register.json("voortgangsmelding", secret.kenmerk)
    }
    #expect(try VerificationTests.faults(register) == [])
    try register.later(end + 3_600)
    let after = try register.json("maatregel", measure.kenmerk)
    #expect(after["uitvoeringsstatus"] == "afgerond" && after["versie"] == 2)
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test(arguments: Way.allCases)
  func `what stands under it is there since then, as a first version with no embargo of its own`(way: Way) throws {
    let measure = try hidden(way)
    let publicatie: JSON = way == .conceptPublished ? ["publicatie": ["status": "gepubliceerd"]] : [:]
    let action = try register.create(
      "actie", MergePatch.apply(publicatie, to: ["titel": "Stap"]), by: szw, parent: measure.kenmerk)
    let report = try register.report(on: measure.kenmerk, "in-uitvoering", publicatie, by: szw)
    #expect(action.etag == "\"1-c1\"" && report.etag == "\"1-c1\"")
    #expect(try register.json("actie", action.kenmerk, as: szw)["publicatie"]?["embargoTot"] == .null)
    let moment = try #require(try comeOut(measure.kenmerk, way))
    for (resource, kenmerk) in [("actie", action.kenmerk), ("voortgangsmelding", report.kenmerk)] {
      let resource = try #require(Resource.named(resource))
      #expect(try register.reader.item(resource, kenmerk, for: .everyone).etag == "\"1\"")
      let seen = try register.json(resource.name, kenmerk)
      #expect(seen["aangemaaktOp"]?.asString == moment && seen["gewijzigdOp"]?.asString == moment)
      #expect(seen["conceptversie"] == nil && seen["publicatie"]?["embargoTot"] == .null)
      #expect(try register.list(resource.name, [("gewijzigdSinds", moment)]) == [kenmerk])
      let versions = try register.reader.versions(resource, kenmerk, for: .everyone)
      #expect(versions.map(\.versie) == [1] && versions.map(\.from.description) == [moment])
    }
    let kinds = try register.reader.changes(after: nil, limit: 200, for: .everyone).changes
      .filter { [measure.kenmerk, action.kenmerk, report.kenmerk].contains($0.kenmerk) }.map(\.kind)
    #expect(kinds == [.made, .made, .made])
    #expect(try register.json("maatregel", measure.kenmerk)["uitvoeringsstatus"] == "in-uitvoering")
    #expect(try register.etag(measure.kenmerk) == "\"1\"")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a judgement of a measure that is released is made, for the public, when it sees it`() throws {
    let bureau = try register.caller(.bureau, "ncdr")
    let measure = try hidden(.conceptPublished)
    let released = try register.move(measure.kenmerk, ["naar": "vrijgegeven"], measure.etag, by: szw)
    let judgement = try register.create(
      "oordeel",
      ["peildatum": "2024-06-30", "kleur": "groen", "motivering": "Op tijd.", "zichtbaarheid": "openbaar"], by: bureau,
      parent: measure.kenmerk)
    #expect(try register.changes.promise(.now + 60, now: .now + 60))
    try register.move(measure.kenmerk, ["naar": "gepubliceerd"], released, by: szw)
    let moment = try register.json("maatregel", measure.kenmerk)["aangemaaktOp"]
    #expect(try register.json("oordeel", judgement.kenmerk)["aangemaaktOp"] == moment)
    // Who read it before has another body under another tag.
    let etag = try register.reader.item(#require(Resource.named("oordeel")), judgement.kenmerk, for: bureau).etag
    #expect(judgement.etag == "\"1\"" && etag == "\"1.1\"")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a draft keeps its releaser when the measure above it is released`() throws {
    let editor = try register.caller(.editor, "jenv")
    let approver = try register.caller(.approver, "jenv")
    let measure = try register.create("maatregel", ["titel": "Later"], by: editor)
    let action = try register.create("actie", ["titel": "Stap"], by: editor, parent: measure.kenmerk)
    let released = try register.move(action.kenmerk, ["naar": "vrijgegeven"], action.etag, by: editor, of: "actie")
    #expect(released == "\"0-c2\"")
    try register.move(measure.kenmerk, ["naar": "vrijgegeven"], measure.etag, by: approver)
    let bureau = try register.caller(.bureau, "ncdr")
    let shown = try register.reader.item(#require(Resource.named("actie")), action.kenmerk, for: bureau).etag
    #expect(throws: RegisterError.forbidden(reason: .fourEyes)) {
      try register.move(action.kenmerk, ["naar": "gepubliceerd"], shown, by: editor, of: "actie")
    }
    try register.move(action.kenmerk, ["naar": "gepubliceerd"], shown, by: approver, of: "actie")
  }

  @Test func `the tag of what stands under a measure that is not public is that of its version`() throws {
    let measure = try hidden(.conceptPublished)
    let action = try register.create("actie", ["titel": "Stap"], by: szw, parent: measure.kenmerk)
    #expect(action.etag == "\"0-c1\"")
    let read = try register.reader.item(#require(Resource.named("actie")), action.kenmerk, for: szw)
    #expect(read.etag == action.etag && read.json == action.json)
    #expect(try JSON.parse(read.json)["maatregel"]?.asString == measure.kenmerk)
  }

  @Test func `what once took over the measure's embargo is shown with it all the same`() throws {
    let measure = try hidden(.embargoEnds)
    let action = try register.create(
      "actie", ["titel": "Stap", "publicatie": TestRegister.hidden(until: end)], by: szw, parent: measure.kenmerk)
    let longer = try register.create(
      "actie", ["titel": "Later nog", "publicatie": TestRegister.hidden(until: end + 60)], by: szw,
      parent: measure.kenmerk)
    try VerificationTests.damage(register, "UPDATE teller SET waarde = 1000000 WHERE naam = 'erfde'")
    try register.later(.now) { ledger in
      _ = try ledger.apply(
        Command(
          resource: .maatregel,
          operation: .transition(kenmerk: measure.kenmerk, ["naar": "gepubliceerd", "embargoTot": .null]),
          condition: .ifMatchAny, caller: szw, now: .now + 1))
    }
    #expect(try register.list("actie", [("maatregel", measure.kenmerk)]) == [action.kenmerk])
    #expect(
      try register.list("actie", [("maatregel", measure.kenmerk)], as: szw).sorted()
        == [longer.kenmerk, action.kenmerk].sorted())
    #expect(try VerificationTests.faults(register) == [])
  }
}
