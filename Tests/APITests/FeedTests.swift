import Bytes
import Register
import SQL
import SQLiteStore
import Testing

@testable import API

/// The feed of changes: what each reader may see of them, and from where on (DESIGN section 5).
struct FeedTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  /// Everything from a position on, page by page.
  static func read(
    _ api: TestAPI, _ query: String = "", from position: String? = nil, limit: Int = 200, token: String? = nil
  ) throws -> (items: [JSON], position: String) {
    var items: [JSON] = []
    var target = "/v1/wijzigingen?limit=\(limit)\(query)\(position.map { "&sinds=\($0)" } ?? "")"
    while true {
      let page = try api.get(target, token: token)
      #expect(page.status == 200, "\(target): \(page.text)")
      items += page.items
      guard let next = page.json["_links"]?["next"]?["href"]?.asString else {
        return (items, page.json["positie"]?.asString ?? "")
      }
      target = String(next.dropFirst("https://npdr.example.nl".count))
    }
  }

  /// What the feed says there is: `maatregelen/m-via`.
  static func replay(_ items: [JSON], into state: inout Set<String>, drafts: Bool = false) {
    for item in items where (item["weergave"] == "concept") == drafts {
      let row = "\(item["bron"]?.asString ?? "")/\(item["kenmerk"]?.asString ?? "")"
      switch item["soort"]?.asString {
      case "gemaakt", "gewijzigd": state.insert(row)
      case "ingetrokken", "verwijderd": #expect(state.remove(row) != nil, "\(item)")
      default: Issue.record("\(item)")
      }
    }
  }

  /// What the lists say there is.
  static func listed(_ api: TestAPI, token: String?) throws -> Set<String> {
    var all: Set<String> = []
    for resource in Resource.all {
      for kenmerk in try api.kenmerken("/v1/\(resource.collection)?limit=200", token: token) {
        all.insert("\(resource.collection)/\(kenmerk)")
      }
    }
    return all
  }

  /// Random writes by everyone, through every transition there is.
  static func write(_ api: TestAPI, _ tokens: [String], _ random: inout SplitMix, times: Int) throws {
    var kenmerken = ["m-registratie", "m-training", "m-vierogen", "m-zonder"]
    for round in 0..<times {
      let token = tokens.randomElement(using: &random) ?? ""
      let kenmerk = kenmerken.randomElement(using: &random) ?? ""
      let target = "/v1/maatregelen/\(kenmerk)"
      let tag = [("If-Match", "*")]
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1:
        let status = ["concept", "vrijgegeven", "gepubliceerd"].randomElement(using: &random) ?? ""
        let visible = ["eigen-organisatie", "interdepartementaal"].randomElement(using: &random) ?? ""
        let embargo: JSON = Bool.random(using: &random) ? "2099-01-01T00:00:00Z" : .null
        let made = try api.post(
          "/v1/maatregelen",
          [
            "titel": .string("Maatregel \(round)"),
            "publicatie": ["status": .string(status), "zichtbaarheid": .string(visible), "embargoTot": embargo],
            "relaties": [["soort": "hangt-samen-met", "maatregel": .string(kenmerk)]],
          ], token: token)
        if let new = made.json["kenmerk"]?.asString { kenmerken.append(new) }
      case 2:
        _ = try api.post(
          target + "/acties",
          [
            "titel": .string("Stap \(round)"),
            "publicatie": ["status": Bool.random(using: &random) ? "concept" : "gepubliceerd"],
          ],
          token: token)
      case 3: _ = try api.patch(target + "?weergave=concept", ["doel": .string("Doel \(round)")], tag, token: token)
      case 4: _ = try api.patch(target, ["toelichting": .string("Noot \(round)")], tag, token: token)
      case 5: _ = try api.send("DELETE", target, tag, token: token)
      case 6:
        let status = Bool.random(using: &random) ? "true" : "false"
        _ = try api.patch("/v1/documenten/intern", ["openbaar": .bool(status == "true")], tag, token: token)
      default:
        let to =
          ["concept", "vrijgegeven", "gepubliceerd", "gepubliceerd", "ingetrokken"].randomElement(using: &random) ?? ""
        _ = try api.post(
          target + "/statusovergangen", ["naar": .string(to), "reden": .string("stap \(round)")], tag, token: token)
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `whoever replays the feed has exactly what the lists show`(seed: UInt64) throws {
    let api = try TestAPI()
    var random = SplitMix(seed: seed)
    let tokens = [
      try api.token(.editor, "szw"), try api.token(.editor, "vws"), try api.token(.administrator, "ncdr"),
      try api.token(.bureau, "ncdr"),
    ]
    let readers: [String?] = [nil, try api.token(.reader, "jenv")] + tokens
    var states: [Set<String>] = readers.map { _ in [] }
    var positions: [String?] = readers.map { _ in nil }
    for _ in 0..<4 {
      try Self.write(api, tokens, &random, times: 40)
      for (index, reader) in readers.enumerated() {
        let (items, position) = try Self.read(api, from: positions[index], limit: 7, token: reader)
        Self.replay(items, into: &states[index])
        positions[index] = position
        #expect(states[index] == (try Self.listed(api, token: reader)), "reader \(index)")
        // From the beginning it comes to the same.
        var whole: Set<String> = []
        let all = try Self.read(api, token: reader)
        Self.replay(all.items, into: &whole)
        #expect(whole == states[index], "reader \(index) from the beginning")
        #expect(all.position == position)
        var drafts: Set<String> = []
        Self.replay(all.items, into: &drafts, drafts: true)
        let listed = try api.kenmerken("/v1/maatregelen?weergave=concept&limit=200", token: reader)
        #expect(drafts.isSubset(of: listed.map { "maatregelen/\($0)" }), "reader \(index)")
      }
    }
  }

  @Test func `what cannot be seen moves nothing in the feed`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let strangers: [String?] = [nil, try api.token(.editor, "vws"), try api.token(.bureau, "ncdr")]
    let before = try strangers.map { try Self.read(api, token: $0) }
    let made = try api.post("/v1/maatregelen", ["titel": "Geheim concept"], token: szw)
    #expect(made.status == 201, "\(made.text)")
    #expect(
      try api.patch(Self.measure + "?weergave=concept", ["doel": "geheim"], [("If-Match", "\"1\"")], token: szw).status
        == 200)
    for (index, stranger) in strangers.enumerated() {
      let after = try Self.read(api, token: stranger)
      #expect(after.items == before[index].items)
      #expect(after.position == before[index].position)
    }
    let own = try Self.read(api, token: szw).items.suffix(2)
    #expect(own.map { $0["kenmerk"]?.asString } == ["geheim-concept", "m-registratie"])
    #expect(own.map { $0["weergave"]?.asString } == [nil, "concept"])
    // Published, it is new to everyone else, and its past as a draft is not told.
    var tag = made.etag ?? ""
    for status in ["vrijgegeven", "gepubliceerd"] {
      let moved = try api.post(
        "/v1/maatregelen/geheim-concept/statusovergangen", ["naar": .string(status)], [("If-Match", tag)], token: szw)
      #expect(moved.status == 200, "\(moved.text)")
      tag = moved.etag ?? ""
    }
    let new = try Self.read(api, from: before[0].position)
    #expect(new.items.map { $0["soort"]?.asString } == ["gemaakt"])
    #expect(new.items.first?["versie"] == 1)
    #expect(new.items.first?["organisatie"] == "szw")
  }

  @Test func `a link that the public cannot see does not change the row for the public`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Later bekend"], token: szw).status == 201)
    let linked = try api.patch(
      Self.measure, ["relaties": [["soort": "hangt-samen-met", "maatregel": "later-bekend"]]], [("If-Match", "\"1\"")],
      token: szw)
    #expect(linked.status == 200, "\(linked.text)")
    let list = try api.get("/v1/maatregelen")
    let (_, position) = try Self.read(api)
    let released = try api.post(
      "/v1/maatregelen/later-bekend/statusovergangen", ["naar": "vrijgegeven"], [("If-Match", "\"0-c1\"")], token: szw)
    #expect(released.status == 200)
    #expect(try api.get("/v1/maatregelen").etag == list.etag)
    #expect(try Self.read(api).position == position)
    let published = try api.post(
      "/v1/maatregelen/later-bekend/statusovergangen", ["naar": "gepubliceerd"],
      [("If-Match", released.etag ?? "")], token: szw)
    #expect(published.status == 200)
    let after = try Self.read(api, from: position).items.map {
      "\($0["soort"]?.asString ?? "") \($0["kenmerk"]?.asString ?? "")"
    }
    #expect(after == ["gemaakt later-bekend", "gewijzigd m-registratie"])
  }

  @Test func `what stands under a withdrawn row is withdrawn with it`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(
      try api.post(
        Self.measure + "/acties", ["titel": "Eerste stap", "publicatie": ["status": "gepubliceerd"]], token: szw
      )
      .status == 201)
    let (_, position) = try Self.read(api)
    let gone = try api.post(
      Self.measure + "/statusovergangen", ["naar": "ingetrokken", "reden": "vervangen"], [("If-Match", "\"1\"")],
      token: szw)
    #expect(gone.status == 200)
    let after = try Self.read(api, from: position).items
    #expect(after.map { $0["soort"]?.asString } == ["ingetrokken", "ingetrokken"])
    #expect(Set(after.compactMap { $0["kenmerk"]?.asString }) == ["m-registratie", "eerste-stap"])
  }

  @Test func `a position goes on where it was, for its own reader and register only`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let page = try api.get("/v1/wijzigingen?limit=3")
    let position = try #require(page.items.last?["positie"]?.asString)
    #expect(page.json["positie"]?.asString == position)
    let rest = try Self.read(api, from: position)
    #expect(page.items + rest.items == (try Self.read(api)).items)
    #expect(try Self.read(api, from: rest.position).items.isEmpty)
    #expect(try Self.read(api, from: "nu").position == rest.position)
    for (other, token) in [(api, szw), (try TestAPI(), nil)] {
      let refused = try other.get("/v1/wijzigingen?sinds=\(position)", token: token)
      #expect(refused.status == 410)
      #expect(refused.kind == "positie-vervallen")
    }
    let mark = try #require(Base64URL.decode(position).flatMap { try? JSON.parse($0) })
    let later = Base64URL.encode(JSON.array([mark[0] ?? .null, 1_000_000]).encoded())
    #expect(try api.get("/v1/wijzigingen?sinds=\(later)").status == 410)
    for (query, fault) in [
      ("sinds=x", "sinds ongeldige-vorm"), ("sinds=", "sinds leeg"), ("limit=0", "limit buiten-bereik"),
      ("bron=maatregel", "bron niet-toegestaan"), ("since=x", "since onbekende-naam"),
    ] {
      #expect(try api.get("/v1/wijzigingen?\(query)").errors == ["query \(fault)"])
    }
  }

  @Test func `a filter leaves out changes and no more`() throws {
    let api = try TestAPI()
    let all = try Self.read(api).items
    let some = try Self.read(api, "&bron=maatregelen,gronden", limit: 2)
    #expect(
      some.items.map { $0["kenmerk"] }
        == all.filter { ["maatregelen", "gronden"].contains($0["bron"]?.asString) }.map { $0["kenmerk"] })
    #expect(some.position == (try Self.read(api)).position)
    let csv = try api.get("/v1/wijzigingen?limit=2", [("Accept", "text/csv")])
    #expect(csv.text.split(separator: "\r\n").count == 3)
  }

  @Test func `a position older than the feed is kept is refused, one that missed nothing is not`() throws {
    // Kept from tomorrow on: everything there is is older.
    let api = try TestAPI(configure: { $0.feedDays = -1 })
    let first = try #require(try api.get("/v1/wijzigingen?limit=1").items.first?["positie"]?.asString)
    #expect(try api.get("/v1/wijzigingen?sinds=\(first)").status == 410)
    let (items, end) = try Self.read(api)
    #expect(!items.isEmpty)
    #expect(try api.get("/v1/wijzigingen?sinds=\(end)").status == 200)
  }

  @Test func `an unchanged feed is a 304`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let first = try api.get("/v1/wijzigingen")
    #expect(first["Cache-Control"] == "no-cache")
    #expect(try api.get("/v1/wijzigingen", [("If-None-Match", first.etag ?? "")]).status == 304)
    #expect(try api.patch(Self.measure, ["doel": "Nieuw"], [("If-Match", "\"1\"")], token: szw).status == 200)
    #expect(try api.get("/v1/wijzigingen", [("If-None-Match", first.etag ?? "")]).status == 200)
  }

  @Test func `a register from before the feed begins it with what it holds`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.post("/v1/maatregelen", ["titel": "Een concept"], token: szw).status == 201)
    let readers = [nil, szw]
    let listed = try readers.map { try Self.listed(api, token: $0) }
    api.writer.stop()
    let connection = try SQLiteConnection.open(api.path, mode: .writer)
    try connection.executeScript(
      """
      DROP TRIGGER wijziging_blijft;
      DELETE FROM wijziging;
      UPDATE teller SET waarde = -1 WHERE naam = 'wijziging';
      """)
    let changes = ChangeNumbers()
    let writer = try RegisterWriter(connection: connection, changes: changes)
    writer.stop()
    for (reader, expected) in zip(readers, listed) {
      var state: Set<String> = []
      Self.replay(try Self.read(api, token: reader).items, into: &state)
      #expect(state == expected)
    }
  }
}

/// Random numbers that come again. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
