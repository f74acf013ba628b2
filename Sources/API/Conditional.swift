import HTTP

extension Answer {
  /// This answer, or what the conditions of the request make of it, in the order of RFC 9110 section 13.2.2: a stale
  /// If-Match is 412, a known If-None-Match is 304.
  func meeting(_ call: Call) throws(Problem) -> Answer {
    guard let etag, status == 200 else { return self }
    switch call.ifMatch {
    case .absent, .any: break
    case .tags:
      if !call.ifMatch.strong.contains(etag) {
        throw Problem(
          .stale, nl: "De voorwaarde If-Match geldt niet; de huidige ETag is \(etag).",
          en: "If-Match does not hold; the current ETag is \(etag).", fields: [AnswerField("ETag", etag)])
      }
    }
    if call.ifNoneMatch.containsWeakly(etag) {
      var known = self
      known.status = 304
      return known
    }
    return self
  }

  /// What may be done on a path; nil for the server as a whole.
  static func options(_ route: Route?, _ request: Request) -> Answer {
    let allow = route?.allow ?? Method.inOrder.map(\.token).joined(separator: ", ")
    var fields = [AnswerField("Allow", allow)]
    for method in Method.inOrder { if let field = route?.endpoints[method]?.accepts { fields.append(field) } }
    if request.fields.contains(.accessControlRequestMethod) { fields += FixedFields.preflight(allow) }
    return Answer(status: 204, fields: fields)
  }
}

extension Problem {
  /// Source: RFC 6585 section 4. Where the client stands is said on every answer: see `RateLimiter.Quota`.
  static func tooManyRequests(retryAfter seconds: Int, perMinute limit: Int) -> Problem {
    Problem(
      .tooManyRequests, nl: "Meer dan \(limit) verzoeken in een minuut; probeer het over \(seconds) s opnieuw.",
      en: "More than \(limit) requests in a minute; try again in \(seconds) s.",
      fields: [AnswerField("Retry-After", String(seconds))])
  }
}
