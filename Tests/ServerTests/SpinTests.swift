import CLinux
import Glibc
import HTTP
import Server
import Testing

/// A loop that has nothing to do does nothing: measured in a process of its own.
@Suite struct SpinTests {
  @Test func `connections that wait for their clients or their answers cost no time`() async {
    await #expect(processExitsWith: .success) {
      try TestServer.run { server in
        let slow = try server.client(receiveBuffer: 4096)
        try slow.send(get("/bytes/5000000") + get("/later/slow"))
        let halfClosed = try server.client()
        try halfClosed.send(get("/later/half"))
        halfClosed.endSending()
        let eager = try server.client()
        try eager.send(get("/later/eager"))
        let eagerReply = try server.exchange.reply("eager")
        try eager.send(get("/a"))
        let drained = try server.client(receiveBuffer: 4096)
        try drained.send(get("/bytes/8000000") + get("/later/drained"))
        usleep(50_000)
        #expect(try drained.response().body.utf8.count == 8_000_000)
        let drainedReply = try server.exchange.reply("drained")
        let half = try server.client()
        try half.send("GET / HT")
        let lingering = try server.client()
        try lingering.send("nonsense\r\n")
        #expect(try lingering.isEnded() == false)
        _ = try lingering.response()

        usleep(50_000)
        let before = spent()
        usleep(300_000)
        let used = spent() - before
        #expect(used < 60_000, "microseconds of 300 000")
        try server.exchange.reply("half").send(response("A"), .done)
        #expect(try halfClosed.response().body == "A")
        eagerReply.send(response("A"), .done)
        #expect(try eager.response().body == "A")
        #expect(try eager.response().body == "/a")
        drainedReply.send(response("B"), .done)
        #expect(try drained.response().body == "B")
      }
    }
  }
}

private func spent() -> Int {
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
}
