import Bytes
import Foundation
import HTTP
import Register
import Testing

@testable import API

/// The catalogue for data portals, and the files it names.
@Suite struct OpenDataTests {
  // MARK: The catalogue

  private func nodes(_ api: TestAPI, token: String? = nil) throws -> [JSON] {
    try #require(try api.get("/v1/catalogus", token: token).json["@graph"]?.asArray)
  }

  private func types(_ node: JSON) -> [String] {
    node["@type"]?.asString.map { [$0] } ?? (node["@type"]?.asArray ?? []).compactMap(\.asString)
  }

  private func values(_ node: JSON, _ property: String) -> [JSON] {
    guard let value = node[property] else { return [] }
    return value.asArray ?? [value]
  }

  /// What the shapes of DCAT-AP-NL 3.0 and of DCAT-AP 3.0 below it ask for: at least, at most, and of which class; a nil
  /// class is a literal, an empty one any address.
  private static let shapes: [(type: String, property: String, least: Int, most: Int, of: String?)] =
    ["dcat:Dataset", "dcat:DataService"].flatMap { type in
      [
        (type, "dct:title", 1, 9, nil), (type, "dct:description", 1, 9, nil), (type, "dct:identifier", 1, 1, nil),
        (type, "dct:publisher", 1, 1, "foaf:Agent"), (type, "dct:creator", 1, 1, "foaf:Agent"),
        (type, "dcat:contactPoint", 1, 1, "vcard:Kind"), (type, "dcat:theme", 1, 9, "skos:Concept"),
        (type, "dct:accessRights", 1, 1, "dct:RightsStatement"), (type, "dct:language", 1, 9, "dct:LinguisticSystem"),
        (type, "dct:conformsTo", 1, 9, "dct:Standard"), (type, "dcat:landingPage", 1, 9, "foaf:Document"),
      ]
    } + [
      ("dcat:Catalog", "dct:title", 1, 9, nil), ("dcat:Catalog", "dct:description", 1, 9, nil),
      ("dcat:Catalog", "dct:publisher", 1, 1, "foaf:Agent"), ("dcat:Catalog", "dct:creator", 1, 1, "foaf:Agent"),
      ("dcat:Catalog", "dcat:contactPoint", 1, 1, "vcard:Kind"),
      ("dcat:Catalog", "dcat:dataset", 1, 9, "dcat:Dataset"),
      ("dcat:Catalog", "dcat:service", 1, 9, "dcat:DataService"),
      ("dcat:Dataset", "dcat:distribution", 3, 99, "dcat:Distribution"),
      ("dcat:Dataset", "dct:accrualPeriodicity", 1, 1, "dct:Frequency"),
      ("dcat:Dataset", "dct:temporal", 0, 1, "dct:PeriodOfTime"), ("dcat:Dataset", "dcat:version", 1, 1, nil),
      ("dcat:DataService", "dcat:endpointURL", 1, 1, ""), ("dcat:DataService", "dcat:endpointDescription", 1, 1, ""),
      ("dcat:DataService", "dct:license", 1, 1, "dct:LicenseDocument"),
      ("dcat:DataService", "dcat:servesDataset", 1, 9, "dcat:Dataset"),
      ("dcat:Distribution", "dcat:accessURL", 1, 1, ""), ("dcat:Distribution", "dcat:downloadURL", 0, 1, ""),
      ("dcat:Distribution", "dct:license", 1, 1, "dct:LicenseDocument"),
      ("dcat:Distribution", "dct:format", 1, 1, "dct:MediaTypeOrExtent"),
      ("dcat:Distribution", "dct:conformsTo", 1, 9, "dct:Standard"), ("foaf:Agent", "foaf:name", 1, 9, nil),
    ]

  @Test func `the catalogue has what DCAT-AP-NL 3.0 asks of it`() throws {
    let nodes = try nodes(try TestAPI())
    let byName = Dictionary(nodes.map { ($0["@id"]?.asString ?? "", $0) }) { first, _ in first }
    for shape in Self.shapes {
      let subjects = nodes.filter { types($0).contains(shape.type) }
      #expect(!subjects.isEmpty, "\(shape.type)")
      for subject in subjects {
        let found = values(subject, shape.property)
        let place = "\(subject["@id"]?.asString ?? "?") \(shape.property)"
        #expect((shape.least...shape.most).contains(found.count), "\(place): \(found.count)")
        for value in found {
          guard let type = shape.of else {
            #expect(value["@id"] == nil, "\(place) is no literal")
            continue
          }
          // Its class stands beside it, or at the node it names.
          let whole = types(value).isEmpty ? value["@id"]?.asString.flatMap { byName[$0] } ?? value : value
          #expect(type.isEmpty ? value["@id"] != nil : types(whole).contains(type), "\(place): \(value.text)")
        }
      }
    }
  }

