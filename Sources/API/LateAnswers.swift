import Bytes

/// Answers that workers found for one loop, on their way into its cache.
final class LateAnswers: Sendable {
  private let found = Locked([Found]())

  /// Answers that nobody fetches are not worth their memory.
  private static let limit = 64

  /// What was asked, with its bytes copied out of the request.
  struct Question: Sendable {
    fileprivate let target: [UInt8]
    fileprivate let accept: [UInt8]
    fileprivate let acceptLanguage: [UInt8]
    fileprivate let visibility: Int
    fileprivate let route: Int

    init(_ key: AnswerCache.Key, route: Int) {
      target = Array(key.target)
      accept = Array(key.accept)
      acceptLanguage = Array(key.acceptLanguage)
      visibility = key.visibility
      self.route = route
    }
  }

  private struct Found {
    let question: Question
    let moment: AnswerCache.Moment
    let fields: [UInt8]
    let kept: Int
    let etag: [UInt8]
    let body: [UInt8]
  }

  /// On the worker's thread.
  func put(_ question: Question, _ answer: Answer, _ moments: AnswerCache.Moments, _ body: UnsafeRawBufferPointer) {
    guard answer.status == 200, !answer.isLive, let etag = answer.etag else { return }
    var fields = ByteBuffer(capacity: 512)
    let kept = answer.writeFields(to: &fields)
    let one = Found(
      question: question, moment: moments.of(answer), fields: fields.array(), kept: kept,
      etag: Array(etag.utf8), body: Array(body))
    found.withLock { if $0.count < Self.limit { $0.append(one) } }
  }

  /// On the loop's thread.
  func take(into cache: inout AnswerCache) {
    let all = found.withLock { found in
      defer { if !found.isEmpty { found = [] } }
      return found
    }
    for one in all {
      one.question.target.withUnsafeBytes { target in
        one.question.accept.withUnsafeBytes { accept in
          one.question.acceptLanguage.withUnsafeBytes { language in
            one.fields.withUnsafeBytes { fields in
              one.etag.withUnsafeBytes { etag in
                one.body.withUnsafeBytes { body in
                  cache.insert(
                    AnswerCache.Key(
                      target: target, accept: accept, acceptLanguage: language, visibility: one.question.visibility),
                    at: one.moment, route: one.question.route, fields: fields, kept: one.kept, etag: etag,
                    body: body)
                }
              }
            }
          }
        }
      }
    }
  }
}
