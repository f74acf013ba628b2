import Bytes
import Register
import Testing

@testable import API

struct FreshnessTests {
  @Test func `no answer is older than the last acknowledged write`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let targets = [
      "/v1/maatregelen/m-registratie", "/v1/maatregelen/m-registratie?fields=doel",
      "/v1/maatregelen?search=registratie",
      "/v1/maatregelen?fields=doel&kenmerk=m-registratie",
    ]
    for round in 1...20 {
      let etag = try #require(try api.get(targets[0]).etag)
      let goal = "Doel nummer \(round)"
      #expect(
        try api.patch(targets[0], ["doel": .string(goal)], [("If-Match", etag)], token: token).status == 200)
      for target in targets {
        for reader in [nil, token] {
          #expect(try api.get(target, token: reader).text.contains(goal), "\(target)")
          #expect(try api.get(target, token: reader).text.contains(goal), "\(target), from the cache")
        }
      }
    }
  }

  @Test func `an embedded row is as fresh as the row itself`() throws {
    let api = try TestAPI()
    let token = try api.token(.administrator, "ncdr")
    let target = "/v1/maatregelen/m-training?expand=organisaties"
    let before = try api.get(target)
    let etag = try #require(try api.get("/v1/organisaties/vws").etag)
    let changed = try api.patch(
      "/v1/organisaties/vws", ["naam": "Volksgezondheid"], [("If-Match", etag)], token: token)
    #expect(changed.status == 200)
    let after = try api.get(target)
    #expect(after.text.contains("Volksgezondheid"))
    #expect(after.etag != before.etag)
    #expect(try api.get(target, [("If-None-Match", before.etag ?? "")]).status == 200)
  }

  @Test func `two readers of one address do not get each other's answer`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.editor, "vws")
    #expect(try api.post("/v1/maatregelen", ["titel": "Van SZW"], token: szw).status == 201)
    for _ in 1...3 {
      #expect(try api.kenmerken("/v1/maatregelen").count == 4)
      #expect(try api.kenmerken("/v1/maatregelen", token: szw).count == 5)
      #expect(try api.kenmerken("/v1/maatregelen", token: vws).count == 4)
      #expect(try api.get("/v1/maatregelen/van-szw").status == 404)
      #expect(try api.get("/v1/maatregelen/van-szw", token: szw).status == 200)
      #expect(try api.get("/v1/maatregelen/van-szw", token: vws).status == 404)
    }
  }
}
