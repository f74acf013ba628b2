import Bytes
import HTTP
import Register
import Testing

@testable import API

struct LimitTests {
  static let stranger = Peer(high: 0, low: 0xFFFF_C000_0201, port: 1)  // 192.0.2.1

  @Test func `an address gets its number of requests, and then a time to wait`() throws {
    let api = try TestAPI { $0.requestsPerAddress = 5 }
    for _ in 1...5 { #expect(try api.send("GET", "/v1/gronden", peer: Self.stranger).status == 200) }
    for target in ["/v1/gronden", "/v1/bestaat-niet"] {
      let refused = try api.send("GET", target, peer: Self.stranger)
      #expect(refused.status == 429)
      #expect(refused.kind == "te-veel-verzoeken")
      let wait = try #require(refused["Retry-After"].flatMap { Int($0) })
      #expect((1...12).contains(wait))
      #expect(refused["RateLimit-Policy"] == "\"minuut\";q=5;w=60")
    }
    #expect(try api.send("GET", "/v1/gronden", peer: Peer(high: 0, low: 0xFFFF_C000_0202, port: 1)).status == 200)
    for _ in 1...20 { #expect(try api.get("/v1/gronden").status == 200) }
  }

  @Test func `every answer says where its client stands, one out of the cache and one of a writer included`() throws {
    let api = try TestAPI {
      $0.requestsPerAddress = 60
      $0.requestsPerToken = 120
    }
    for left in [59, 58, 57] {
      let answer = try api.send("GET", "/v1/gronden", peer: Self.stranger)
      #expect(answer["RateLimit-Policy"] == "\"minuut\";q=60;w=60")
      #expect(answer["RateLimit"] == "\"minuut\";r=\(left);t=\(60 - left)")
    }
    #expect(try api.send("GET", "/v1/bestaat-niet", peer: Self.stranger)["RateLimit"] == "\"minuut\";r=56;t=4")
    let token = try api.token(.editor, "szw")
    let made = try api.send(
      "POST", "/v1/maatregelen", [("Content-Type", "application/json")], body: "{\"titel\":\"Een\"}", token: token,
      peer: Self.stranger)
    #expect(made.status == 201)
    #expect(made["RateLimit"] == "\"minuut\";r=119;t=1")
    #expect(try api.get("/v1/gronden")["RateLimit"] == nil)
  }

  @Test func `to ask whether it is too much is not counted`() {
    let limiter = RateLimiter(clients: 64)
    let client = RateLimiter.Client(high: 1, low: 2)
    for _ in 1...5 { #expect(!limiter.isOver(client, perMinute: 1, now: 1_000)) }
    #expect(limiter.count(client, perMinute: 1, now: 1_000)?.wait == nil)
    #expect(limiter.isOver(client, perMinute: 1, now: 1_000))
  }

  @Test func `a token is counted by itself, a bad one by its address`() throws {
    let api = try TestAPI {
      $0.requestsPerAddress = 2
      $0.requestsPerToken = 4
    }
    let token = try api.token(.reader, "szw")
    for _ in 1...4 { #expect(try api.send("GET", "/v1/gronden", token: token, peer: Self.stranger).status == 200) }
    #expect(try api.send("GET", "/v1/gronden", token: token, peer: Self.stranger).status == 429)
    for status in [401, 401, 429] {
      #expect(try api.send("GET", "/v1/gronden", token: "fout", peer: Self.stranger).status == status)
    }
  }

  @Test func `the limiter lets through a minute's worth and then evenly`() {
    let limiter = RateLimiter(clients: 64)
    let client = RateLimiter.Client(high: 1, low: 2)
    let second: UInt64 = 1_000_000_000
    var now: UInt64 = 1_000 * second
    for _ in 1...60 { #expect(limiter.count(client, perMinute: 60, now: now)?.wait == nil) }
    #expect(limiter.count(client, perMinute: 60, now: now)?.wait == 1)
    now += second
    #expect(limiter.count(client, perMinute: 60, now: now)?.wait == nil)
    #expect(limiter.count(client, perMinute: 60, now: now)?.wait == 1)
    now += 3_600 * second
    for _ in 1...60 { #expect(limiter.count(client, perMinute: 60, now: now)?.wait == nil) }
    #expect(limiter.count(client, perMinute: 60, now: now)?.wait != nil)
    #expect(limiter.count(client, perMinute: 0, now: now) == nil)
  }

  @Test func `a flood of addresses forgives some and never breaks`() {
    let limiter = RateLimiter(clients: 64)
    for number in 0..<100_000 {
      #expect(limiter.count(RateLimiter.Client(high: 1, low: UInt64(number)), perMinute: 1, now: 1_000)?.wait == nil)
    }
  }

  @Test(arguments: [
    ("10.0.0.1", nil, nil, "10.0.0.1"),
    ("10.0.0.1", "X-Forwarded-For", "192.0.2.7", "192.0.2.7"),
    ("10.0.0.1", "X-Forwarded-For", "127.0.0.1, 192.0.2.7", "192.0.2.7"),
    ("10.0.0.1", "X-Forwarded-For", "192.0.2.7, 10.0.0.9", "192.0.2.7"),
    ("10.0.0.1", "X-Forwarded-For", "192.0.2.7, onzin", "10.0.0.1"),
    ("10.0.0.1", "X-Forwarded-For", "192.0.2.7:8080", "192.0.2.7"),
    ("10.0.0.1", "X-Forwarded-For", "2001:db8::1", "2001:db8::1"),
    ("10.0.0.1", "Forwarded", "for=192.0.2.7;proto=https", "192.0.2.7"),
    ("10.0.0.1", "Forwarded", "proto=https; For=\"[2001:db8::1]:4711\"", "2001:db8::1"),
    ("10.0.0.1", "Forwarded", "for=127.0.0.1, for=192.0.2.7", "192.0.2.7"),
    ("10.0.0.1", "Forwarded", "for=_hidden", "10.0.0.1"),
    ("10.0.0.1", "Forwarded", "by=192.0.2.7", "10.0.0.1"),
    ("192.0.2.9", "X-Forwarded-For", "127.0.0.1", "192.0.2.9"),
    ("192.0.2.9", "Forwarded", "for=127.0.0.1", "192.0.2.9"),
  ])
  func `only a trusted proxy is believed, and only what it saw itself`(
    peer: String, field: String?, value: String?, client: String
  ) throws {
    let address = try #require(ClientAddress(peer))
    var head = "GET / HTTP/1.1\r\nHost: x\r\n"
    if let field, let value { head += "\(field): \(value)\r\n" }
    let trusted = try #require(AddressRange("10.0.0.0/8"))
    try Request.withParsed(
      Array((head + "\r\n").utf8), peer: Peer(high: address.high, low: address.low, port: 1)
    ) {
      #expect(ClientAddress(of: $0, trusting: [trusted]).description == client)
    }
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
    ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("::/0", "8.8.8.8", true), ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/32", "2001:db9::1", false),
    ("2001:db8::/64", "2001:db8::ffff", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
    ("::1/128", "::1", true), ("127.0.0.0/8", "::1", false),
  ])
  func `a network holds these addresses`(range: String, address: String, holds: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(#require(ClientAddress(address))) == holds)
  }

  @Test(arguments: ["", "x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::1/129", "1.2.3.4/8/8", "/8"])
  func `what is no network is none`(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test func `loopback is 127 and ::1, and nothing that looks like it`() {
    for text in ["127.0.0.1", "127.255.255.255", "::1"] { #expect(ClientAddress(text)?.isLoopback == true) }
    for text in ["128.0.0.1", "::2", "2001:db8::127.0.0.1", "0.0.0.0"] {
      #expect(ClientAddress(text)?.isLoopback == false)
    }
  }
}
