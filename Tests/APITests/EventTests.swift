import Bytes
import Foundation
import Register
import Testing

@testable import API

/// What is delivered to a subscription: what its eyes may see of the feed, as CloudEvents.
struct EventTests {
  private static func events(_ api: TestAPI) -> SubscriptionEvents {
    SubscriptionEvents(api.configuration, reader: RegisterReader(connection: api.connection, changes: api.changes))
  }

  private static func target(
    _ api: TestAPI, _ token: String, _ more: JSONObject = [:]
  ) throws -> DeliveryTarget {
    var body: JSONObject = ["doel": "https://ontvanger.example.nl/"]
    for (name, value) in more { body[name] = value }
    let made = try api.post("/v1/abonnementen", .object(body), token: token)
    #expect(made.status == 201, "\(made.text)")
    return try #require(try events(api).target(made.json["kenmerk"]?.asString ?? "", at: .now))
  }

  private static func all(_ api: TestAPI, _ target: DeliveryTarget, after: Int64 = 0, limit: Int = 64) throws -> [JSON]
  {
    let events = events(api)
    var found: [JSON] = []
    var at = after
    var hasMore = true
    while hasMore {
      let page = try events.events(for: target, after: at, limit: limit)
      for event in page.events {
        #expect(event.number > at && event.number <= page.upTo)
        let json = try JSON.parse(event.body)
        #expect(json["id"] == .string(event.id))
        found.append(json)
      }
      // What is of this second is not there yet.
      hasMore = page.hasMore && page.upTo > at
      at = page.upTo
    }
    return found
  }

