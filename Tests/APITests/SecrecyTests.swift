import Bytes
import Register
import Testing

@testable import API

/// A draft never shows to those who may not see it, in whatever way they ask (DESIGN section 5).
struct SecrecyTests {
  /// Everything that can be asked of the API with GET.
  static let questions: [String] = {
    var all: [String] = []
    for resource in Resource.all {
      let list = "/v1/\(resource.collection)"
      all += [list, list + "?limit=200&sort=-gewijzigdOp", list + "?search=geheim*", list + "?search=concept*"]
      all += resource.facetNames.map { "\(list)?facetten=\($0)" }
      all += resource.expandable.map { "\(list)?expand=\($0.collection)" }
      all += resource.missableNames.flatMap { ["\(list)?mist=\($0)", "\(list)?heeft=\($0)"] }
      all += resource.sortableNames.map { "\(list)?sort=\($0)&limit=2" }
    }
    for child in ["acties", "voortgangsmeldingen"] {
      for parent in ["m-registratie", "m-training"] { all.append("/v1/maatregelen/\(parent)/\(child)") }
    }
    for kenmerk in ["m-registratie", "m-training", "m-vierogen", "m-zonder"] {
      all.append("/v1/maatregelen/\(kenmerk)")
      all.append("/v1/maatregelen/\(kenmerk)?expand=maatregelen,organisaties,gronden")
    }
    return all
  }()

  /// All there is to see of an answer, but for what differs each time.
  private static func seen(_ response: Response) -> String {
    let fields = response.fields.filter { $0.name != "Date" && $0.name != "X-Request-Id" }
    let instance = "\"instance\":\"urn:npdr:verzoek:\(response["X-Request-Id"] ?? "")\""
    return "\(response.status) \(fields) \(response.text.split(separator: instance).joined())"
  }

  @Test func `a draft changes nothing in anything the public or another department can ask`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.editor, "vws")
    let bureau = try api.token(.bureau, "ncdr")
    let own = try api.post(
      "/v1/maatregelen", ["titel": "Van SZW zelf", "publicatie": ["status": "gepubliceerd"]], token: szw)
    #expect(own.status == 201, "\(own.text)")
    let strangers = [("public", nil), ("department", vws), ("bureau", bureau)]
    func all() throws -> [String] {
      try strangers.flatMap { name, token in
        try Self.questions.map { "\(name) \($0) \(Self.seen(try api.get($0, token: token)))" }
          + Resource.all.map { resource in
            let response = try api.get("/v1/\(resource.collection)", [("Accept", "text/csv")], token: token)
            return "\(name) \(resource.collection) as CSV \(Self.seen(response))"
          }
      }
    }
    let before = try all()

    // A new draft, one under a published measure, a draft beside a published version, and one of a report.
    let draft = try api.post(
      "/v1/maatregelen",
      [
        "titel": "Geheim concept", "reikwijdte": "specifiek", "gronden": ["antisemitisme"], "doel": "geheimhouding",
        "relaties": [["soort": "hangt-samen-met", "maatregel": "m-training"]], "themas": ["geheimthema"],
      ], token: szw)
    #expect(draft.status == 201, "\(draft.text)")
    let action = try api.post(
      "/v1/maatregelen/m-registratie/acties",
      ["titel": "Geheime stap", "publicatie": ["status": "concept"]], token: szw)
    #expect(action.status == 201, "\(action.text)")
    let report = try api.post(
      "/v1/maatregelen/m-registratie/voortgangsmeldingen",
      [
        "peildatum": "2024-06-30", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema",
        "toelichting": "geheime melding", "publicatie": ["status": "concept"],
      ], token: szw)
    #expect(report.status == 201, "\(report.text)")
    let beside = try api.patch(
      "/v1/maatregelen/van-szw-zelf?weergave=concept", ["doel": "geheim doel"], [("If-Match", own.etag ?? "")],
      token: szw)
    #expect(beside.status == 200, "\(beside.text)")

    let after = try all()
    let differing = zip(before, after).filter { $0 != $1 }
    #expect(differing.isEmpty, "\(differing.count) answers differ, the first: \(differing.first ?? ("", ""))")
    for answer in after { #expect(!answer.contains("geheim") || answer.contains("search=geheim")) }

    // Its own department does see it.
    #expect(try api.kenmerken("/v1/maatregelen?search=geheim*", token: szw) == ["geheim-concept"])
    #expect(try api.get("/v1/maatregelen/geheim-concept").status == 404)
    #expect(try api.get("/v1/maatregelen/geheim-concept", token: vws).status == 404)
    let draftBeside = "/v1/maatregelen/van-szw-zelf?weergave=concept"
    for stranger in [nil, vws, bureau] { #expect(try api.get(draftBeside, token: stranger).status == 404) }
    #expect(try api.get(draftBeside, token: szw).json["doel"] == "geheim doel")
  }

  @Test func `someone who may not see a row cannot tell it from one that is not there`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.editor, "vws")
    #expect(try api.post("/v1/maatregelen", ["titel": "Geheim concept"], token: szw).status == 201)
    let patch = [("Content-Type", "application/merge-patch+json"), ("If-Match", "\"0-c1\"")]
    let post = [("Content-Type", "application/json"), ("If-Match", "\"0-c1\"")]
    for (method, rest, fields, body) in [
      ("GET", "", [], nil), ("GET", "/acties", [], nil), ("PATCH", "", patch, "{}"),
      ("DELETE", "", [("If-Match", "\"0-c1\"")], nil), ("POST", "/acties", post, "{\"titel\":\"x\"}"),
      ("POST", "/statusovergangen", post, "{\"naar\":\"vrijgegeven\"}"),
    ] as [(String, String, [(String, String)], String?)] {
      let hidden = try api.send(method, "/v1/maatregelen/geheim-concept\(rest)", fields, body: body, token: vws)
      let absent = try api.send(method, "/v1/maatregelen/geheim-koncept\(rest)", fields, body: body, token: vws)
      #expect(hidden.status == 404, "\(method) \(rest)")
      #expect(
        Self.seen(hidden).split(separator: "geheim-concept") == Self.seen(absent).split(separator: "geheim-koncept"))
    }
  }

  @Test func `a document that is not public is not embedded, linked or counted for the public`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let etag = try #require(try api.get("/v1/maatregelen/m-registratie").etag)
    let changed = try api.patch(
      "/v1/maatregelen/m-registratie",
      ["bronnen": [["document": "brief"], ["document": "intern", "citaat": "intern citaat"]]], [("If-Match", etag)],
      token: szw)
    #expect(changed.status == 200, "\(changed.text)")
    for target in [
      "/v1/maatregelen/m-registratie?expand=documenten", "/v1/maatregelen?expand=documenten", "/v1/documenten",
      "/v1/maatregelen?facetten=document",
    ] {
      let response = try api.get(target)
      #expect(response.status == 200)
      #expect(!response.text.contains("intern"), "\(target)")
    }
    #expect(try !api.get("/v1/maatregelen", [("Accept", "text/csv")]).text.contains("intern"))
    #expect(try api.get("/v1/maatregelen?document=intern").errors == ["query document onbekende-verwijzing"])
    #expect(try api.get("/v1/maatregelen/m-registratie?expand=documenten", token: szw).text.contains("intern citaat"))
  }
}