  @Test func `the catalogue is JSON-LD, also for who asks for JSON, and public whoever asks`() throws {
    let api = try TestAPI()
    let linked = try api.get("/v1/catalogus", [("Accept", "application/ld+json")])
    #expect(linked.status == 200 && linked["Content-Type"] == "application/ld+json")
    let plain = try api.get("/v1/catalogus", [("Accept", "application/json")])
    #expect(plain["Content-Type"] == "application/json" && plain.bytes == linked.bytes)
    #expect(plain["ETag"] != linked["ETag"])
    #expect(try api.get("/v1/catalogus", [("Accept", "text/csv")]).status == 406)
    let etag = try #require(linked["ETag"])
    let known = [("If-None-Match", etag), ("Accept", "application/ld+json")]
    #expect(try api.get("/v1/catalogus", known).status == 304)
    #expect(try api.get("/v1/catalogus?taal=nl").status == 400)
    #expect(try api.get("/v1/catalogus", token: api.token(.administrator, "ncdr")).bytes == linked.bytes)
  }

  @Test func `every file the catalogue names is there, and so is every one of the list`() throws {
    let api = try TestAPI()
    var addresses = try nodes(api).compactMap { $0["dcat:downloadURL"]?["@id"]?.asString }
    #expect(addresses.count > 20)
    let listed = try api.get("/v1/bestanden").items
    addresses += listed.compactMap { $0["_links"]?["self"]?["href"]?.asString }
    for address in Set(addresses) {
      let file = try download(api, String(address.dropFirst("https://npdr.example.nl".count)))
      #expect(file.status == 200, "\(address)")
    }
    let package = try download(api, "/v1/bestanden/datapackage.json").json["resources"]?.asArray ?? []
    #expect(Set(package.compactMap { $0["path"]?.asString }).count == listed.count - 1)
    #expect(Set(package.compactMap { $0["name"]?.asString }).count == package.count)
  }

  // MARK: The files

  /// Gathers an answer that comes in parts.
  private final class Gathering: Reply {
    private let state = Locked<(bytes: [UInt8], end: ReplyEnd?)>(([], nil))
    private let done = DispatchSemaphore(value: 0)

    func send(_ bytes: [UInt8], _ end: ReplyEnd) {
      state.withLock { $0.bytes += bytes }
      if end != .more {
        state.withLock { $0.end = end }
        done.signal()
      }
    }

    func whole() -> [UInt8] {
      done.wait()
      return state.withLock { $0.bytes }
    }
  }

  private func download(
    _ api: TestAPI, _ target: String, _ fields: [(String, String)] = [], token: String? = nil
  ) throws -> Response {
    let reply = Gathering()
    if let answer = try api.open(target, fields, token: token, reply) { return answer }
    return try Response(reply.whole(), closed: false)
  }

