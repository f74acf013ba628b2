import Bytes
import CLinux
import Glibc
import HTTP
import Server
import Testing

@Suite struct PostTests {
  /// Counts on its loop's thread.
  private final class Counting: Handler {
    var count = 0
    var threads: Set<UInt> = []
    let ticks: Exchange?

    init(_ ticks: Exchange?) { self.ticks = ticks }

    let bodyLimit = 0
    func bodyLimit(for request: Request) -> Int? { 0 }
    func handle(_ request: Request, _ reply: any Reply, _ output: inout ByteBuffer) -> Disposition {
      output.append(response("\(count)"))
      return .answered
    }
    func refuse(_ refusal: Refusal, from peer: Peer, _ output: inout ByteBuffer) {}
    var wantsTick: Bool { ticks != nil }
    func tick() { ticks?.note("tick") }
  }

  @Test func `what is posted is done on the loop in order and once`() throws {
    var configuration = Server.Configuration()
    configuration.port = 0
    configuration.loops = 1
    let server = try Server(configuration: configuration) { _ in Counting(nil) }
    try server.start()
    defer { server.stop(within: .zero) }
    let posting = (0..<4).map { _ in
      Background.run {
        for _ in 0..<500 {
          server.post(to: 0) { handler in
            guard let handler = handler as? Counting else { return }
            handler.count += 1
            handler.threads.insert(UInt(pthread_self()))
          }
        }
      }
    }
    for task in posting { task.join() }
    let outcome = Exchange()
    server.post(to: 0) { handler in
      guard let handler = handler as? Counting else { return }
      outcome.note("\(handler.count) on \(handler.threads.count)")
    }
    #expect(eventually { outcome.count("2000 on 1") == 1 })
    let client = try Client(server.port)
    try client.send(get("/"))
    #expect(try client.response().body == "2000")
  }

  @Test func `a handler that wants it is called every second`() throws {
    let ticks = Exchange()
    var configuration = Server.Configuration()
    configuration.port = 0
    configuration.loops = 1
    let server = try Server(configuration: configuration) { _ in Counting(ticks) }
    try server.start()
    defer { server.stop(within: .zero) }
    usleep(1_500_000)
    #expect(ticks.count("tick") == 1)
  }
}
