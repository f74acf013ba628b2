import CLinux
import Glibc
import Server
import Testing

/// Many clients at once, and too many.
@Suite struct CrowdTests {
  @Test func `one more than the limit is told 503 and room that comes free is used`() throws {
    try TestServer.run(.with { $0.connections = 5 }) { server in
      var clients = try (0..<5).map { _ in try server.client() }
      for client in clients {
        try client.send(get("/in"))
        #expect(try client.response().status == 200)
      }
      let late = try server.client()
      let refusal = try late.response()
      #expect(refusal.status == 503)
      #expect(refusal.body == "overloaded")
      #expect(try late.isEnded())
      clients.removeLast()
      #expect(eventually { server.server.connections == 4 || server.server.connections == 5 })
      let next = try eventuallyServed(server)
      #expect(next.status == 200)
    }
  }

  @Test func `beyond the reserve clients wait and are served in their turn`() throws {
    try TestServer.run(
      .with {
        $0.connections = 2
        $0.refusalReserve = 0
        $0.acceptPause = .milliseconds(20)
      }
    ) { server in
      var inside = try (0..<2).map { _ in try server.client() }
      for client in inside {
        try client.send(get("/in"))
        #expect(try client.response().status == 200)
      }
      let waiting = try server.client()
      try waiting.send(get("/waited"))
      usleep(100_000)
      #expect(server.exchange.count("request") == 2)
      inside.removeAll()
      #expect(try waiting.response().body == "/waited")
    }
  }

  @Test func `a storm of clients that come and go is served to the last`() throws {
    try TestServer.run(.with { $0.loops = 2 }) { server in
      let port = server.port
      let served = Exchange()
      let storm = (0..<8).map { _ in
        Background.run {
          for _ in 0..<250 {
            guard let client = try? Client(port) else { continue }
            guard (try? client.send(get("/a", "Connection: close\r\n"))) != nil else { continue }
            if (try? client.response().status) == 200 { served.note("served") }
          }
        }
      }
      for task in storm { task.join() }
      #expect(served.count("served") == 2000)
      #expect(server.exchange.count("request") == 2000)
      #expect(eventually { server.server.connections == 0 })
    }
  }

  @Test func `out of descriptors means pause and afterwards everybody is served`() async {
    await #expect(processExitsWith: .success) {
      try TestServer.run(.with { $0.acceptPause = .milliseconds(20) }) { server in
        let inside = try server.client()
        try inside.send(get("/in"))
        #expect(try inside.response().status == 200)

        // The clients live in this process too: open them first, then leave no room for the server's side.
        let hoard = takeAllDescriptorsButOne()
        let late = try server.client()
        try late.send(get("/late"))

        // The one inside is served all the while, and nothing spins.
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        let before = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec + usage.ru_utime.tv_sec * 1_000_000
        for _ in 0..<10 {
          try inside.send(get("/still"))
          #expect(try inside.response().status == 200)
          usleep(20_000)
        }
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        let used = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec + usage.ru_utime.tv_sec * 1_000_000 - before
        #expect(used < 80_000, "microseconds of 200 000")

        // Waited a pause and was told; with room again, the next is served.
        #expect(try late.response().status == 503)
        for descriptor in hoard { close(descriptor) }
        let next = try server.client()
        try next.send(get("/next"))
        #expect(try next.response().body == "/next")
      }
    }
  }

  @Test func `a client that waited for a descriptor is served when one comes free`() async {
    await #expect(processExitsWith: .success) {
      try TestServer.run(.with { $0.acceptPause = .milliseconds(400) }) { server in
        let hoard = takeAllDescriptorsButOne()
        let late = try server.client()
        try late.send(get("/late"))
        usleep(100_000)
        for descriptor in hoard { close(descriptor) }
        #expect(try late.response().body == "/late")
      }
    }
  }

  @Test(.enabled(if: !isSanitized, "a sanitizer keeps what is freed"))
  func `a connection at rest holds less than a kilobyte`() async {
    await #expect(processExitsWith: .success) {
      try TestServer.run(.with { $0.loops = 2 }) { server in
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        // Once around before measuring, for what is made once. Of a client only the descriptor stays.
        func open(_ count: Int) throws -> [Int32] {
          try (0..<count).map { _ in
            let client = try server.client()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n")
            try client.send("\r\nwa")
            try client.send("rm" + get("/bytes/3000"))
            _ = try client.response()
            _ = try client.response()
            return dup(client.descriptor)
          }
        }
        let first = try open(100)
        let before = residentBytes()
        let count = 3000
        let clients = try open(count)
        #expect(server.server.connections == count + first.count)
        let each = (residentBytes() - before) / count
        #expect(each < 1024, "bytes")
        for descriptor in first + clients { close(descriptor) }
      }
    }
  }

  private func eventuallyServed(_ server: TestServer) throws -> Client.Response {
    for _ in 0..<100 {
      let client = try server.client()
      try client.send(get("/next"))
      if let response = try? client.response(), response.status == 200 { return response }
      usleep(10_000)
    }
    throw Client.Failure.timeout
  }
}

/// Leaves this process room for one more descriptor.
private func takeAllDescriptorsButOne() -> [Int32] {
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  limit.rlim_cur = 64
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  var hoard: [Int32] = []
  while true {
    let descriptor = dup(0)
    if descriptor < 0 { break }
    hoard.append(descriptor)
  }
  close(hoard.removeLast())
  return hoard
}

/// Whether a sanitizer is linked in.
private let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

/// Memory of this process that is really there.
private func residentBytes() -> Int {
  var text = [UInt8](repeating: 0, count: 128)
  let file = open("/proc/self/statm", O_RDONLY)
  let count = read(file, &text, text.count)
  close(file)
  let words = String(decoding: text[..<max(count, 0)], as: UTF8.self).components(separator: " ")
  return (Int(words[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
