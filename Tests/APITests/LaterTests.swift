import Bytes
import HTTP
import Register
import SQLiteStore
import Testing

@testable import API

struct LaterTests {
  @Test func `what is over the budget of a loop is answered by a worker, and then from the cache`() throws {
    let plain = try TestAPI()
    let api = try TestAPI(stepBudget: 50)
    for target in ["/v1/maatregelen?facetten=grond&sort=titel", "/v1/maatregelen?search=m*"] {
      let expected = try plain.get(target)
      for _ in 1...3 {
        let response = try api.get(target)
        #expect(response.status == 200)
        #expect(response.json["aantal"] == expected.json["aantal"])
        #expect(response.json["facetten"] == expected.json["facetten"])
      }
      let etag = try #require(try api.get(target).etag)
      #expect(try api.get(target, [("If-None-Match", etag)]).status == 304)
      #expect(try api.send("HEAD", target).bytes.isEmpty)
    }
  }

  @Test func `a worker's refusal is a refusal like any other`() throws {
    let api = try TestAPI(stepBudget: 50)
    let response = try api.get("/v1/maatregelen?search=m*", [("If-Match", "\"x\""), ("Connection", "close")])
    #expect(response.status == 412)
    #expect(response["Connection"] == "close" && response.closed)
    #expect(response["Content-Type"] == "application/problem+json")
  }

  @Test func `when the workers are gone, or too much waits, the answer is 503 with a time to wait`() throws {
    let api = try TestAPI(stepBudget: 50)
    api.workers.stop()
    let response = try api.get("/v1/maatregelen?facetten=grond&sort=titel")
    #expect(response.status == 503)
    #expect(response["Retry-After"] == "2")
  }

  @Test func `after the writer has stopped a write is refused and reading goes on`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    api.writer.stop()
    let response = try api.post("/v1/maatregelen", ["titel": "x"], token: token)
    #expect(response.status == 503)
    #expect(response["Retry-After"] != nil)
    #expect(try api.get("/v1/maatregelen").status == 200)
  }

  @Test func `workers finish what waits before they stop`() throws {
    let api = try TestAPI()
    let path = api.path
    let workers = try Workers(count: 2) {
      RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: ChangeNumbers())
    }
    let done = Locked(0)
    for _ in 1...200 { #expect(workers.submit { _ in done.withLock { $0 += 1 } }) }
    workers.stop()
    #expect(done.withLock { $0 } == 200)
    #expect(!workers.submit { _ in })
  }

  @Test func `no more may wait than the limit`() throws {
    let api = try TestAPI()
    let path = api.path
    let workers = try Workers(count: 0, limit: 3) {
      RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: ChangeNumbers())
    }
    #expect((1...5).map { _ in workers.submit { _ in } } == [true, true, true, false, false])
  }

  @Test func `ready says no with 503 when the server says so`() throws {
    let api = try TestAPI(isReady: { false })
    #expect(try api.get("/v1/gezondheid/gereed").status == 503)
    #expect(try api.get("/v1/gezondheid/levend").json == ["status": "goed"])
    #expect(try TestAPI().get("/v1/gezondheid/gereed").json == ["status": "goed"])
  }
}