  @Test func `an event is a CloudEvent of the Dutch profile, with the change as the feed tells it`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let target = try Self.target(api, token)
    let made = try api.post(
      "/v1/maatregelen", ["titel": "Nieuwe maatregel", "publicatie": ["status": "gepubliceerd"]], token: token)
    #expect(made.status == 201)
    let events = try Self.all(api, target, after: target.upTo)
    #expect(events.count == 1)
    let event = try #require(events.first)
    let change = try #require(try api.get("/v1/wijzigingen?limit=200").items.last)
    #expect(
      event == [
        "specversion": "1.0", "id": change["positie"] ?? .null, "source": "urn:nld:ncdr:systeem:npdr",
        "type": "nl.npdr.maatregel-gemaakt", "subject": "nieuwe-maatregel", "time": change["op"] ?? .null,
        "datacontenttype": "application/json",
        "dataref": "https://npdr.example.nl/v1/maatregelen/nieuwe-maatregel", "data": change,
      ])
    let check = OpenAPISchemaCheck(document: OpenAPITests.document)
    #expect(check.faults(in: event, against: SharedSchemas.reference("Gebeurtenisbericht")) == [])
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `what is delivered is what the feed tells the same eyes, however it is read`(seed: UInt64) throws {
    let api = try TestAPI()
    var random = SplitMix(seed: seed)
    let szw = try api.token(.editor, "szw")
    let readers: [(token: String, scope: JSON)] = [
      (szw, "openbaar"), (szw, "toegang"), (try api.token(.bureau, "ncdr"), "toegang"),
      (try api.token(.administrator, "ncdr"), "toegang"), (try api.token(.reader, "jenv"), "toegang"),
    ]
    let targets = try readers.map { try Self.target(api, $0.token, ["bereik": $0.scope]) }
    try FeedTests.write(api, [szw, try api.token(.editor, "vws"), readers[3].token], &random, times: 60)
    for (reader, target) in zip(readers, targets) {
      let feed = try FeedTests.read(api, token: reader.scope == "toegang" ? reader.token : nil).items
      for limit in [1, 3, 64] {
        #expect(try Self.all(api, target, limit: limit).map { $0["data"] ?? .null } == feed, "\(limit)")
      }
    }
  }

  @Test func `a draft goes to nobody whose token does not see it`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let own = try Self.target(api, szw, ["bereik": "toegang"])
    let strangers = [
      try Self.target(api, szw), try Self.target(api, api.token(.approver, "vws"), ["bereik": "toegang"]),
      try Self.target(api, api.token(.bureau, "ncdr"), ["bereik": "toegang"]),
    ]
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim"], token: szw).status == 201)
    for target in strangers { #expect(try Self.all(api, target, after: target.upTo).isEmpty) }
    let seen = try Self.all(api, own, after: own.upTo)
    #expect(seen.map { $0["subject"] } == ["zwartgeheim"])
    #expect(seen.first?["data"]?["conceptversie"] == 1)
  }

  @Test func `whose token is revoked gets nothing more`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try Self.target(api, token, ["bereik": "toegang"])
    let open = try Self.target(api, token)
    try api.revoke(token)
    #expect(try Self.events(api).target(made.kenmerk, at: .now)?.eyes == nil)
    #expect(try Self.events(api).target(open.kenmerk, at: .now)?.eyes == .everyone)
    let colleague = try api.token(.editor, "szw")
    #expect(try api.send("POST", "/v1/abonnementen/\(made.kenmerk)/_hervat", token: colleague).status == 200)
    #expect(try Self.events(api).target(made.kenmerk, at: .now)?.eyes?.organisation == "szw")
  }

  @Test func `a selection tells what comes in, what changes and what drops out, and nothing else`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let target = try Self.target(
      api, token, ["collectie": "maatregelen", "selectie": ["uitvoeringsstatus": "in-uitvoering"]])
    func told() throws -> [String] {
      // What is of this second is told when it is over.
      usleep(1_100_000)
      return try Self.all(api, target, after: target.upTo).map {
        "\($0["data"]?["soort"]?.asString ?? "") \($0["subject"]?.asString ?? "")"
      }
    }
    var made: [Response] = []
    for (title, status) in [("Loopt", "in-uitvoering"), ("Later", "voorgenomen")] as [(String, JSON)] {
      made.append(
        try api.post(
          "/v1/maatregelen",
          ["titel": .string(title), "uitvoeringsstatus": status, "publicatie": ["status": "gepubliceerd"]],
          token: token))
    }
    let action = try api.post(
      "/v1/maatregelen/loopt/acties", ["titel": "Stap", "publicatie": ["status": "gepubliceerd"]], token: token)
    #expect(action.status == 201)
    #expect(try told() == ["gemaakt loopt"])
    func set(_ kenmerk: String, _ status: JSON, _ tag: String) throws {
      let changed = try api.patch(
        "/v1/maatregelen/\(kenmerk)", ["uitvoeringsstatus": status, "planwijziging": ["reden": "zo besloten"]],
        [("If-Match", tag)], token: token)
      #expect(changed.status == 200, "\(changed.text)")
    }
    try set("later", "in-voorbereiding", "\"1\"")
    #expect(try told() == ["gemaakt loopt"])
    try set("loopt", "gestopt", "\"1\"")
    #expect(try told() == ["gemaakt loopt", "gewijzigd loopt"])
    try set("later", "in-uitvoering", "\"2\"")
    #expect(try told() == ["gemaakt loopt", "gewijzigd loopt", "gewijzigd later"])
  }

  @Test func `what a selection has to say of a second is said when the second is over`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let open = try Self.target(api, token)
    let chosen = try Self.target(api, token, ["collectie": "maatregelen", "selectie": ["grond": "antisemitisme"]])
    let made = try api.post(
      "/v1/maatregelen",
      [
        "titel": "Nieuw", "reikwijdte": "specifiek", "gronden": ["antisemitisme"],
        "publicatie": ["status": "gepubliceerd"],
      ], token: token)
    #expect(made.status == 201, "\(made.text)")
    let moment = try #require(made.json["aangemaaktOp"]?.asString.flatMap { Timestamp(rfc3339: $0) })
    let reader = RegisterReader(connection: api.connection, changes: api.changes)
    func count(_ target: DeliveryTarget, _ now: Timestamp) throws -> Int {
      let page = try reader.deliveries(for: target, after: target.upTo, limit: 10, at: now)
      #expect(page.hasMore == page.entries.isEmpty)
      return page.entries.count
    }
    #expect(try count(open, moment) == 1)
    #expect(try count(chosen, moment) == 0)
    #expect(try count(chosen, moment + 1) == 1)
  }

  @Test func `how far deliveries have come is kept, unless their owner changed something in between`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let target = try Self.target(api, token)
    let path = "/v1/abonnementen/\(target.kenmerk)"
    func note(_ change: (inout DeliveryProgress) -> Void) throws -> JSON {
      var progress = DeliveryProgress(row: target.row, round: target.round, upTo: target.upTo)
      change(&progress)
      api.writer.note(progress)
      // Any write is committed with it, or after it.
      #expect(try api.post("/v1/abonnementen", ["doel": "https://b.example.nl/"], token: token).status == 201)
      return try api.get(path, token: token).json
    }
    let failing = try note {
      $0.attempts = 2
      $0.failingSince = Timestamp(rfc3339: "2026-03-21T08:30:00Z")
      $0.lastFault = .timeout
    }
    #expect(failing["aflevering"]?["pogingen"] == 2 && failing["aflevering"]?["laatsteFout"] == "te-traag")
    #expect(failing["aflevering"]?["misluktSinds"] == "2026-03-21T08:30:00Z" && failing["versie"] == 1)
    let parked = try note { $0.parked = .gone }
    #expect(parked["status"] == "geparkeerd" && parked["reden"] == "ontvanger-weg" && parked["versie"] == 2)
    #expect(try Self.events(api).targets(at: .now).allSatisfy { $0.kenmerk != target.kenmerk })
    let resumed = try api.send("POST", path + "/_hervat", token: token)
    #expect(resumed.json["status"] == "actief" && resumed.json["reden"] == .null)
    #expect(resumed.json["aflevering"]?["pogingen"] == 0)
    #expect(try note { $0.parked = .gone }["status"] == "actief", "of the round before")
  }
}
