import HTTP

/// Bytes that never became a request, as a refusal.
extension Problem {
  init(_ refusal: Refusal) {
    let words = Self.describe(refusal.reason)
    self.init(
      Self.kind(refusal.status), nl: words.nl, en: words.en,
      fields: refusal.reason == .overloaded ? [AnswerField("Retry-After", "1")] : [])
  }

  private static func kind(_ status: Int) -> ProblemKind {
    switch status {
    case 408: .timeout
    case 413: .tooLarge
    case 414: .targetTooLong
    case 417: .unknownExpectation
    case 431: .headTooLarge
    case 501: .notImplemented
    case 503: .unavailable
    case 505: .unsupportedVersion
    default: .unreadableRequest
    }
  }

  private static func describe(_ reason: Refusal.Reason) -> Words {
    switch reason {
    case .malformedRequestLine: Words(nl: "De eerste regel is geen HTTP/1.1.", en: "The first line is not HTTP/1.1.")
    case .malformedField: Words(nl: "Een veld in de kop is ongeldig.", en: "A field of the head is invalid.")
    case .malformedTarget: Words(nl: "Het adres is ongeldig.", en: "The target is invalid.")
    case .missingHost: Words(nl: "Het veld Host ontbreekt.", en: "The field Host is missing.")
    case .ambiguousHost: Words(nl: "Er is meer dan één Host.", en: "There is more than one Host.")
    case .malformedHost: Words(nl: "Het veld Host is ongeldig.", en: "The field Host is invalid.")
    case .ambiguousFraming:
      Words(nl: "De lengte van de inhoud is dubbelzinnig.", en: "The length of the body is ambiguous.")
    case .malformedContentLength: Words(nl: "Content-Length is geen getal.", en: "Content-Length is no number.")
    case .malformedChunk: Words(nl: "Een blok van de inhoud is ongeldig.", en: "A chunk of the body is invalid.")
    case .unsupportedTransferCoding:
      Words(nl: "Alleen Transfer-Encoding: chunked wordt gelezen.", en: "Only Transfer-Encoding: chunked is read.")
    case .unsupportedVersion: Words(nl: "Alleen HTTP/1.0 en HTTP/1.1.", en: "Only HTTP/1.0 and HTTP/1.1.")
    case .targetTooLong: Words(nl: "Het adres is te lang.", en: "The target is too long.")
    case .headTooLarge: Words(nl: "De kop is te groot.", en: "The head is too large.")
    case .tooManyFields: Words(nl: "De kop heeft te veel velden.", en: "The head has too many fields.")
    case .bodyTooLarge: Words(nl: "De inhoud is te groot.", en: "The body is too large.")
    case .unknownExpectation: Words(nl: "Alleen Expect: 100-continue.", en: "Only Expect: 100-continue.")
    case .headTimeout: Words(nl: "De kop kwam niet op tijd binnen.", en: "The head did not arrive in time.")
    case .bodyTimeout: Words(nl: "De inhoud kwam te langzaam binnen.", en: "The body arrived too slowly.")
    case .overloaded: Words(nl: "Te veel verbindingen.", en: "Too many connections.")
    case .incompleteRequest: Words(nl: "Het verzoek is niet af.", en: "The request is cut short.")
    }
  }
}
