import Bytes
import HTTP
import Register

/// What every answer to a request needs to know of it, a refusal included.
struct Exchange: Sendable {
  let id: RequestID
  let method: Method
  let shape: ResponseWriter.Shape
  let language: Language
  /// Of somebody who looks at the site; nil within `/v1`.
  let visit: SiteVisit?
  /// Nil for bytes that were no request.
  let client: ClientAddress
  /// The path as sent, without query; empty when nobody writes a log.
  let path: [UInt8]
  let organisation: String?
  let token: String?
  /// Of a clock that only runs forward, in nanoseconds; 0 when nobody writes a log or counts.
  let started: UInt64
  /// The number of the route, 0 for none, and what is asked there: for whoever counts.
  let route: Int
  let handling: AnswerMeter.Handling
  /// Where the client stands; nil for whom no rate is kept.
  let quota: RateLimiter.Quota?
}

/// A request that passed every refusal that needs no handler, copied out of the connection's bytes so that any thread
/// can answer it.
struct Call: Sendable {
  let exchange: Exchange
  let endpoint: Endpoint
  /// Decoded, without query.
  let path: String
  /// The row the path names.
  let kenmerk: String?
  /// The version of it that the path names.
  let versie: String?
  let parameters: [QueryString.Parameter]
  let caller: Caller
  let representation: Representation
  let ifMatch: TagCondition
  let ifNoneMatch: TagCondition
  let idempotencyKey: String?
  /// Nil when none was sent.
  let body: [UInt8]?
  let form: BodyForm
  let now: Timestamp
  let today: Day
  /// The caller's change number, and that of what is struck out of the past: as published when the request came, or as
  /// they stood where the answer is read (`TruthfulReading`).
  var numbers: (change: Int, past: Int)
  /// What was wrong with the head; the handler adds its own, so that all are told at once.
  let faults: [Problem.Fault]

  /// - Throws: everything that is wrong, found here and before.
  func refuse(_ found: [Problem.Fault]) throws(Problem) {
    let all = faults + found
    if !all.isEmpty { throw .invalid(all) }
  }

  /// Parameters that are not among `allowed`.
  func unknownParameters(allowed: [String]) -> [Problem.Fault] {
    parameters.filter { !allowed.contains($0.key) }.map {
      Problem.Fault(FieldError($0.key, .unknownName(allowed: allowed), isInQuery: true))
    }
  }
}

/// A field `If-Match` or `If-None-Match`, copied out of the head.
enum TagCondition: Sendable, Equatable {
  case absent
  case any
  /// With their quotes; `isWeak` when `W/` stood before it.
  case tags([Tag])

  struct Tag: Sendable, Equatable {
    let text: String
    let isWeak: Bool
  }

  /// Nil when the field is malformed.
  init?(_ name: FieldName, in fields: FieldTable) {
    let condition = EntityTagCondition(name, in: fields)
    switch condition.form {
    case .absent: self = .absent
    case .malformed: return nil
    case .any: self = .any
    case .list:
      var tags: [Tag] = []
      let add = { (tag: UnsafeRawBufferPointer, isWeak: Bool) in
        tags.append(Tag(text: String(decoding: tag, as: UTF8.self), isWeak: isWeak))
      }
      condition.forEach(add)
      self = .tags(tags)
    }
  }

  /// Strong comparison, for `If-Match`: weak tags match nothing. Source: RFC 9110 section 13.1.1.
  var strong: [String] {
    guard case .tags(let tags) = self else { return [] }
    return tags.filter { !$0.isWeak }.map(\.text)
  }

  /// What stands in the quotes, weak or not; quotes included.
  var opaque: [String] {
    guard case .tags(let tags) = self else { return [] }
    return tags.map(\.text)
  }

  /// Weak comparison, for `If-None-Match`. Source: RFC 9110 section 13.1.2.
  func containsWeakly(_ etag: String) -> Bool {
    switch self {
    case .absent: false
    case .any: true
    case .tags(let tags): tags.contains { $0.text == etag }
    }
  }
}

/// The forms an answer can take.
enum Representation: Sendable {
  case json
  /// JSON-LD: data that says what it is about in terms of the web.
  case linked
  case csv
  /// A picture.
  case svg
  /// A page.
  case html
  /// A text document in one file of XML.
  case odf
  /// A stream of events that goes on until one of both ends it.
  case events
}
