import Foundation
import Testing

@testable import Webhooks

/// A server whose certificate nobody vouches for. Runs where the `openssl` command is.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct CertificateTests {
  @Test func `a certificate that signed itself is not trusted, and nothing is sent`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npdr-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let certificate = folder.appending(path: "certificate.pem").path
    let key = folder.appending(path: "key.pem").path
    let request = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=127.0.0.1",
      "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-keyout", key, "-out", certificate,
    ]
    let making = try openssl(request)
    making.process.waitUntilExit()
    #expect(making.process.terminationStatus == 0)

    // Port 0: openssl names the port it got, "ACCEPT 127.0.0.1:40123".
    let server = try openssl(["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"])
    defer { server.process.terminate() }
    let port = try #require(server.line(after: "ACCEPT 127.0.0.1:").flatMap { UInt16($0) })

    let client = try HTTPClient(limits: .init(total: .seconds(10)))
    let error = try #require(throws: ClientError.self) {
      try client.send(ClientRequest(.get, "https://127.0.0.1:\(port)/"))
    }
    #expect(error.kind == .insecure)
  }

  private struct Running {
    let process: Process
    let output: FileHandle

    /// The rest of the first line that begins with `prefix`; nil when the process ends without one.
    func line(after prefix: String) -> String? {
      var line: [UInt8] = []
      while let byte = try? output.read(upToCount: 1)?.first {
        if byte != UInt8(ascii: "\n") {
          line.append(byte)
          continue
        }
        if line.starts(with: prefix.utf8) { return String(decoding: line.dropFirst(prefix.utf8.count), as: UTF8.self) }
        line.removeAll()
      }
      return nil
    }
  }

  private func openssl(_ arguments: [String]) throws -> Running {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return Running(process: process, output: output.fileHandleForReading)
  }
}
