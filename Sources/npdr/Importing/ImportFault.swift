import Register

/// What is wrong in a file, where a person can find it: `data/maatregelen.jsonl:12 /titel: is required`.
struct ImportFault: CustomStringConvertible {
  let file: String
  let line: Int
  /// A JSON Pointer into the row; empty for the row as a whole.
  let field: String
  let text: String

  var description: String { "\(file):\(line)\(field.isEmpty ? "" : " " + field): \(text)" }
}

extension ImportFault {
  init(_ fault: RegisterImport.Fault) {
    self.init(file: fault.file, line: fault.line, field: fault.error.location, text: fault.error.fault.words)
  }
}

extension FieldError.Fault {
  /// The end of a sentence that begins with the field.
  fileprivate var words: String {
    switch self {
    case .unknownName(let allowed): "no such member; there are \(Self.list(allowed))"
    case .wrongType(let expected): "has to be \(expected)"
    case .required: "is required"
    case .notAllowed(let allowed): "has to be one of \(Self.list(allowed))"
    case .tooLong(let max): "is longer than \(max)"
    case .empty: "is empty"
    case .outOfRange(let min, let max): "has to be from \(min) to \(max)"
    case .malformed(let expected): "is malformed; expected \(expected)"
    case .controlCharacter: "holds a control character"
    case .unknownReference(let resource, let kenmerk): "there is no \(resource) `\(kenmerk)`"
    case .notValidNow(let kenmerk): "`\(kenmerk)` is not valid now"
    case .collectingNode(let kenmerk): "`\(kenmerk)` collects other codes and cannot be used itself"
    case .duplicate: "is there twice"
    case .inFuture: "has yet to come"
    case .readOnly: "is kept by the server"
    case .rule(let code): "breaks the rule `\(code)`"
    }
  }

  private static func list(_ values: [String]) -> String { values.joined(separator: ", ") }
}
