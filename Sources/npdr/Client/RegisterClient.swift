import Bytes
import Glibc
import Webhooks

/// A register reached over HTTP, with the token of who asks.
final class RegisterClient {
  /// `https://npdr.example.nl`, without a slash at the end.
  let address: String
  let hasToken: Bool
  private let token: String?
  private let language: String
  private let http: HTTPClient
  /// Tells a person why it takes longer.
  var tell: (String) -> Void = { _ in }

  /// - Parameters:
  ///   - server: the flag; else the setting.
  ///   - tokenFile: the flag; else the setting.
  ///   - language: in which the register says what is wrong.
  init(
    server: String?, tokenFile: String?, language: String = "nl", limits: HTTPClient.Limits = RegisterClient.patience
  ) throws {
    self.language = language
    let environment = Process.environment
    let settings = try ConfigurationReader.read(
      file: nil, environment: environment, flags: server.map { [("server", $0)] } ?? [])
    address = try Self.address(settings.server)
    token = try ClientToken.find(file: tokenFile ?? settings.tokenFile, environment: environment)
    hasToken = token != nil
    if token != nil, address.hasPrefix("http://"), !Self.isThisMachine(address) {
      throw ClientFailure(
        .forbidden, "Een token gaat niet zonder TLS over het netwerk. Gebruik https:// in plaats van \(address).")
    }
    // libcurl leaves signals alone, and so a connection that breaks would end the program.
    signal(SIGPIPE, SIG_IGN)
    do {
      http = try HTTPClient(limits: limits)
    } catch {
      throw ClientFailure(.broken, "libcurl start niet: \(error).")
    }
  }

  private static func address(_ text: String) throws -> String {
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    if address.hasSuffix("/v1") { address.removeLast(3) }
    let isHTTP = ["http://", "https://"].contains { address.hasPrefix($0) && address.count > $0.count }
    guard isHTTP, !address.contains(where: { " ?#@".contains($0) }) else {
      throw ClientFailure(.usage, "`\(text)` is geen adres van een register, zoals https://npdr.example.nl.")
    }
    return address
  }

  private static func isThisMachine(_ address: String) -> Bool {
    let rest = address.dropFirst("http://".count)
    let authority = rest.prefix { $0 != "/" }
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return ["127.0.0.1", "localhost", "[::1]"].contains(host)
  }

  // MARK: Asking

  static let patience = HTTPClient.Limits(connect: .seconds(10), total: .seconds(120), answer: 256 << 20)
  /// For what is of no use when it does not come at once.
  static let glance = HTTPClient.Limits(connect: .milliseconds(500), total: .seconds(1), answer: 1 << 20)

  /// The answer to one try, or nothing.
  func glance(at target: String) -> ClientResponse? {
    var fields = [ClientHeader("Accept", "application/json")]
    if let token { fields.append(ClientHeader("Authorization", "Bearer \(token)")) }
    let answer = try? http.send(ClientRequest(.get, address + target, headers: fields))
    return answer?.status == 200 ? answer : nil
  }

  /// How long is waited before each next try.
  private static let pauses: [Double] = [0.5, 1, 2, 4, 8]
  /// The longest wait a server may ask for.
  private static let longestPause: Double = 90

  /// - Parameters:
  ///   - target: path and query: `/v1/maatregelen?grond=ras`.
  ///   - mayRepeat: whether a request of which nobody knows if it arrived may be sent again.
  /// - Returns: the answer, whatever its status, but not one that asks to come back later: that is waited for.
  /// - Throws: `ClientFailure` when there is none.
  func send(
    _ method: ClientRequest.Method = .get, _ target: String, accept: String = "application/json",
    headers: [ClientHeader] = [], body: [UInt8]? = nil, mayRepeat: Bool = true
  ) throws -> ClientResponse {
    var fields = [
      ClientHeader("Accept", "\(accept), application/problem+json"), ClientHeader("Accept-Language", language),
    ]
    if let token { fields.append(ClientHeader("Authorization", "Bearer \(token)")) }
    let request = ClientRequest(method, address + target, headers: fields + headers, body: body)
    var tries = 0
    while true {
      let pause: Double?
      let why: String
      do {
        let answer = try http.send(request)
        guard [429, 502, 503, 504].contains(answer.status) else { return answer }
        pause = Self.pause(asked: answer.value("Retry-After"), tries)
        why = answer.status == 429 ? "Het register vraagt om het rustiger aan te doen" : "Het register kan even niet"
        if pause == nil { return answer }
      } catch {
        pause = mayRepeat && error.mayPass && tries < Self.pauses.count ? Self.pauses[tries] : nil
        why = "Geen antwoord van \(address) (\(error.text))"
        if pause == nil { throw failure(error) }
      }
      guard let pause else { continue }
      tries += 1
      let seconds = Int(pause.rounded(.up))
      tell("\(why); nog eens over \(pause < 1 ? "een halve" : String(seconds)) seconde\(seconds > 1 ? "n" : "")")
      usleep(UInt32(pause * 1_000_000))
    }
  }

  /// A server that says how long is believed; nil to give up.
  private static func pause(asked: String?, _ tries: Int) -> Double? {
    guard tries < 20 else { return nil }
    guard let asked, let seconds = Double(asked) else { return tries < pauses.count ? pauses[tries] : nil }
    return seconds <= longestPause ? max(seconds, 0.5) : nil
  }

  private func failure(_ error: ClientError) -> ClientFailure {
    switch error.kind {
    case .unreachable:
      ClientFailure(
        .unreachable,
        "Geen verbinding met \(address): de naam bestaat niet, of er luistert niemand. Klopt het adres (--op of "
          + "NPDR_SERVER), en hebt u netwerk?")
    case .timeout:
      ClientFailure(.unreachable, "\(address) antwoordt niet op tijd. Probeer het later nog eens.")
    case .insecure:
      ClientFailure(
        .unreachable, "De verbinding met \(address) is niet te vertrouwen (\(error.text)). Er is niets verstuurd.")
    case .tooLarge: ClientFailure(.broken, "Het antwoord is te groot. Vraag minder, of vraag bladzijden met --limiet.")
    case .badRequest: ClientFailure(.usage, "Dit kan niet worden gevraagd: \(error.text).")
    case .brokenAnswer, .other:
      ClientFailure(.unreachable, "Het antwoord van \(address) brak af (\(error.text)). Probeer het nog eens.")
    }
  }
}

extension ClientError {
  /// A next try may go better.
  fileprivate var mayPass: Bool {
    switch kind {
    case .unreachable, .timeout, .brokenAnswer: true
    case .badRequest, .insecure, .tooLarge, .other: false
    }
  }
}
