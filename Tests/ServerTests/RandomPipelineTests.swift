import CLinux
import Glibc
import HTTP
import Server
import Testing

@Suite struct RandomPipelineTests {
  /// Random numbers that are the same on every run.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private enum Answer {
    case whole(Int, String)
    case length(Int)
    case later(String)
  }

  @Test(arguments: [1, 2, 3, 4]) func `a random pipeline in random pieces gets exactly its answers`(seed: UInt64) throws
  {
    try TestServer.run { server in
      var random = SplitMix(state: seed)
      for round in 0..<60 {
        var bytes: [UInt8] = []
        var answers: [Answer] = []
        for number in 0..<Int.random(in: 1...8, using: &random) {
          let (message, answer) = RandomPipelineTests.message("\(round)-\(number)", &random)
          bytes += message
          answers.append(answer)
        }
        let isBroken = Bool.random(using: &random)
        if isBroken {
          bytes += Array(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx\(get("/no"))".utf8)
          answers.append(.whole(400, "ambiguousFraming"))
        }
        let client = try server.client()
        let exchange = server.exchange
        let replies = answers.compactMap { if case .later(let key) = $0 { key } else { nil } }
        let answering = Background.run {
          for key in replies { try? exchange.reply(key).send(response(key), .done) }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
          let piece = rest.prefix(Int.random(in: 1...(Bool.random(using: &random) ? 40 : 3000), using: &random))
          try client.send(Array(piece))
          rest = rest.dropFirst(piece.count)
          if Int.random(in: 0..<8, using: &random) == 0 { usleep(200) }
        }
        for answer in answers {
          let given = try client.response()
          switch answer {
          case .whole(let status, let body):
            #expect(given.status == status)
            #expect(given.body == body)
          case .length(let length): #expect(given.body.utf8.count == length)
          case .later(let key): #expect(given.body == key)
          }
        }
        answering.join()
        if isBroken { #expect(try client.isEnded()) }
      }
    }
  }

  private static func message(_ key: String, _ random: inout SplitMix) -> ([UInt8], Answer) {
    let length = Int.random(in: 1...(Bool.random(using: &random) ? 20 : 8000), using: &random)
    let body = String((0..<length).map { _ in "0123456789\r\nabcdef:;".randomElement(using: &random) ?? "x" })
    switch Int.random(in: 0..<7, using: &random) {
    case 6:
      let rows = Int.random(in: 0...40, using: &random)
      return (
        Array(get("/kept/\(rows)/\(length)").utf8), .whole(200, TestHandler.rows(rows, length).joined())
      )
    case 0: return (Array(get("/\(key)").utf8), .whole(200, "/\(key)"))
    case 1: return (Array(post("/echo", body).utf8), .whole(200, body))
    case 2:
      var message = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      var rest = Array(body.utf8)[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(Int.random(in: 1...2000, using: &random))
        message += "\(String(chunk.count, radix: 16))\(Bool.random(using: &random) ? ";a=b" : "")\r\n"
        message += String(decoding: chunk, as: UTF8.self) + "\r\n"
        rest = rest.dropFirst(chunk.count)
      }
      return (Array((message + "0\r\n\r\n").utf8), .whole(200, body))
    case 3: return (Array(get("/bytes/\(length * 40)").utf8), .length(length * 40))
    case 4:
      return (
        Array(("\r\n" + get("/\(key)", "X-Long: \(String(repeating: "x", count: length))\r\n")).utf8),
        .whole(200, "/\(key)")
      )
    default: return (Array(get("/later/\(key)").utf8), .later(key))
    }
  }
}
