import Bytes
import Foundation
import Testing

extension BuiltProgram {
  /// Questions to the real programme, with answers counted from the source facts by a script of its own.
  @Suite struct Counts {
    @Test func `every list has the rows that were counted from the sources`() throws {
      let file = Program.home.appendingPathComponent("Tests/npdrTests/Fixtures/counts.json")
      let questions = try JSON.parse([UInt8](Data(contentsOf: file))).asArray ?? []
      #expect(questions.count > 100)
      let server = try Register().serve()
      let client = try server.client()
      for question in questions {
        let path = try #require(question["pad"]?.asString)
        let query = try #require(question["query"]?.asString)
        let expected = try #require(question["aantal"]?.asInt)
        let rows = question["kenmerken"]?.asArray
        let answer = try client.get("/v1\(path)?\(query.isEmpty ? "" : query + "&")fields=kenmerk&limit=200")
        #expect(answer.status == 200, "\(path)?\(query): \(answer.text)")
        guard answer.status == 200 else { continue }
        let json = try answer.json
        #expect(json["aantal"]?.asInt == expected, "\(path)?\(query)")
        if let rows {
          let found = (json["items"]?.asArray ?? []).compactMap { $0["kenmerk"]?.asString }
          #expect(Set(found) == Set(rows.compactMap(\.asString)), "\(path)?\(query)")
        }
      }
    }
  }
}
