import Bytes
import Foundation
import Testing

extension BuiltProgram {
  /// What the Houses asked and were promised, walked through the public door.
  @Suite struct Parliament {
    private func kenmerken(_ client: Client, _ target: String) throws -> [String] {
      let answer = try client.get(target)
      #expect(answer.status == 200, "\(target)")
      return (try answer.json["items"]?.asArray ?? []).compactMap { $0["kenmerk"]?.asString }
    }

    @Test(arguments: [
      "35925-VII-35", "35925%20VII,%20nr.%2035", "35%20925%20VII,%20nr.%2035",
      "Kamerstukken%20II,%202021/22,%2035925-VII,%20nr.%2035",
    ])
    func `a number of Parliament finds its motion however it is written`(number: String) throws {
      let client = try Register().serve().client()
      #expect(try kenmerken(client, "/v1/moties?kamerstuk=\(number)") == ["mc-35925-vii-35"])
    }

    @Test func `several numbers between commas are several numbers`() throws {
      let client = try Register().serve().client()
      let both = try kenmerken(client, "/v1/moties?kamerstuk=35925-VII-35,35925-VII-36&sort=kenmerk")
      #expect(both == ["mc-35925-vii-35", "mc-35925-vii-36"])
      #expect(try client.get("/v1/moties?kamerstuk=zomaar").status == 400)
    }

    @Test(arguments: ["moties", "toezeggingen"])
    func `from a request to its measures and the letters that settle it, and back`(collection: String) throws {
      let client = try Register().serve().client()
      let filter = collection == "moties" ? "motie" : "toezegging"
      let rows = try client.get("/v1/\(collection)?limit=200").json["items"]?.asArray ?? []
      var followed = 0
      for row in rows {
        let kenmerk = try #require(row["kenmerk"]?.asString)
        let measures = (row["maatregelen"]?.asArray ?? []).compactMap(\.asString)
        #expect(try kenmerken(client, "/v1/maatregelen?\(filter)=\(kenmerk)&limit=200") == measures.sorted())
        let letters = (row["afgedaanMet"]?.asArray ?? []).compactMap { $0["document"]?.asString }
        #expect(try kenmerken(client, "/v1/documenten?\(filter)=\(kenmerk)&limit=200") == Set(letters).sorted())
        for measure in measures {
          #expect(try kenmerken(client, "/v1/\(collection)?maatregel=\(measure)&limit=200").contains(kenmerk))
        }
        for letter in letters {
          #expect(try kenmerken(client, "/v1/\(collection)?afgedaanMet=\(letter)&limit=200").contains(kenmerk))
        }
        followed += measures.count + letters.count
      }
      #expect(followed > 5)
    }
  }
}
