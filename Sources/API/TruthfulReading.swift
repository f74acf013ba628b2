import Bytes
import HTTP
import Register

/// Answers with tags of the state they were read from.
///
/// The change numbers that are published may be behind what a reader reads: between a commit and its publication, and
/// for up to a second after another process wrote (`npdr redact`, `npdr import`). Were tags made of those, two loops
/// would give two bodies one tag. So the numbers are read with the answer; when they are others than those published,
/// the writer is told to look, and all loops follow.
extension Reading {
  typealias Numbers = (change: Int, past: Int)

  /// How often an answer that is not read in one snapshot is read again when something changed meanwhile.
  private static let tries = 3

  /// - Parameter body: empty; gets the body.
  /// - Returns: the answer, and of which numbers it is.
  func truthfulAnswer(_ call: Call, _ body: inout ByteBuffer) throws -> (answer: Answer, numbers: Numbers) {
    switch call.endpoint {
    case .description, .alive, .ready, .file: return (try answer(call, &body), call.numbers)
    // The tag of a row stands beside it.
    case .item where call.parameters.isEmpty: return (try answer(call, &body), call.numbers)
    default: break
    }
    if let resource = call.remembered {
      let found = reader.fromMemory(resource, of: call.caller.visibilityClass, call.numbers) {
        try answer(call, &body)
      }
      if let found { return (found, call.numbers) }
      body.removeAll()
    }
    var own = call
    if !call.mayPromise {
      return try reader.snapshot {
        own.numbers = try numbers(call)
        let answer = try answer(own, &body)
        if let resource = call.remembered {
          reader.remember(resource, of: call.caller.visibilityClass, own.numbers)
        }
        return (answer, own.numbers)
      }
    }
    // A moment is promised before anything is read of it, so not in a snapshot that is older than the promise.
    for _ in 0..<Self.tries {
      own.numbers = try numbers(call)
      let answer = try answer(own, &body)
      let after = try numbers(call)
      if answer.isOfPast ? after.past == own.numbers.past : after == own.numbers { return (answer, own.numbers) }
      body.removeAll()
    }
    // Written faster than it can be read: it has no name to be known by.
    var nameless = try answer(own, &body)
    nameless.etag = nil
    return (nameless, own.numbers)
  }

  private func numbers(_ call: Call) throws -> Numbers {
    let found = try reader.numbers(of: call.caller.visibilityClass)
    if found != call.numbers { shared.writer.look() }
    return found
  }
}

extension Call {
  /// Its answer may be of moments (`RegisterReader`), or be made of other answers that are.
  fileprivate var mayPromise: Bool {
    if case .page = endpoint { return true }
    return parameters.contains { Self.moments.contains($0.key) }
  }

  /// The resource of a list that may be answered from memory: what is asked with these is asked of the store.
  fileprivate var remembered: Resource? {
    guard case .list(let resource) = endpoint, representation == .json, resource.hasIndex,
      !parameters.contains(where: { Self.stored.contains($0.key) })
    else { return nil }
    return resource
  }

  private static let stored = moments.union(["cursor", "expand", "fields", "search", "sort", "weergave"])

  /// Comparisons have two.
  private static let moments = Set(ListParameters.dated + ["van", "tot"])
}
