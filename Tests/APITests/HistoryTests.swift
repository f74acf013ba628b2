import Bytes
import Register
import Testing

@testable import API

/// What a row has been, for who may see it (DESIGN section 6).
struct HistoryTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  /// Version 2, a draft beside it, and version 3 made of that draft.
  private func told() throws -> (api: TestAPI, szw: String) {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let first = try #require(try api.get(Self.measure).etag)
    let second = try api.patch(
      Self.measure, ["doel": "Beter melden", "titel": "Registratie"], [("If-Match", first)], token: szw)
    #expect(second.status == 200, "\(second.text)")
    let draft = try api.patch(
      Self.measure + "?weergave=concept", ["doel": "geheim doel"], [("If-Match", second.etag ?? "")], token: szw)
    #expect(draft.status == 200, "\(draft.text)")
    return (api, szw)
  }

  private func publish(_ api: TestAPI, _ szw: String) throws {
    for (tag, status) in [("\"2-c1\"", "vrijgegeven"), ("\"2-c2\"", "gepubliceerd")] {
      let moved = try api.post(
        Self.measure + "/statusovergangen", ["naar": .string(status), "reden": .string("stap naar \(status)")],
        [("If-Match", tag)], token: szw)
      #expect(moved.status == 200, "\(moved.text)")
    }
  }

  private func numbers(_ response: Response) -> [String] {
    response.items.map { "\($0["versie"]?.asInt ?? -1)\($0["conceptversie"].map { "-c\($0.asInt ?? 0)" } ?? "")" }
  }

  @Test func `the public reads published versions only, also after a draft became one`() throws {
    let (api, szw) = try told()
    let vws = try api.token(.editor, "vws")
    #expect(numbers(try api.get(Self.measure + "/versies")) == ["2", "1"])
    #expect(numbers(try api.get(Self.measure + "/versies", token: szw)) == ["2-c1", "2", "1"])
    try publish(api, szw)
    for stranger in [nil, vws] {
      let versions = try api.get(Self.measure + "/versies", token: stranger)
      #expect(numbers(versions) == ["3", "2", "1"])
      #expect(versions.json["aantal"] == 3)
      #expect(versions.items.first?["_links"]?["self"]?["href"]?.asString?.hasSuffix("m-registratie/versies/3") == true)
      #expect(versions.items.first?["organisatie"] == "szw")
      #expect(versions.items.last?["organisatie"] == "ncdr")
    }
    #expect(numbers(try api.get(Self.measure + "/versies", token: szw)) == ["3", "2-c2", "2-c1", "2", "1"])
  }

  @Test func `a version reads as it was`() throws {
    let (api, szw) = try told()
    let first = try api.get(Self.measure + "/versies/1")
    #expect(first.json["titel"] == "Registratie van moslimdiscriminatie")
    #expect(first.json["versie"] == 1)
    #expect(try api.get(Self.measure + "/versies/2", token: szw).json["doel"] == "Beter melden")
    for wrong in ["0", "3", "01", "x", "-1", "2-c1"] {
      #expect(try api.get(Self.measure + "/versies/\(wrong)", token: szw).status == 404, "\(wrong)")
    }
    #expect(try api.get(Self.measure + "/versies/1?limit=1").errors == ["query limit onbekende-naam"])
    #expect(first.etag != (try api.get(Self.measure + "/versies/2").etag))
    #expect(try api.get(Self.measure + "/versies/1", [("If-None-Match", first.etag ?? "")]).status == 304)
  }

  @Test func `a difference names the field, both values and a sentence`() throws {
    let (api, szw) = try told()
    try publish(api, szw)
    let target = Self.measure + "/verschillen?vanVersie=1&totVersie=2"
    let found = try api.get(target).json["verschillen"]?.asArray ?? []
    #expect(found.map { $0["veld"]?.asString } == ["titel", "doel"])
    #expect(found.last?["van"] == .null)
    #expect(found.last?["naar"] == "Beter melden")
    #expect(
      found.map { $0["tekst"]?.asString } == [
        "titel: was 'Registratie van moslimdiscriminatie', is 'Registratie'.", "doel: was onbekend, is 'Beter melden'.",
      ])
    let english = try api.get(target, [("Accept-Language", "en")])
    #expect(english.json["verschillen"]?[1]?["tekst"] == "doel: was unknown, is 'Beter melden'.")
    #expect(try api.get(Self.measure + "/verschillen?vanVersie=2&totVersie=2").json["verschillen"] == [])
    #expect(
      try api.get(Self.measure + "/verschillen").errors == [
        "query vanVersie verplicht", "query totVersie verplicht",
      ])
    #expect(
      try api.get(Self.measure + "/verschillen?vanVersie=0&totVersie=x&van=1").errors == [
        "query van onbekende-naam", "query vanVersie ongeldige-vorm", "query totVersie ongeldige-vorm",
      ])
    #expect(try api.get(Self.measure + "/verschillen?vanVersie=1&totVersie=9").status == 404)
  }

  @Test func `a list that changed tells what came and what went`() throws {
    let api = try TestAPI()
    let admin = try api.token(.administrator, "ncdr")
    let etag = try #require(try api.get(Self.measure).etag)
    let changed = try api.patch(
      Self.measure,
      ["gronden": ["antisemitisme"], "planwijziging": ["reden": "andere opdracht"]], [("If-Match", etag)], token: admin)
    #expect(changed.status == 200, "\(changed.text)")
    let found = try api.get(Self.measure + "/verschillen?vanVersie=1&totVersie=2").json["verschillen"]?[0]
    #expect(found?["veld"] == "gronden")
    #expect(found?["toegevoegd"] == ["antisemitisme"])
    #expect(found?["verwijderd"] == ["moslimdiscriminatie"])
    #expect(found?["tekst"] == "gronden: erbij antisemitisme; weg moslimdiscriminatie.")
  }

  @Test func `a change of status shows from where the reader could see it`() throws {
    let (api, szw) = try told()
    try publish(api, szw)
    func steps(_ token: String?) throws -> [String] {
      try api.get(Self.measure + "/statusovergangen", token: token).items.map {
        "\($0["van"]?.asString ?? "") > \($0["naar"]?.asString ?? "")"
      }
    }
    #expect(try steps(nil) == [" > gepubliceerd"])
    #expect(
      try steps(szw) == [
        "vrijgegeven > gepubliceerd", "concept > vrijgegeven", " > concept", " > gepubliceerd",
      ])
    #expect(try api.get("/v1/gronden/antisemitisme/statusovergangen").status == 404)
  }

  @Test func `pages of a history follow each other, whatever is written in between`() throws {
    let (api, szw) = try told()
    let page = try api.get(Self.measure + "/versies?limit=1")
    #expect(numbers(page) == ["2"])
    let next = try #require(page.json["_links"]?["next"]?["href"]?.asString)
    #expect(page["Link"] == "<\(next)>; rel=\"next\"")
    try publish(api, szw)
    let second = try api.get(String(next.dropFirst("https://npdr.example.nl".count)))
    #expect(numbers(second) == ["1"])
    #expect(second.json["_links"]?["next"] == nil)
    for wrong in ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=WzFd", "limit=1&limit=2"] {
      #expect(try api.get(Self.measure + "/versies?\(wrong)").status == 400, "\(wrong)")
    }
    let csv = try api.get(Self.measure + "/versies", [("Accept", "text/csv")])
    #expect(csv.text.split(separator: "\r\n").count == 4)
    #expect(csv.text.hasPrefix("versie,conceptversie,handeling,status,van,tot,organisatie,reden,doorhaling\r\n3,,"))
  }

  @Test func `what is withdrawn or not for these eyes has no history`() throws {
    let (api, szw) = try told()
    #expect(try api.post("/v1/maatregelen", ["titel": "Geheim concept"], token: szw).status == 201)
    for rest in ["versies", "versies/1", "verschillen?vanVersie=1&totVersie=1", "statusovergangen"] {
      #expect(try api.get("/v1/maatregelen/geheim-concept/\(rest)").status == 404, "\(rest)")
      #expect(try api.get("/v1/maatregelen/bestaat-niet/\(rest)").status == 404, "\(rest)")
    }
    let gone = try api.post(
      Self.measure + "/statusovergangen", ["naar": "ingetrokken", "reden": "vervangen"], [("If-Match", "\"2\"")],
      token: szw)
    #expect(gone.status == 200, "\(gone.text)")
    for rest in ["versies", "versies/1", "verschillen?vanVersie=1&totVersie=1", "statusovergangen"] {
      #expect(try api.get(Self.measure + "/\(rest)").status == 410, "\(rest)")
    }
  }

  @Test func `what became visible with the row above it has its version`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Nieuw plan"], token: szw).status == 201)
    let step = try api.post(
      "/v1/maatregelen/nieuw-plan/acties", ["titel": "Eerste stap", "publicatie": ["status": "gepubliceerd"]],
      token: szw)
    #expect(step.status == 201, "\(step.text)")
    #expect(try api.get("/v1/acties/eerste-stap/versies").status == 404)
    var tag = "\"0-c1\""
    for status in ["vrijgegeven", "gepubliceerd"] {
      let moved = try api.post(
        "/v1/maatregelen/nieuw-plan/statusovergangen", ["naar": .string(status)], [("If-Match", tag)], token: szw)
      tag = moved.etag ?? ""
    }
    #expect(numbers(try api.get("/v1/acties/eerste-stap/versies")) == ["1"])
    #expect(try api.get("/v1/acties/eerste-stap/versies/1").json["titel"] == "Eerste stap")
  }

  @Test func `a version does not name what was hidden when it stood`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Later bekend"], token: szw).status == 201)
    var etag = try #require(try api.get(Self.measure).etag)
    for relations in [[["soort": "hangt-samen-met", "maatregel": "later-bekend"]], []] as [JSON] {
      let goal = JSON.string("Met \(relations.asArray?.count ?? 0)")
      let changed = try api.patch(
        Self.measure, ["relaties": relations, "doel": goal], [("If-Match", etag)], token: szw)
      #expect(changed.status == 200, "\(changed.text)")
      etag = changed.etag ?? ""
    }
    var tag = "\"0-c1\""
    for status in ["vrijgegeven", "gepubliceerd"] {
      let moved = try api.post(
        "/v1/maatregelen/later-bekend/statusovergangen", ["naar": .string(status)], [("If-Match", tag)], token: szw)
      tag = moved.etag ?? ""
    }
    #expect(try !api.get(Self.measure + "/versies/2").text.contains("later-bekend"))
    #expect(try !api.get(Self.measure + "/verschillen?vanVersie=1&totVersie=2").text.contains("later-bekend"))
    #expect(try api.get(Self.measure + "/versies/2", token: szw).text.contains("later-bekend"))
  }

  @Test func `a history reads as it was known at a moment`() throws {
    let (api, szw) = try told()
    // To be told of a moment makes what is written next a later one.
    let then = Timestamp.now.description
    let history = ["versies", "versies/2", "verschillen?vanVersie=1&totVersie=2", "statusovergangen"]
    func ask(_ path: String, _ token: String?) throws -> Response {
      let answer = try api.get(
        "\(Self.measure)/\(path)\(path.contains("?") ? "&" : "?")beschikbaarOp=\(then)", token: token)
      #expect(answer.status == 200, "\(answer.text)")
      return answer
    }
    let before = try [nil, szw].map { token in try history.map { try ask($0, token) } }
    #expect(numbers(before[0][0]) == ["2", "1"] && numbers(before[1][0]) == ["2-c1", "2", "1"])
    try publish(api, szw)
    let after = try [nil, szw].map { token in try history.map { try ask($0, token) } }
    for (old, new) in zip(before.joined(), after.joined()) { #expect(old.text == new.text && old.etag == new.etag) }
    #expect(after[0][0].items.first?["tot"] == .null)
    #expect(
      after[0][0].items.first?["_links"]?["self"]?["href"]?.asString?.hasSuffix("/versies/2?beschikbaarOp=\(then)")
        == true)
    // Version 3 came later, and so did the steps to it.
    #expect(try api.get(Self.measure + "/versies/3?beschikbaarOp=\(then)").status == 404)
    #expect(try api.get(Self.measure + "/versies/3").status == 200)
    #expect(try api.get(Self.measure + "/statusovergangen", token: szw).items.count > after[1][3].items.count)
    #expect(try api.get(Self.measure + "/versies?beschikbaarOp=2001-01-01T00:00:00Z").status == 404)
    for path in history {
      let target = "\(Self.measure)/\(path)\(path.contains("?") ? "&" : "?")beschikbaarOp="
      #expect(try api.get(target + "gisteren").errors == ["query beschikbaarOp ongeldige-vorm"])
      #expect(try api.get(target + "2999-01-01T00:00:00Z").status == 400)
    }
  }

  // MARK: Other views of a list

  @Test func `drafts are listed for those who make them`() throws {
    let (api, szw) = try told()
    let vws = try api.token(.editor, "vws")
    #expect(try api.post("/v1/maatregelen", ["titel": "Geheim concept"], token: szw).status == 201)
    let drafts = try api.get("/v1/maatregelen?weergave=concept&sort=kenmerk", token: szw)
    #expect(drafts.items.map { $0["kenmerk"] } == ["geheim-concept", "m-registratie"])
    #expect(drafts.items.last?["doel"] == "geheim doel")
    #expect(
      drafts.items.last?["_links"]?["self"]?["href"]?.asString?.hasSuffix("m-registratie?weergave=concept") == true)
    #expect(drafts.json["aantal"] == 2)
    for stranger in [nil, vws] {
      let none = try api.get("/v1/maatregelen?weergave=concept", token: stranger)
      #expect(none.items.isEmpty && none.json["aantal"] == 0)
    }
    #expect(try api.get("/v1/maatregelen?weergave=alles").errors == ["query weergave niet-toegestaan"])
    #expect(try api.get("/v1/gronden?weergave=concept").errors == ["query weergave onbekende-naam"])
    #expect(
      try api.get("/v1/maatregelen?weergave=concept&beschikbaarOp=2020-01-01T00:00:00Z").errors
        == ["query weergave niet-samen"])
  }

  @Test func `who would see a draft hears that there is none`() throws {
    let api = try TestAPI()
    let target = Self.measure + "?weergave=concept"
    for (role, organisation, isTold) in [
      (Caller.Role.editor, "szw", true), (.reader, "szw", true), (.administrator, "ncdr", true),
      (.editor, "vws", false),
      (.bureau, "ncdr", false),
    ] {
      let answer = try api.get(target, token: api.token(role, organisation))
      #expect(answer.status == 404)
      #expect(
        answer.json["detail"]?.asString
          == (isTold
            ? "Van maatregel 'm-registratie' is er geen concept." : "Er is geen maatregel 'm-registratie'."),
        "\(role) \(organisation)")
    }
    #expect(try api.get(target).json["detail"] == "Er is geen maatregel 'm-registratie'.")
  }

  @Test func `an answer about the past leads to the past`() throws {
    let (api, _) = try told()
    let now = Timestamp.now.description
    for target in ["/v1/maatregelen?limit=1&beschikbaarOp=\(now)", Self.measure + "?beschikbaarOp=\(now)"] {
      let answer = try api.get(target)
      #expect(answer.status == 200, "\(answer.text)")
      let own = (answer.items.first ?? answer.json)["_links"]
      #expect(own?["self"]?["href"]?.asString?.hasSuffix("?beschikbaarOp=\(now)") == true)
      #expect(own?["acties"]?["href"]?.asString?.hasSuffix("/acties?beschikbaarOp=\(now)") == true)
      #expect(own?["versies"]?["href"]?.asString?.hasSuffix("/versies?beschikbaarOp=\(now)") == true)
    }
    let list = try api.get("/v1/maatregelen?limit=1&beschikbaarOp=\(now)")
    for name in ["self", "next"] {
      #expect(list.json["_links"]?[name]?["href"]?.asString?.contains("beschikbaarOp=\(now)") == true)
    }
    #expect(list.etag != (try api.get("/v1/maatregelen?limit=1").etag))
  }

  @Test func `a code is asked for on a day on which it holds`() throws {
    let api = try TestAPI()
    let admin = try api.token(.administrator, "ncdr")
    let made = try api.post(
      "/v1/gronden",
      ["kenmerk": "oud", "naam": "Oud", "volgorde": 9, "geldigVan": "2020-01-01", "geldigTot": "2022-01-01"],
      token: admin)
    #expect(made.status == 201, "\(made.text)")
    for (day, holds) in [("2019-12-31", false), ("2020-01-01", true), ("2021-12-31", true), ("2022-01-01", false)] {
      #expect(try api.kenmerken("/v1/gronden?geldigOp=\(day)").contains("oud") == holds, "\(day)")
      #expect(try api.get("/v1/gronden/oud?geldigOp=\(day)").status == (holds ? 200 : 404), "\(day)")
    }
    #expect(try api.get("/v1/gronden/oud?geldigOp=2022").errors == ["query geldigOp ongeldige-vorm"])
    #expect(try api.get("/v1/gronden?geldigOp=morgen").errors == ["query geldigOp ongeldige-vorm"])
    #expect(try api.get("/v1/documenten?geldigOp=2022-01-01").errors == ["query geldigOp onbekende-naam"])
  }
}
