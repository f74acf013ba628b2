import Bytes
import HTTP

/// The head of an answer; its body is in the buffer beside it.
struct Answer: Sendable {
  var status = 200
  /// What of the body is kept elsewhere, in the places of that buffer where it belongs.
  var kept = KeptParts()
  /// Nil without a body.
  var type: ContentType?
  /// Strong, with its quotes.
  var etag: String?
  /// What only this answer has: `Location`, `Link`, `Allow`.
  var fields: [AnswerField] = []
  /// `no-cache`: may be kept and is asked for again each time. Else `no-store`.
  var mayBeKept = false
  /// Never changes under its address: `immutable`. Goes before `mayBeKept`.
  var isImmutable = false
  /// Moves with more than the caller's change number counts: no loop keeps it to answer with again.
  var isLive = false
  /// What is said of a past moment: no later write changes it, only what is struck out of what was.
  var isOfPast = false
  /// Made in the time it takes to copy it: only kept to answer with again when it is asked again.
  var isQuicklyMade = false
  /// The language of the body.
  var language = Language.nl

  /// Copies what is kept elsewhere into `body`, for whoever needs all of it in one place.
  mutating func gather(into body: inout ByteBuffer) {
    if kept.isEmpty { return }
    var whole = ByteBuffer(capacity: body.count + kept.count)
    body.withBytes { whole.append($0, kept) }
    swap(&whole, &body)
    kept = KeptParts()
  }

  enum ContentType: Sendable {
    case json, problem, csv, svg, html, odf, events
    /// JSON-LD, and a JSON object a line.
    case linked, jsonLines
    /// Of the site: a page, a feed, a list of addresses, a text, and the files it is shown with.
    case page, atom, xml, text, style, script, icon

    var text: StaticString {
      switch self {
      case .json: "application/json"
      case .problem: "application/problem+json"
      case .csv: "text/csv; charset=utf-8; header=present"
      case .svg: "image/svg+xml"
      case .html: "text/html; charset=utf-8"
      case .odf: "application/vnd.oasis.opendocument.text-flat-xml"
      case .events: "text/event-stream"
      case .linked: "application/ld+json"
      case .jsonLines: "application/jsonl"
      case .page: "text/html; charset=utf-8"
      case .atom: "application/atom+xml; charset=utf-8"
      case .xml: "application/xml; charset=utf-8"
      case .text: "text/plain; charset=utf-8"
      case .style: "text/css; charset=utf-8"
      case .script: "text/javascript; charset=utf-8"
      case .icon: "image/svg+xml"
      }
    }

    /// Of a page of the site: its own style, scripts, pictures and requests; nothing inline, nobody else's.
    private static let site =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// What a browser may do with it.
    var policy: String {
      switch self {
      case .svg: Self.policies.svg
      case .html: Self.policies.html
      case .page: Self.site
      case .json, .linked, .jsonLines, .problem, .csv, .odf, .events, .atom, .xml, .text, .style, .script, .icon:
        Self.policies.none
      }
    }
  }

  /// Appends the field lines.
  /// - Returns: how many bytes at the end of them a 304 has too.
  @discardableResult
  func writeFields(to output: inout ByteBuffer) -> Int {
    if status != 304 {
      if let type {
        output.append(field: "Content-Type", type.text.description)
        output.append(field: "Content-Language", language.tag.description)
      }
      for field in fields { output.append(field: field.name, field.value) }
    }
    let start = output.count
    if let etag { output.append(field: "ETag", etag) }
    output.append(field: "Content-Security-Policy", type?.policy ?? ContentType.policies.none)
    if isImmutable {
      output.append("Cache-Control: public, max-age=31536000, immutable\r\n")
    } else {
      output.append(mayBeKept ? "Cache-Control: no-cache\r\n" : "Cache-Control: no-store\r\n")
    }
    output.append("Vary: Accept, Accept-Language, Authorization\r\n")
    return output.count - start
  }
}

extension AnswerCache.Moments {
  /// Until when this answer is true.
  func of(_ answer: Answer) -> AnswerCache.Moment { answer.isOfPast ? past : present }

  /// The same day, of other numbers.
  func of(_ numbers: (change: Int, past: Int)) -> Self {
    Self(number: numbers.change, past: numbers.past, day: present.day)
  }
}

/// What every answer says, errors, 304 and the loop's own refusals included; the policy of its type is in `Answer`.
enum FixedFields {
  static func all(_ configuration: APIConfiguration) -> [(name: String, value: String)] {
    [
      ("API-Version", configuration.version),
      ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
      ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
      ("Referrer-Policy", "no-referrer"),
      // No cookie is ever looked at, so any page may read what it could get with curl, refusals included.
      ("Access-Control-Allow-Origin", "*"),
      ("Access-Control-Expose-Headers", "API-Version, ETag, Link, Location, Retry-After"),
    ]
  }

  /// What a browser asks before a request that is not simple (the Fetch standard, CORS-preflight).
  static func preflight(_ allow: String) -> [AnswerField] {
    [
      AnswerField("Access-Control-Allow-Methods", allow),
      AnswerField(
        "Access-Control-Allow-Headers", "Authorization, If-Match, If-None-Match, Idempotency-Key, Content-Type"),
      AnswerField("Access-Control-Max-Age", "86400"),
    ]
  }
}

extension ByteBuffer {
  /// The name of a request, in its answer.
  mutating func append(requestID id: RequestID) {
    append("X-Request-Id: ")
    id.append(to: &self)
    append("\r\n")
  }
}
