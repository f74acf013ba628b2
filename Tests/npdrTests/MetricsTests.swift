import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct MetricsTests {
    /// The samples of `/metrics`, by name with labels; checks on the way that each line has the form of the format.
    private static func scrape(_ port: Int) throws -> [String: Double] {
      let answer = try Client(port: port).get("/metrics")
      #expect(answer.status == 200)
      #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
      #expect(answer.text.hasSuffix("\n"))
      let sample = /([a-z_][a-z0-9_]*)(\{[a-z]+="[^"\\\n]*"(?:,[a-z]+="[^"\\\n]*")*\})? (-?[0-9.e+-]+)/
      var family = ""
      var families: Set<String> = []
      var samples: [String: Double] = [:]
      for line in answer.text.split(separator: "\n") {
        if line.hasPrefix("# HELP ") {
          family = String(line.split(separator: " ")[2])
          #expect(families.insert(family).inserted, "\(family) twice")
        } else if line.hasPrefix("# TYPE ") {
          #expect(line.split(separator: " ")[2] == family)
        } else if let match = line.wholeMatch(of: sample) {
          #expect(match.1.hasPrefix(family), "\(line) under \(family)")
          let key = String(match.1) + (match.2.map(String.init) ?? "")
          #expect(samples[key] == nil, "\(key) twice")
          samples[key] = Double(match.3)
        } else {
          Issue.record("no line of the format: \(line)")
        }
      }
      return samples
    }

    private static func answers(_ samples: [String: Double], _ route: String, _ method: String, _ status: Int) -> Double
    {
      samples[
        "npdr_http_answers_total{route=\"\(route)\",method=\"\(method)\",status=\"\(status)\",class=\"\(status / 100)xx\"}"
      ] ?? 0
    }

    /// A port nobody listens on now.
    private static func freePort() throws -> Int {
      let server = try Register(empty: true).serve()
      defer { _ = server.stop() }
      return server.port
    }

    @Test func `each answer is counted under its template, out of the cache or not, and nothing of it is told`() throws
    {
      let port = try Self.freePort()
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "metrics.port=\(port)"])
      let client = try server.client()
      for _ in 1...5 { #expect(try client.get("/v1/maatregelen/m-via").status == 200) }
      #expect(try client.get("/v1/maatregelen/bestaat-niet").status == 404)
      #expect(try client.get("/geheim/pad").status == 404)
      let made = try client.send(
        "POST", "/v1/maatregelen", token: token, json: ["titel": "Een heel eigen titel"])
      #expect(made.status == 201)
      try server.client().write(Array("onzin\r\n\r\n".utf8))

      var samples = try Self.scrape(port)
      for _ in 0..<200 where samples["npdr_http_refusals_total{reason=\"malformedRequestLine\"}"] != 1 {
        usleep(10_000)
        samples = try Self.scrape(port)
      }
      #expect(Self.answers(samples, "/v1/maatregelen/{kenmerk}", "GET", 200) == 5)
      #expect(Self.answers(samples, "/v1/maatregelen/{kenmerk}", "GET", 404) == 1)
      #expect(Self.answers(samples, "/v1/maatregelen", "POST", 201) == 1)
      #expect(Self.answers(samples, "", "GET", 404) == 1)
      #expect(samples["npdr_answer_cache_total{result=\"hit\"}"] == 4)
      #expect(samples["npdr_http_refusals_total{reason=\"malformedRequestLine\"}"] == 1)
      #expect(samples["npdr_http_answer_duration_seconds_count{kind=\"write\"}"] == 1)
      #expect(samples["npdr_commit_writes_count"] == 1)
      #expect(samples["npdr_commit_duration_seconds_count"] == 1)
      #expect(samples["npdr_writer_queue"] == 0)
      #expect(samples["npdr_late_duties"] == 0)
      #expect((samples["npdr_connections"] ?? 0) >= 1)
      let file = try FileManager.default.attributesOfItem(atPath: register.database)[.size] as? Int
      #expect(samples["npdr_database_bytes{file=\"database\"}"] == file.map(Double.init))
      #expect((samples["npdr_database_bytes{file=\"log\"}"] ?? 0) > 0)
      #expect((samples["process_resident_memory_bytes"] ?? 0) > 1_000_000)
      #expect((samples["process_open_fds"] ?? 0) > 5)
      for name in samples.keys {
        for secret in ["m-via", "geheim", "titel", token] { #expect(!name.contains(secret), "\(name)") }
      }
    }

    @Test func `what is counted never goes down and the buckets of a histogram never either`() throws {
      let port = try Self.freePort()
      let server = try Register().serve(["--set", "metrics.port=\(port)"])
      let client = try server.client()
      var before = try Self.scrape(port)
      for target in ["/v1/maatregelen", "/v1/signalen", "/v1/gezondheid/gereed"] {
        _ = try client.get(target)
        let after = try Self.scrape(port)
        for (name, value) in before where name.contains("_total") || name.contains("_bucket") || name.contains("_count")
        {
          #expect((after[name] ?? -1) >= value, "\(name)")
        }
        before = after
      }
      for kind in ["read", "report", "service"] {
        #expect((before["npdr_http_answer_duration_seconds_count{kind=\"\(kind)\"}"] ?? 0) > 0, "\(kind)")
      }
    }

    @Test func `figures have a port of their own, which is only asked for them`() throws {
      let port = try Self.freePort()
      let server = try Register().serve(["--set", "metrics.port=\(port)"])
      #expect(try server.client().get("/metrics").status == 404)
      let client = try Client(port: port)
      #expect(try client.get("/v1/maatregelen").status == 404)
      #expect(try client.send("POST", "/metrics", json: ["a": 1]).status == 405)
      #expect(server.stop() == 0)
    }

    @Test func `a port for figures that is taken is one sentence, and nothing is left running`() throws {
      let taken = try Register(empty: true).serve()
      let outcome = try Program.run([
        "serve", "--port", "0", "--database", Register().database, "--set", "metrics.port=\(taken.port)",
      ])
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("port \(taken.port) on 127.0.0.1 is taken"), "\(outcome.errors)")
    }

    @Test func `a flood is written down up to the limit, and how much was left out is said`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "grenzen.logregels=10", "--set", "verzoeklog=alles"])
      let client = try server.client()
      for _ in 1...300 { #expect(try client.get("/v1/gronden?limit=1").status == 200) }
      for number in 1...20 {
        let made = try client.send("POST", "/v1/maatregelen", token: token, json: ["titel": .string("Proef \(number)")])
        #expect(made.status == 201)
      }
      #expect(server.stop() == 0)
      let requests = server.logged.filter { $0["bericht"] == "request" }
      let omitted = server.logged.filter { $0["bericht"] == "request lines omitted" }
      let writes = requests.filter { $0["handeling"] == "POST" }
      #expect(writes.count == 20)
      let said = omitted.compactMap { $0["aantal"]?.asInt }.reduce(0, +)
      #expect(said > 0)
      #expect(requests.count - writes.count + said == 300)
      #expect(omitted.allSatisfy { $0["perUitkomst"]?["200"]?.asInt == $0["aantal"]?.asInt })
    }
  }
}
