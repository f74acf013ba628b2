import Bytes
import Register
import Testing

@testable import API

struct ListTests {
  static let all = "/v1/maatregelen"

  @Test func `a list holds items, their number and links`() throws {
    let response = try TestAPI().get("/v1/maatregelen")
    #expect(response.json.asObject?.names == ["items", "aantal", "_links"])
    #expect(response.items.count == 4)
    #expect(response.json["aantal"]?.asInt == 4)
    #expect(response.json["_links"] == ["self": ["href": "https://npdr.example.nl/v1/maatregelen"]])
    #expect(response["Link"] == nil)
    let item = try #require(response.items.first { $0["kenmerk"] == "m-registratie" })
    #expect(
      item["_links"] == [
        "self": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie"],
        "acties": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/acties"],
        "voortgangsmeldingen": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/voortgangsmeldingen"],
        "planwijzigingen": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/planwijzigingen"],
        "oordelen": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/oordelen"],
        "effectonderzoeken": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/effectonderzoeken"],
        "financieringsregels": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/financieringsregels"],
        "indicatoren": ["href": "https://npdr.example.nl/v1/indicatoren?maatregel=m-registratie"],
        "moties": ["href": "https://npdr.example.nl/v1/moties?maatregel=m-registratie"],
        "toezeggingen": ["href": "https://npdr.example.nl/v1/toezeggingen?maatregel=m-registratie"],
        "versies": ["href": "https://npdr.example.nl/v1/maatregelen/m-registratie/versies"],
      ])
  }

  @Test func `an item in a list is the item itself`() throws {
    let api = try TestAPI()
    for resource in Resource.all {
      for item in try api.get("/v1/\(resource.collection)").items {
        let kenmerk = try #require(item["kenmerk"]?.asString)
        #expect(try api.get("/v1/\(resource.collection)/\(kenmerk)").json == item)
      }
    }
  }

  /// What is wrong with a query, as `errors` names it.
  @Test(arguments: [
    ("grond=%zz", ["query grond ongeldige-vorm"]),
    ("grond=%zz&gornd=a%", ["query grond ongeldige-vorm", "query gornd ongeldige-vorm"]),
    ("gornd=ras", ["query gornd onbekende-naam"]),
    ("token=x", ["query token onbekende-naam"]),
    ("access_token=x", ["query access_token onbekende-naam"]),
    ("beschikbaarop=x", ["query beschikbaarop onbekende-naam"]),
    ("Limit=3", ["query Limit onbekende-naam"]),
    ("limit=0", ["query limit buiten-bereik"]),
    ("limit=201", ["query limit buiten-bereik"]),
    ("limit=-1", ["query limit buiten-bereik"]),
    ("limit=%2B5", ["query limit buiten-bereik"]),
    ("limit=1e1", ["query limit buiten-bereik"]),
    ("limit=01", ["query limit buiten-bereik"]),
    (
      "gereedGeplandVanaf=2027-01-02&gereedGeplandTotEnMet=2027-01-01", ["query gereedGeplandTotEnMet bereik-omgekeerd"]
    ),
    ("limit=99999999999999999999", ["query limit buiten-bereik"]),
    ("limit=", ["query limit leeg"]),
    ("limit", ["query limit leeg"]),
    ("limit=5&limit=6", ["query limit dubbel"]),
    ("sort=titel&sort=kenmerk", ["query sort dubbel"]),
    ("sort=omschrijving", ["query sort niet-toegestaan"]),
    ("sort=titel,", ["query sort niet-toegestaan"]),
    ("sort=titel,-titel", ["query sort dubbel"]),
    ("fields=titel,gornden", ["query fields niet-toegestaan"]),
    ("fields=titel,titel", ["query fields dubbel"]),
    ("expand=grond", ["query expand niet-toegestaan"]),
    ("facetten=titel", ["query facetten niet-toegestaan"]),
    ("cursor=x", ["query cursor ongeldige-vorm"]),
    ("cursor=W10", ["query cursor ongeldige-vorm"]),
    ("cursor=bnVsbA", ["query cursor ongeldige-vorm"]),
    ("search=", ["query search leeg"]),
    ("search=a&search=b", ["query search dubbel"]),
    ("grond=", ["query grond leeg"]),
    ("grond=elfen", ["query grond onbekende-verwijzing"]),
    ("grond=antisemitisme,elfen", ["query grond onbekende-verwijzing"]),
    ("reikwijdte=overal", ["query reikwijdte niet-toegestaan"]),
    ("exact=ja", ["query exact niet-toegestaan"]),
    ("exact=true&exact=true", ["query exact dubbel"]),
    ("gewijzigdSinds=gisteren", ["query gewijzigdSinds ongeldige-vorm"]),
    ("startGeplandVanaf=2024-02-30", ["query startGeplandVanaf ongeldige-vorm"]),
    ("mist=alles", ["query mist niet-toegestaan"]),
    ("grond=%ff", ["query grond ongeldige-vorm"]),
    ("search=%00", ["query search stuurteken"]),
    (
      "limit=0&gornd=x&sort=y&grond=elfen",
      [
        "query limit buiten-bereik", "query gornd onbekende-naam", "query sort niet-toegestaan",
        "query grond onbekende-verwijzing",
      ]
    ),
  ])
  func `a wrong parameter is refused by name, with all the others that are wrong`(
    query: String, errors: [String]
  ) throws {
    let response = try TestAPI().get("/v1/maatregelen?\(query)")
    #expect(response.status == 400)
    #expect(response.errors.sorted() == errors.sorted())
    #expect(response.kind == "ongeldige-invoer")
  }

  @Test func `an unknown parameter is answered with those there are`() throws {
    let response = try TestAPI().get("/v1/maatregelen?gornd=ras")
    let detail = try #require(response.json["errors"]?[0]?["detail"]?.asString)
    for name in ["limit", "cursor", "sort", "fields", "expand", "facetten"] { #expect(detail.contains(name)) }
    for name in Resource.named("maatregel")!.filterNames { #expect(detail.contains(name)) }
  }

  @Test func `a repeated filter must hold each time, a comma means any`() throws {
    let api = try TestAPI()
    #expect(try api.kenmerken(Self.all + "?grond=antisemitisme,moslimdiscriminatie").count == 2)
    #expect(try api.kenmerken(Self.all + "?grond=antisemitisme&grond=moslimdiscriminatie") == [])
    #expect(try api.kenmerken(Self.all + "?organisatie=szw&organisatie=politie") == ["m-registratie"])
    #expect(try api.kenmerken(Self.all + "?grond=moslimhaat") == ["m-registratie"])
  }

  @Test func `pages follow each other without a gap or a repeat`() throws {
    let api = try TestAPI()
    for sort in [
      "", "sort=titel", "sort=-titel", "sort=-gewijzigdOp,titel", "sort=kenmerk", "sort=-kenmerk",
      "sort=startGepland", "sort=-startGepland", "search=m*", "sort=kenmerk,titel",
    ] {
      let whole = try api.kenmerken("/v1/maatregelen?limit=200&\(sort)")
      var target = "/v1/maatregelen?limit=1&\(sort)"
      var found: [String] = []
      while true {
        let page = try api.get(target)
        #expect(page.status == 200)
        found += page.items.compactMap { $0["kenmerk"]?.asString }
        #expect(page.json["aantal"]?.asInt == whole.count)
        guard let next = page.json["_links"]?["next"]?["href"]?.asString else {
          #expect(page["Link"] == nil)
          break
        }
        #expect(page["Link"] == "<\(next)>; rel=\"next\"")
        #expect(next.hasPrefix("https://npdr.example.nl/v1/maatregelen?limit=1"))
        target = String(next.dropFirst("https://npdr.example.nl".count))
        try #require(found.count <= whole.count)
      }
      #expect(found == whole, "\(sort)")
    }
  }

  @Test func `a cursor only continues the order it came from`() throws {
    let api = try TestAPI()
    let next = try #require(
      try api.get("/v1/maatregelen?limit=1&sort=titel").json["_links"]?["next"]?["href"]?.asString)
    let cursor = try #require(next.split(separator: "cursor=").last)
    #expect(try api.get("/v1/maatregelen?limit=1&sort=titel&cursor=\(cursor)").status == 200)
    for other in ["", "&sort=-titel", "&sort=titel,kenmerk", "&sort=kenmerk", "&search=m*"] {
      let response = try api.get("/v1/maatregelen?limit=1\(other)&cursor=\(cursor)")
      #expect(response.errors == ["query cursor ongeldige-vorm"], "\(other)")
    }
  }

  @Test(arguments: [
    "[\"titel\"]", "[\"titel\",1]", "[\"titel\",\"a\",\"b\",\"c\"]", "[\"titel\",[],\"x\"]", "[\"titel\",{},\"x\"]",
    "{}", "[\"titel\",\"a\",null]", "[\"titel\",true,\"x\"]", "[null,\"a\",\"x\"]",
  ])
  func `a cursor somebody made up is refused and nothing breaks`(json: String) throws {
    let cursor = Base64URL.encode(Array(json.utf8))
    let response = try TestAPI().get("/v1/maatregelen?sort=titel&cursor=\(cursor)")
    #expect(response.errors == ["query cursor ongeldige-vorm"])
  }

  @Test func `self is the query written properly`() throws {
    let response = try TestAPI().get(
      "/v1/maatregelen?search=%65%65n+accent&grond=antisemitisme%2cmoslimdiscriminatie&limit=7")
    #expect(
      response.json["_links"]?["self"]?["href"]
        == "https://npdr.example.nl/v1/maatregelen?search=een%20accent&grond=antisemitisme,moslimdiscriminatie&limit=7")
  }

  @Test func `fields gives those members and the kenmerk, and nothing else`() throws {
    let api = try TestAPI()
    let list = try api.get("/v1/maatregelen?fields=titel,gronden&sort=titel")
    #expect(list.items.count == 4)
    for item in list.items { #expect(item.asObject?.names == ["kenmerk", "titel", "gronden"]) }
    let item = try api.get("/v1/maatregelen/m-training?fields=plan,_links")
    #expect(item.json.asObject?.names == ["kenmerk", "plan", "_links"])
    #expect(try api.get("/v1/maatregelen/m-training?fields=kenmerk").json == ["kenmerk": "m-training"])
    let whole = try api.get("/v1/maatregelen/m-training").json
    for name in Resource.named("maatregel")!.memberNames {
      let one = try api.get("/v1/maatregelen/m-training?fields=\(name)").json
      #expect(one[name] == whole[name], "\(name)")
    }
  }

  @Test func `expand embeds the rows that are linked, wherever the links stand`() throws {
    let api = try TestAPI()
    let response = try api.get("/v1/maatregelen/m-registratie?expand=gronden,organisaties,documenten")
    let embedded = try #require(response.json["_embedded"])
    #expect(embedded["gronden"] == .array([try api.get("/v1/gronden/moslimdiscriminatie").json]))
    #expect(embedded["organisaties"]?.asArray?.compactMap { $0["kenmerk"]?.asString }.sorted() == ["politie", "szw"])
    #expect(embedded["documenten"]?[0] == (try api.get("/v1/documenten/brief").json))
    let list = try api.get("/v1/maatregelen?expand=gronden&fields=titel")
    for item in list.items { #expect(item.asObject?.names == ["kenmerk", "titel", "_embedded"]) }
    let empty = try api.get("/v1/maatregelen/m-zonder?expand=gronden").json
    #expect(empty["_embedded"] == ["gronden": []])
  }

  @Test func `facets count, and a facet leaves its own filter out`() throws {
    let api = try TestAPI()
    let response = try api.get("/v1/maatregelen?facetten=grond,reikwijdte&grond=antisemitisme")
    #expect(response.json["aantal"]?.asInt == 1)
    let grounds = response.json["facetten"]?["grond"]?.asArray ?? []
    #expect(grounds.contains(["waarde": "moslimdiscriminatie", "aantal": 1]))
    #expect(grounds.contains(["waarde": "antisemitisme", "aantal": 1]))
    #expect(response.json["facetten"]?["reikwijdte"] == [["waarde": "onbekend", "aantal": 1]])
    #expect(response.json.asObject?.names == ["items", "aantal", "facetten", "_links"])
  }

  @Test func `the rows under a measure are a list of that measure only`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try api.post("/v1/maatregelen/m-registratie/acties", ["titel": "Stap één"], token: token)
    #expect(made.status == 201, "\(made.text)")
    #expect(made["Location"]?.hasPrefix("https://npdr.example.nl/v1/acties/") == true)
    #expect(made.json["maatregel"] == "m-registratie")
    #expect(try api.get("/v1/maatregelen/m-registratie/acties").items.count == 1)
    #expect(try api.get("/v1/maatregelen/m-training/acties").items.count == 0)
    #expect(try api.get("/v1/maatregelen/bestaat-niet/acties").status == 404)
    let own = try api.get("/v1/maatregelen/m-registratie/acties?limit=5").json
    #expect(own["_links"]?["self"]?["href"] == "https://npdr.example.nl/v1/maatregelen/m-registratie/acties?limit=5")
    #expect(try api.get("/v1/maatregelen/m-registratie/acties?maatregel=m-training").status == 400)
  }

  @Test func `nothing that is asked of an item breaks it`() throws {
    let api = try TestAPI()
    #expect(try api.get("/v1/maatregelen/m-training?limit=1").errors == ["query limit onbekende-naam"])
    #expect(try api.get("/v1/maatregelen/m-training?fields=").errors == ["query fields leeg"])
    #expect(try api.get("/v1/maatregelen/m-training?weergave=x").errors == ["query weergave niet-toegestaan"])
    #expect(try api.get("/v1/maatregelen/m-training?weergave=concept").status == 404)
    #expect(try api.get("/v1/gronden/antisemitisme?weergave=concept").errors == ["query weergave onbekende-naam"])
    #expect(try api.get("/v1/openapi.json?x=1").status == 400)
    #expect(try api.get("/v1/gezondheid/levend?x=1").status == 400)
  }
}
