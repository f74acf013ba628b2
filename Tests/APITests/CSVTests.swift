import Bytes
import Register
import Testing

@testable import API

struct CSVTests {
  /// Reads RFC 4180 strictly: nil for a bare quote, a bare line feed or a cut-off cell.
  static func parse(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") {
        guard cell.isEmpty else { return nil }
        at += 1
        while true {
          guard at < bytes.count else { return nil }
          if bytes[at] == UInt8(ascii: "\"") {
            guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") else { break }
            at += 1
          }
          cell.append(bytes[at])
          at += 1
        }
        at += 1
      } else {
        while at < bytes.count, ![0x2C, 0x0D].contains(bytes[at]) {
          guard bytes[at] != UInt8(ascii: "\""), bytes[at] != 0x0A else { return nil }
          cell.append(bytes[at])
          at += 1
        }
      }
      guard at < bytes.count else { return nil }
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
      if bytes[at] == 0x2C {
        at += 1
        if at == bytes.count { return nil }
        continue
      }
      guard at + 1 < bytes.count, bytes[at] == 0x0D, bytes[at + 1] == 0x0A else { return nil }
      at += 2
      rows.append(row)
      row = []
    }
    return row.isEmpty ? rows : nil
  }

  private func table(_ target: String, _ api: TestAPI) throws -> [[String: String]] {
    let response = try api.get(target, [("Accept", "text/csv")])
    #expect(response.status == 200)
    #expect(response["Content-Type"] == "text/csv; charset=utf-8; header=present")
    let rows = try #require(Self.parse(response.text))
    let header = try #require(rows.first)
    #expect(Set(header).count == header.count)
    return try rows.dropFirst().map { row in
      try #require(row.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }

  @Test func `each row of a list is one flat line`() throws {
    let rows = try table("/v1/maatregelen", TestAPI())
    #expect(rows.count == 4)
    let registration = try #require(rows.first { $0["kenmerk"] == "m-registratie" })
    #expect(registration["titel"] == "Registratie van moslimdiscriminatie")
    #expect(registration["betrokkenen"] == "politie:uitvoerder|szw:verantwoordelijk")
    #expect(registration["programmas"] == "np-2022::opgenomen:")
    #expect(registration["bronnen"] == "brief::47::")
    #expect(registration["fasen"] == "herkennen-melden")
    #expect(registration["intersectioneel"] == "")
    #expect(registration["publicatie.status"] == "gepubliceerd")
    #expect(registration["versie"] == "1")
    let training = try #require(rows.first { $0["kenmerk"] == "m-training" })
    #expect(training["plan.startGepland"] == "2024")
    #expect(training["plan.gereedGepland"] == "2024-06")
    #expect(training["plan.startWerkelijk"] == "2024-06-30")
    #expect(training["plan.gereedWerkelijk"] == "")
    #expect(training["themas"] == "a\\|b|zorg, \"jeugd\"")
    #expect(training["bronnen"] == ":https\\://www.example.nl/a:::")
    #expect(training["omschrijving"] == "'=SOM(A1)\ntweede regel")
  }

  @Test func `every column is a value of the declaration, for every resource`() throws {
    let api = try TestAPI()
    for resource in Resource.all {
      let response = try api.get("/v1/\(resource.collection)", [("Accept", "text/csv")])
      let header = try #require(Self.parse(response.text)?.first)
      #expect(header.first == "kenmerk")
      for field in resource.fields where !field.isObject { #expect(header.contains(field.name)) }
      for field in resource.fields where field.isObject {
        for member in field.members { #expect(header.contains("\(field.name).\(member.name)")) }
      }
    }
  }

  @Test func `fields chooses the columns, and the next page is in Link`() throws {
    let api = try TestAPI()
    let response = try api.get("/v1/maatregelen?fields=titel,plan&limit=1&sort=titel", [("Accept", "text/csv")])
    let header = try #require(Self.parse(response.text)?.first)
    #expect(
      header == [
        "kenmerk", "titel", "plan.startGepland", "plan.gereedGepland", "plan.startWerkelijk", "plan.gereedWerkelijk",
      ])
    let link = try #require(response["Link"])
    let next = try #require(link.split(separator: ">").first?.dropFirst("<https://npdr.example.nl".count))
    #expect(try table(String(next), api).count == 1)
  }

  @Test(arguments: [("expand=gronden", "query expand niet-in-csv"), ("facetten=grond", "query facetten niet-in-csv")])
  func `a table has no place for what is embedded or counted`(query: String, error: String) throws {
    let response = try TestAPI().get("/v1/maatregelen?\(query)", [("Accept", "text/csv")])
    #expect(response.errors == [error])
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("a=1", "a=1"), ("", "\"\""), ("a,b", "\"a,b\""),
    ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("é", "é"),
  ])
  func `a text is quoted where it must be, and never a formula`(text: String, cell: String) throws {
    let field = try #require(Resource.named("maatregel"))
    let table = CSVTable(field, fields: ["doel"])
    var buffer = ByteBuffer()
    table.write(["kenmerk": "x", "doel": .string(text)], to: &buffer)
    #expect(String(decoding: buffer.array(), as: UTF8.self) == "x,\(text.isEmpty ? "" : cell)\r\n")
  }

  @Test func `an empty list is a header`() throws {
    #expect(try table("/v1/maatregelen?search=nietsvandatalles", TestAPI()).isEmpty)
  }
}