  @Test func `a file is the list, and all of them are in one`() throws {
    let api = try TestAPI()
    let list = try api.get("/v1/maatregelen?limit=200", [("Accept", "text/csv")])
    let file = try download(api, "/v1/bestanden/maatregelen.csv")
    #expect(file.bytes == list.bytes && !file.bytes.isEmpty)
    #expect(file["Content-Disposition"] == "attachment; filename=\"maatregelen.csv\"")
    #expect(file["Content-Type"] == list["Content-Type"])
    var count = 0
    for resource in Resource.all {
      count += try download(api, "/v1/bestanden/\(resource.collection).jsonl").text.split(separator: "\n").count
    }
    let whole = try download(api, "/v1/bestanden/register.jsonl").text.split(separator: "\n")
    #expect(whole.count == count && count > 10)
    for line in whole { #expect(try JSON.parse(String(line))["collectie"] != nil) }
  }

  @Test func `a draft shows in no file and moves no tag, whoever asks; what is public does`() throws {
    let api = try TestAPI()
    let token = try api.token(.administrator, "ncdr")
    let before = try download(api, "/v1/bestanden/register.jsonl")
    let etag = try #require(before["ETag"])
    #expect(try api.post("/v1/maatregelen", ["titel": "Zwartgeheim plan"], token: token).status == 201)
    let after = try download(api, "/v1/bestanden/register.jsonl", token: token)
    #expect(after["ETag"] == etag && after.bytes == before.bytes)
    #expect(after["Cache-Control"] == "no-store")
    #expect(try download(api, "/v1/bestanden/register.jsonl", [("If-None-Match", etag)]).status == 304)
    let open: JSON = ["titel": "Openbaar plan", "publicatie": ["status": "gepubliceerd"]]
    #expect(try api.post("/v1/maatregelen", open, token: token).status == 201)
    let changed = try download(api, "/v1/bestanden/register.jsonl", [("If-None-Match", etag)])
    #expect(changed.status == 200 && changed.text.contains("Openbaar plan"))
    #expect(!changed.text.contains("wartgeheim") && changed["ETag"] != etag)
  }

  @Test(arguments: [
    ("/v1/bestanden/niets.csv", 404), ("/v1/bestanden/fasen.csv?limit=1", 400), ("/v1/bestanden/", 404),
  ])
  func `what is no file is refused`(target: String, status: Int) throws {
    #expect(try download(try TestAPI(), target).status == status)
  }

  @Test func `HEAD tells the length and sends nothing`() throws {
    let api = try TestAPI()
    let file = try download(api, "/v1/bestanden/fasen.csv")
    let reply = Gathering()
    let head = Array("HEAD /v1/bestanden/fasen.csv HTTP/1.1\r\nHost: npdr.example.nl\r\n\r\n".utf8)
    try Request.withParsed(head, peer: TestAPI.loopback, bodyLimit: 0) { request in
      var output = ByteBuffer()
      _ = api.responder.handle(request, reply, &output)
    }
    let said = String(decoding: reply.whole(), as: UTF8.self)
    #expect(said.contains("Content-Length: \(file.bytes.count)\r\n") && said.hasSuffix("\r\n\r\n"))
  }

  /// Says that a part has been read when the test does.
  private final class Slow: Reply {
    let parts = Locked<[(bytes: [UInt8], gauge: StreamGauge?)]>([])
    let arrived = DispatchSemaphore(value: 0)

    func send(_ bytes: [UInt8], _ end: ReplyEnd) {
      parts.withLock { $0.append((bytes, nil)) }
      arrived.signal()
    }

    func send(_ bytes: [UInt8], _ gauge: StreamGauge) {
      parts.withLock { $0.append((bytes, gauge)) }
      arrived.signal()
    }
  }

  @Test func `a reader who is slow holds up nobody, and no more is made ready than he reads`() throws {
    let rows = (0..<2_000).map { number in
      ("maatregel", ["kenmerk": .string("m-\(number)"), "titel": "Een maatregel als elke andere"] as JSON)
    }
    let api = try TestAPI(rows: TestAPI.programme + rows)
    let slow = Slow()
    #expect(try api.open("/v1/bestanden/register.jsonl", [], token: nil, slow) == nil)
    var taken = 0
    var body: [UInt8] = []
    while true {
      slow.arrived.wait()
      let parts = slow.parts.withLock { $0 }
      // The next comes only when this one was taken.
      #expect(parts.count == taken + 1)
      body += parts[taken].bytes
      #expect(parts[taken].bytes.count <= 128 * 1024)
      taken += 1
      guard let gauge = parts[taken - 1].gauge else { break }
      if taken == 2 { #expect(try download(api, "/v1/bestanden/fasen.csv").status == 200) }
      gauge.noteTaken(unsent: 0)
    }
    #expect(taken > 4)
    let whole = try download(api, "/v1/bestanden/register.jsonl")
    #expect(try Response(body, closed: false).bytes == whole.bytes)
  }
}

/// What a download is kept in while it is sent, in memory.
final class MemorySpool: Spool {
  private var bytes: [UInt8] = []
  var count: Int { bytes.count }

  func append(_ more: UnsafeRawBufferPointer) { bytes += more }

  func read(_ range: Range<Int>, atMost limit: Int) -> [UInt8] { Array(bytes[range].prefix(limit)) }
}
