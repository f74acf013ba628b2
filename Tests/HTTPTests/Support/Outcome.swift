import HTTP

/// What became of some bytes, copied out so that it can be compared.
enum Outcome: Equatable {
  struct Field: Equatable {
    var name: String
    var value: String
  }

  struct Head: Equatable {
    var method: HTTP.Method
    var target: String
    var fields: [Field]
    var framing: BodyFraming
    var persistent: Bool
    var expectsContinue: Bool
    var count: Int
  }

  case needMore
  case refused(Refusal)
  case complete(Head)

  static func refused(_ status: Int, _ reason: Refusal.Reason) -> Outcome {
    .refused(Refusal(status: status, reason: reason))
  }

  var head: Head? { if case .complete(let head) = self { head } else { nil } }
}

/// Parses a head that ends against an unmapped page.
func parse(_ bytes: [UInt8], _ limits: HeadLimits = HeadLimits()) -> Outcome {
  var storage = HeadStorage(limits)
  return withGuarded(bytes) { bytes in
    switch RequestHeadParser.parse(bytes, into: &storage) {
    case .needMore: return .needMore
    case .refused(let refusal): return .refused(refusal)
    case .complete(let head):
      var fields: [Outcome.Field] = []
      head.fields.forEachField { name, value in fields.append(Outcome.Field(name: text(name), value: text(value))) }
      return .complete(
        Outcome.Head(
          method: head.method, target: text(head.target), fields: fields, framing: head.framing,
          persistent: head.persistent, expectsContinue: head.expectsContinue, count: head.count))
    }
  }
}

func parse(_ text: String, _ limits: HeadLimits = HeadLimits()) -> Outcome { parse(Array(text.utf8), limits) }

/// Bytes as Latin-1, so that no two different byte strings look the same.
func text(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  for byte in bytes { text.unicodeScalars.append(UnicodeScalar(byte)) }
  return text
}

/// Lends the fields of a request that has `lines` and a Host.
func withFields<R>(_ lines: String..., body: (FieldTable) throws -> R) throws -> R {
  let message = "GET / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
  return try Request.withParsed(Array(message.utf8)) { try body($0.fields) }
}
