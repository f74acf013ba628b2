import Bytes
import Register
import Testing

@testable import API

/// A link to what the public may not see moves nothing that the public can measure (DESIGN section 5).
struct QuietTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  /// All that the public can ask, answered.
  private func publicAnswers(_ api: TestAPI, _ targets: [String]) throws -> [String: String] {
    var all: [String: String] = [:]
    for target in targets + [
      "/v1/wijzigingen?limit=200", "/v1/maatregelen?sort=-gewijzigdOp&gewijzigdSinds=2026-01-01",
    ] {
      for type in ["application/json", "text/csv"] {
        all["\(type) \(target)"] = LeakTests.seen(try api.get(target, [("Accept", type)]))
      }
    }
    return all
  }

  private func change(_ api: TestAPI, _ patch: JSON, token: String) throws -> Response {
    let etag = try #require(try api.get(Self.measure, token: token).etag)
    let changed = try api.patch(Self.measure, patch, [("If-Match", etag)], token: token)
    #expect(changed.status == 200, "\(changed.text)")
    #expect(changed.etag == (try api.get(Self.measure, token: token).etag))
    return changed
  }

  private static func relation(_ kind: String) -> JSON {
    ["relaties": [["soort": .string(kind), "maatregel": "zwartgeheim"]]]
  }

  @Test(
    arguments: [
      ["status": "concept"], ["status": "vrijgegeven", "zichtbaarheid": "interdepartementaal"],
      ["status": "gepubliceerd", "embargoTot": "2099-01-01T00:00:00Z"],
    ] as [JSON])
  func `a link to a measure that is not public comes, changes and goes unseen`(publicatie: JSON) throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let admin = try api.token(.administrator, "ncdr")
    let made = try api.post("/v1/maatregelen", ["titel": "Zwartgeheim", "publicatie": publicatie], token: szw)
    #expect(made.status == 201, "\(made.text)")
    let targets = try LeakTests.targets(api, admin)
    let before = try publicAnswers(api, targets)
    var tags: Set<String> = []
    for patch in [
      Self.relation("hangt-samen-met"), Self.relation("deel-van"),
      ["afgeleid": ["fasen/herkennen-melden", "relaties/zwartgeheim"]], ["relaties": []],
    ] as [JSON] {
      let changed = try change(api, patch, token: szw)
      #expect(changed.json["versie"] == 1)
      tags.insert(changed.etag ?? "")
      let after = try publicAnswers(api, targets)
      let differing = after.filter { before[$0.key] != $0.value }
      #expect(differing.isEmpty, "\(patch): \(differing.first?.key ?? "") \(differing.first?.value ?? "")")
    }
    // Each of them is another text to whoever can read it.
    #expect(tags.count == 4 && tags.contains("\"1\""))
  }

  @Test func `a source that is not public, and the mark on it, come unseen and stay when others write`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let admin = try api.token(.administrator, "ncdr")
    let targets = try LeakTests.targets(api, admin)
    let before = try publicAnswers(api, targets)
    let changed = try change(
      api,
      [
        "bronnen": [["document": "brief", "regel": 47], ["document": "intern", "citaat": "zwartgeheim"]],
        "afgeleid": ["bronnen/intern", "fasen/herkennen-melden"],
      ], token: szw)
    #expect(changed.json["bronnen"]?.asArray?.count == 2)
    #expect(changed.json["afgeleid"] == ["bronnen/intern", "fasen/herkennen-melden"])
    #expect(try api.get(Self.measure, token: szw).text == changed.text)
    let after = try publicAnswers(api, targets)
    #expect(after == before, "\(after.first { before[$0.key] != $0.value }?.key ?? "")")
  }

  @Test func `what a link leads to shows when it becomes public, and the version is then what it says`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    let changes = try api.get("/v1/wijzigingen?limit=200").items.count
    _ = try change(api, Self.relation("deel-van"), token: szw)
    for status in ["vrijgegeven", "gepubliceerd"] {
      let moved = try api.post(
        "/v1/maatregelen/zwartgeheim/statusovergangen", ["naar": .string(status)], [("If-Match", "*")], token: szw)
      #expect(moved.status == 200, "\(moved.text)")
    }
    let seen = try api.get(Self.measure)
    #expect(seen.etag == "\"1.1\"")
    #expect(seen.json["relaties"]?[0]?["maatregel"] == "zwartgeheim")
    // The measure that is new, and the one that now says something else.
    #expect(try api.get("/v1/wijzigingen?limit=200").items.count == changes + 2)
    let versions = try api.get(Self.measure + "/versies").items
    #expect(versions.map { $0["versie"] } == [1] && versions[0]["tot"] == .null)
    #expect(try api.get(Self.measure + "/versies/1").json["relaties"] == seen.json["relaties"])
    #expect(try api.get(Self.measure + "/versies/1").json["gewijzigdOp"] == seen.json["gewijzigdOp"])
  }

  @Test func `who can read the link is told of it, and nobody else`() throws {
    let api = try TestAPI()
    let (szw, vws) = (try api.token(.editor, "szw"), try api.token(.reader, "vws"))
    let admin = try api.token(.administrator, "ncdr")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    let readers = [nil, szw, vws, admin]
    func told() throws -> [Int] { try readers.map { try api.get("/v1/wijzigingen?limit=200", token: $0).items.count } }
    func versions() throws -> [[JSON?]] {
      try readers.map { try api.get(Self.measure + "/versies", token: $0).items.map { $0["versie"] } }
    }
    let before = try told()
    let why: JSON = ["reden": "Hoort erbij"]
    var patch = Self.relation("deel-van").asObject ?? [:]
    patch["planwijziging"] = why
    _ = try change(api, .object(patch), token: szw)
    #expect(try told() == [before[0], before[1] + 1, before[2], before[3] + 1])
    #expect(try versions() == [[1], [1, 1], [1], [1, 1]])
    #expect(try api.get(Self.measure + "/versies", token: szw).items[0]["reden"] == "Hoort erbij")
    // A change of the plan is as public as its measure: of what only some may read there is none.
    #expect(try api.get(Self.measure + "/planwijzigingen", token: szw).items.isEmpty)
  }

  @Test func `a change of the plan names no link that is not for everyone`() throws {
    let api = try TestAPI()
    let admin = try api.token(.administrator, "ncdr")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: admin).status == 201)
    var patch = Self.relation("deel-van").asObject ?? [:]
    patch["gronden"] = ["antisemitisme"]
    patch["planwijziging"] = ["reden": "Andere opdracht"]
    #expect(try change(api, .object(patch), token: admin).json["versie"] == 2)
    let told = try api.get(Self.measure + "/planwijzigingen", token: admin).items
    #expect(told.map { $0["velden"]?.asArray?.map { $0["veld"] } } == [["gronden"]])
  }

  @Test func `after a quiet change the next public version follows the one before it`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    _ = try change(api, Self.relation("deel-van"), token: szw)
    var patch = Self.relation("hangt-samen-met").asObject ?? [:]
    patch["doel"] = "Voor iedereen"
    #expect(try change(api, .object(patch), token: szw).json["versie"] == 2)
    let versions = try api.get(Self.measure + "/versies").items
    #expect(versions.map { $0["versie"] } == [2, 1])
    #expect(versions[1]["tot"] == versions[0]["van"])
    let differences = try api.get(Self.measure + "/verschillen?vanVersie=1&totVersie=2")
    #expect(differences.json["verschillen"]?.asArray?.map { $0["veld"] } == ["doel"])
    let own = try api.get(Self.measure + "/verschillen?vanVersie=1&totVersie=2", token: szw)
    #expect(own.json["verschillen"]?.asArray?.map { $0["veld"] } == ["doel", "relaties"])
  }

  // MARK: No update is lost

  @Test func `whoever read other links than there are now overwrites none of them`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    let read = try api.get(Self.measure, token: szw)
    let changed = try change(api, Self.relation("deel-van"), token: szw)
    // The same version to the public, and another text to this writer.
    #expect(read.etag == "\"1\"" && changed.etag != "\"1\"")
    let stale = try api.put(Self.measure, read.json, [("If-Match", "\"1\"")], token: szw)
    #expect(stale.status == 412, "\(stale.text)")
    #expect(
      try api.patch(Self.measure, ["relaties": []], [("If-Match", "\"1\"")], token: szw).status == 412)
    #expect(try api.get(Self.measure, token: szw).json["relaties"]?.asArray?.count == 1)
    // What touches no link is of the version.
    let goal = try api.patch(Self.measure, ["doel": "Beter"], [("If-Match", "\"1\"")], token: szw)
    #expect(goal.status == 200 && goal.json["relaties"]?.asArray?.count == 1, "\(goal.text)")
    _ = try change(api, Self.relation("hangt-samen-met"), token: szw)
    let gone = try change(api, ["relaties": []], token: szw)
    #expect(gone.etag == "\"2\"")
    // Back to what everyone reads: a tag of in between is stale.
    #expect(
      try api.patch(Self.measure, Self.relation("deel-van"), [("If-Match", goal.etag ?? "")], token: szw).status == 412)
  }

  @Test func `who cannot see the link writes the version he read, and leaves the link`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let bureau = try api.token(.bureau, "ncdr")
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    let marked = ["afgeleid": ["fasen/herkennen-melden", "relaties/zwartgeheim"]] as JSON
    _ = try change(api, Self.relation("deel-van"), token: szw)
    _ = try change(api, marked, token: szw)
    let read = try api.get(Self.measure, token: bureau)
    #expect(read.etag == "\"1\"" && !read.text.contains("zwartgeheim"))
    var body = read.json.asObject ?? [:]
    body["programmas"] = []
    body["planwijziging"] = ["reden": "Valt erbuiten"]
    let written = try api.put(Self.measure, .object(body), [("If-Match", "\"1\"")], token: bureau)
    #expect(written.status == 200 && !written.text.contains("zwartgeheim"), "\(written.text)")
    let kept = try api.get(Self.measure, token: szw).json
    #expect(kept["relaties"]?[0]?["maatregel"] == "zwartgeheim" && kept["afgeleid"] == marked["afgeleid"])
  }
}
