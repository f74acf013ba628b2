/// The kinds of refusal. Each has one status and one address, `<publiekAdres>/problemen/<slug>`, that never changes.
enum ProblemKind: String, Sendable, CaseIterable {
  case unreadableRequest = "onleesbaar-verzoek"
  case invalidInput = "ongeldige-invoer"
  case notIdentified = "niet-aangemeld"
  case forbidden = "niet-toegestaan"
  case unknownPath = "onbekend-pad"
  case notFound = "niet-gevonden"
  case methodNotAllowed = "methode-niet-toegestaan"
  case notAcceptable = "geen-passende-weergave"
  case timeout = "te-traag"
  case taken = "kenmerk-bezet"
  case transition = "overgang-niet-mogelijk"
  case notDiscardable = "niet-te-verwijderen"
  case keyReused = "sleutel-hergebruikt"
  case withdrawn = "ingetrokken"
  case positionGone = "positie-vervallen"
  case stale = "verouderd"
  case tooLarge = "te-groot"
  case targetTooLong = "adres-te-lang"
  case unsupportedMediaType = "mediatype-niet-ondersteund"
  case unknownExpectation = "onbekende-verwachting"
  case preconditionRequired = "voorwaarde-vereist"
  case tooManyRequests = "te-veel-verzoeken"
  case headTooLarge = "kop-te-groot"
  case failure = "interne-fout"
  case notImplemented = "niet-ondersteund"
  case unavailable = "niet-beschikbaar"
  case unsupportedVersion = "versie-niet-ondersteund"
  case diskFull = "schijf-vol"

  var slug: String { rawValue }

  var status: Int {
    switch self {
    case .unreadableRequest, .invalidInput: 400
    case .notIdentified: 401
    case .forbidden: 403
    case .unknownPath, .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .timeout: 408
    case .taken, .transition, .notDiscardable, .keyReused: 409
    case .withdrawn, .positionGone: 410
    case .stale: 412
    case .tooLarge: 413
    case .targetTooLong: 414
    case .unsupportedMediaType: 415
    case .unknownExpectation: 417
    case .preconditionRequired: 428
    case .tooManyRequests: 429
    case .headTooLarge: 431
    case .failure: 500
    case .notImplemented: 501
    case .unavailable: 503
    case .unsupportedVersion: 505
    case .diskFull: 507
    }
  }

  var title: Words {
    switch self {
    case .unreadableRequest: Words(nl: "Onleesbaar verzoek", en: "Unreadable request")
    case .invalidInput: Words(nl: "Ongeldige invoer", en: "Invalid input")
    case .notIdentified: Words(nl: "Niet aangemeld", en: "Not identified")
    case .forbidden: Words(nl: "Niet toegestaan", en: "Not allowed")
    case .unknownPath: Words(nl: "Onbekend pad", en: "Unknown path")
    case .notFound: Words(nl: "Niet gevonden", en: "Not found")
    case .methodNotAllowed: Words(nl: "Methode niet toegestaan", en: "Method not allowed")
    case .notAcceptable: Words(nl: "Geen passende weergave", en: "No acceptable representation")
    case .timeout: Words(nl: "Verzoek te traag", en: "Request too slow")
    case .taken: Words(nl: "Kenmerk bezet", en: "Kenmerk taken")
    case .transition: Words(nl: "Overgang niet mogelijk", en: "Transition not possible")
    case .notDiscardable: Words(nl: "Niet te verwijderen", en: "Cannot be discarded")
    case .keyReused: Words(nl: "Sleutel hergebruikt", en: "Key used before")
    case .withdrawn: Words(nl: "Ingetrokken", en: "Withdrawn")
    case .positionGone: Words(nl: "Positie vervallen", en: "Position gone")
    case .stale: Words(nl: "Verouderde versie", en: "Stale version")
    case .tooLarge: Words(nl: "Verzoek te groot", en: "Request too large")
    case .targetTooLong: Words(nl: "Adres te lang", en: "Address too long")
    case .unsupportedMediaType: Words(nl: "Mediatype niet ondersteund", en: "Unsupported media type")
    case .unknownExpectation: Words(nl: "Onbekende verwachting", en: "Unknown expectation")
    case .preconditionRequired: Words(nl: "Voorwaarde vereist", en: "Precondition required")
    case .tooManyRequests: Words(nl: "Te veel verzoeken", en: "Too many requests")
    case .headTooLarge: Words(nl: "Kop te groot", en: "Head too large")
    case .failure: Words(nl: "Interne fout", en: "Internal error")
    case .notImplemented: Words(nl: "Niet ondersteund", en: "Not implemented")
    case .unavailable: Words(nl: "Niet beschikbaar", en: "Unavailable")
    case .unsupportedVersion: Words(nl: "HTTP-versie niet ondersteund", en: "HTTP version not supported")
    case .diskFull: Words(nl: "Opslag vol", en: "Storage full")
    }
  }
}
