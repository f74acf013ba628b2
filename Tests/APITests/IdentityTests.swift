import Bytes
import Register
import Testing

@testable import API

struct IdentityTests {
  @Test(arguments: [
    "Bearer onbekend", "Bearer", "Bearer ", "Basic dTpw", "onbekend", "Bearer a b", "Bearer a,b", "Bearer é",
    "bearer\tx", "Bearer  ",
  ])
  func `a bad token is 401, also where none was needed`(value: String) throws {
    let api = try TestAPI()
    // Asked before without a token, so that the answer is in the cache.
    #expect(try api.get("/v1/maatregelen").status == 200)
    for target in ["/v1/maatregelen", "/v1/maatregelen/m-training", "/v1/openapi.json", "/v1/gezondheid/levend"] {
      let response = try api.get(target, [("Authorization", value)])
      #expect(response.status == 401)
      #expect(response.kind == "niet-aangemeld")
      #expect(response["WWW-Authenticate"] == "Bearer realm=\"npdr\", error=\"invalid_token\"")
    }
    #expect(try api.send("OPTIONS", "/v1/maatregelen", [("Authorization", value)]).status == 401)
  }

  @Test func `the scheme may be written in any case, and said once`() throws {
    let api = try TestAPI()
    let token = try api.token(.reader, "szw")
    for scheme in ["Bearer", "bearer", "BEARER"] {
      #expect(try api.get("/v1/maatregelen", [("Authorization", "\(scheme) \(token)")]).status == 200)
    }
    let twice = [("Authorization", "Bearer \(token)"), ("Authorization", "Bearer \(token)")]
    #expect(try api.get("/v1/maatregelen", twice).status == 401)
  }

  @Test func `a token is refused from the moment it is revoked or expires`() throws {
    let api = try TestAPI()
    let token = try api.token(.reader, "szw")
    for _ in 1...2 { #expect(try api.get("/v1/maatregelen", token: token).status == 200) }
    try api.revoke(token)
    #expect(try api.get("/v1/maatregelen", token: token).status == 401)
    let old = try api.token(.reader, "szw", expires: .now - 1)
    #expect(try api.get("/v1/maatregelen", token: old).status == 401)
  }

  @Test func `writing without a token is 401, with a role that never may 403`() throws {
    let api = try TestAPI()
    let none = try api.post("/v1/maatregelen", ["titel": "x"])
    #expect(none.status == 401)
    #expect(none["WWW-Authenticate"] == "Bearer realm=\"npdr\"")
    for (role, collection, status) in [
      (Caller.Role.reader, "maatregelen", 403), (.editor, "gronden", 403), (.bureau, "gronden", 403),
      (.bureau, "acties", 403), (.editor, "maatregelen", 201), (.bureau, "maatregelen", 201),
    ] {
      let token = try api.token(role, role == .bureau ? "ncdr" : "szw")
      #expect(try api.post("/v1/\(collection)", ["titel": "x"], token: token).status == status, "\(role) \(collection)")
    }
  }

  @Test func `a token in the address is an unknown parameter`() throws {
    let api = try TestAPI()
    let token = try api.token(.reader, "szw")
    let response = try api.get("/v1/maatregelen?access_token=\(token)")
    #expect(response.status == 400)
    #expect(!response.text.contains(token))
  }
}
