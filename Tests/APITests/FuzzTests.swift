import Bytes
import Fuzzing
import Testing

@testable import API

/// Everything that is read out of an address, over the real programme: a right answer or a 400, and never a 5xx.
@Suite(.serialized) struct APIFuzzTests {
  @Test func `bladwijzer: a cursor is one of ours or a 400`() throws {
    let api = try TestAPI()
    let first = try api.get("/v1/maatregelen?limit=2&sort=-gewijzigdOp,titel")
    let next = try #require(first.json["_links"]?["next"]?["href"]?.asString)
    let own = try #require(next.split(separator: "&").first { $0.hasPrefix("cursor=") }?.dropFirst(7)).description
    let values = try JSON.parse(#require(Base64URL.decode(own)))
    let fuzz = Fuzz(
      "bladwijzer", corpus: [values.text, "[]", "[null]", #"["-gewijzigdOp,titel",null,null,"m-via"]"#],
      pieces: [
        "null", "\"\"", "1", "-1", "[]", "{}", "true", ",", "\"", "\\u0000", "1e9", "é", "2026-01-01T00:00:00Z",
      ],
      count: 400)
    let inputs = try fuzz.run { bytes, random in
      // Half of them as bytes behind the base64, half as the text itself.
      let cursor =
        Bool.random(using: &random)
        ? Base64URL.encode(bytes) : bytes.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      guard
        let answer = try? api.get("/v1/maatregelen?limit=2&sort=-gewijzigdOp,titel&fields=kenmerk&cursor=\(cursor)")
      else { return "no answer" }
      if answer.status == 200 || answer.status == 400 || answer.status == 414 { return nil }
      return "\(answer.status)"
    }
    #expect(inputs > 0)
  }

  @Test func `lijst: any query is a list or a 400 that names what is wrong`() throws {
    let api = try TestAPI()
    let fuzz = Fuzz(
      "lijst",
      corpus: [
        "grond=moslimdiscriminatie&fase=herkennen-melden", "search=discriminatie*&limit=3", "sort=-gewijzigdOp,titel",
        "facetten=fase,grond&limit=1", "fields=kenmerk,titel&expand=gronden", "mist=verantwoordelijk,financiering",
        "beschikbaarOp=2026-11-20T12:00:00Z", "geldigOp=2024-06-30", "gewijzigdSinds=2026-01-01T00:00:00%2B01:00",
        "metGeneriek=true&zonderAfgeleid=true", "organisatie=szw&verantwoordelijk=jenv", "gereedGeplandVanaf=2024",
      ],
      pieces: [
        "&", "=", ",", "%", "%00", "%22", "%27", "*", "-", "true", "2024-02-30", "99999999999", "%C3%A9", "(", ")",
        "\"",
        "AND", "OR", "NEAR", ":", "limit=0", "limit=201", "sort=", "cursor=", "%20", "null",
      ], count: 400)
    let inputs = try fuzz.run { bytes, _ in
      let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?%".utf8)
      let query = bytes.map { allowed.contains($0) ? String(UnicodeScalar($0)) : "%" + Self.hex($0) }.joined()
      guard let answer = try? api.get("/v1/maatregelen?\(query)") else { return "no answer" }
      switch answer.status {
      case 200: return answer.json["items"]?.asArray == nil ? "200 without items" : nil
      case 400: return answer.errors.isEmpty && answer.kind == "ongeldige-invoer" ? "400 without errors" : nil
      default: return "\(answer.status)"
      }
    }
    #expect(inputs > 0)
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
