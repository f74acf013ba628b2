import Bytes
import Foundation
import Testing

extension BuiltProgram {
  /// Events from the built program to a receiver, as a department would have them.
  @Suite struct Subscriptions {
    private static let settings = [
      "--set", "abonnementen.netten=127.0.0.0/8", "--set", "abonnementen.onversleuteld=true", "--set",
      "abonnementen.pauzeSeconden=1", "--set", "verzoeklog=niets",
      // The port differs from start to start, and the links with it.
      "--set", "publiekAdres=https://npdr.example.org",
    ]

    private static func subscribe(_ client: Client, _ token: String, _ receiver: Receiver) throws -> String {
      let made = try client.send(
        "POST", "/v1/abonnementen", token: token,
        json: ["naam": "Proef", "doel": .string("http://127.0.0.1:\(receiver.port)/npdr?sleutel=zwartgeheim")])
      #expect(made.status == 201, "\(made.text)")
      return "/v1/abonnementen/\(try made.json["kenmerk"]?.asString ?? "")"
    }

    @Test func `kill -9 amid deliveries loses no event, and changes no order`() throws {
      let register = try Register()
      let token = try register.token("ncdr", "beheerder")
      let receiver = try Receiver()
      var server = try register.serve(Self.settings)
      let path = try Self.subscribe(try server.client(), token, receiver)
      let start = try server.client().get("/v1/wijzigingen?sinds=nu").json["positie"]?.asString ?? ""
      let rounds = 4
      var made = 0
      for round in 1...rounds {
        let client = try server.client()
        for number in 1...40 {
          let title = JSON.string("Proef \(round) \(number)")
          let answer = try client.send(
            "POST", "/v1/maatregelen", token: token, json: ["titel": title, "publicatie": ["status": "gepubliceerd"]])
          #expect(answer.status == 201)
          made += 1
        }
        server.signal(SIGKILL)
        server.process.waitUntilExit()
        server = try register.serve(Self.settings)
      }
      let client = try server.client()
      let end = Date(timeIntervalSinceNow: 30)
      var backlog = -1
      while backlog != 0, Date() < end {
        backlog = try client.get(path, token: token).json["aflevering"]?["achterstand"]?.asInt ?? -1
        usleep(20_000)
      }
      #expect(backlog == 0)
      let feed = try client.get("/v1/wijzigingen?limit=200&sinds=\(start)").json["items"]?.asArray ?? []
      #expect(feed.count == made)
      let order = Dictionary(
        uniqueKeysWithValues: feed.enumerated().map { ($1["positie"]?.asString ?? "", $0) })
      var reached = -1
      var goneBack = 0
      for one in receiver.accepted {
        let place = try #require(order[one.id], "\(one.id)")
        #expect(one.event["data"] == feed[place])
        if place <= reached { goneBack += 1 }
        #expect(place <= reached + 1, "nothing is passed over")
        reached = place
      }
      #expect(reached == made - 1)
      // What was accepted and not yet noted when the program was killed comes once more: a few each time.
      #expect(goneBack <= rounds)
      #expect(server.stop() == 0)
    }

    @Test func `a trial arrives, and to this machine nothing goes unless the settings say so`() throws {
      let register = try Register()
      let token = try register.token("szw", "lezer")
      let receiver = try Receiver()
      let open = try register.serve(Self.settings)
      let path = try Self.subscribe(try open.client(), token, receiver)
      let tried = try open.client().send("POST", path + "/_proef", token: token)
      #expect(try tried.json["afgeleverd"] == true, "\(tried.text)")
      #expect(receiver.accepted.map { $0.event["type"] } == ["nl.npdr.proef"])
      #expect(open.stop() == 0)
      let closed = try register.serve(["--set", "abonnementen.onversleuteld=true"])
      let refused = try closed.client().send("POST", path + "/_proef", token: token)
      #expect(try refused.json["fout"] == "adres-niet-toegestaan", "\(refused.text)")
      #expect(receiver.accepted.count == 1)
      #expect(closed.stop() == 0)
      for line in open.logged + closed.logged { #expect(!line.text.contains("zwartgeheim"), "\(line)") }
    }
  }
}
