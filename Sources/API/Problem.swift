import Bytes

/// Why a request is refused, as the client is told. Source: RFC 9457.
///
/// ```json
/// {"type":"https://npdr.example.nl/problemen/ongeldige-invoer","title":"Ongeldige invoer","status":400,
///  "detail":"...","instance":"urn:npdr:verzoek:0h2k7v9m3q8x1ztb",
///  "errors":[{"in":"query","location":"gornd","code":"onbekende-naam","detail":"..."}]}
/// ```
struct Problem: Error, Sendable, Equatable {
  let kind: ProblemKind
  let detail: Words
  /// Everything that is wrong, not only the first.
  var faults: [Fault] = []
  /// Faults that were found and are not told one by one.
  var unlisted = 0
  /// `Allow`, `WWW-Authenticate`, `Retry-After` ...
  var fields: [AnswerField] = []

  init(_ kind: ProblemKind, nl: String, en: String, faults: [Fault] = [], fields: [AnswerField] = []) {
    self.kind = kind
    detail = Words(nl: nl, en: en)
    self.faults = faults
    self.fields = fields
  }

  /// One thing that is wrong, and where.
  struct Fault: Sendable, Equatable {
    let place: Place
    /// A JSON Pointer into the body, or the name of a parameter or field.
    var location: String
    /// The row that has it, in a body of many rows.
    var row: Int?
    /// Stable, for programs: `onbekende-naam`.
    let code: String
    let detail: Words

    enum Place: String, Sendable {
      case body, query, path, header
    }

    init(_ place: Place, _ location: String, _ code: String, nl: String, en: String) {
      self.place = place
      self.location = location
      self.code = code
      detail = Words(nl: nl, en: en)
    }
  }

  /// How many faults of one row or question are told: who makes more has sent something else than he meant.
  static let mostFaults = 100

  /// Bad input: 400 with every fault, up to `mostFaults`.
  ///
  /// - Parameter count: how many were found, if `faults` are the first of them.
  static func invalid(_ faults: [Fault], of count: Int? = nil) -> Problem {
    let count = max(count ?? 0, faults.count)
    let told = Array(faults.prefix(mostFaults))
    var problem = Problem(
      .invalidInput,
      nl: count == 1 ? "Er is één fout; zie errors." : "Er zijn \(count) fouten; zie errors.",
      en: count == 1 ? "There is one fault; see errors." : "There are \(count) faults; see errors.", faults: told)
    problem.unlisted = count - told.count
    return problem
  }

  func write(to buffer: inout ByteBuffer, _ language: Language, request: RequestID, publicAddress: String) {
    buffer.append("{\"type\":")
    JSONWriter.writeString("\(publicAddress)/problemen/\(kind.slug)", into: &buffer)
    buffer.append(",\"title\":")
    JSONWriter.writeString(kind.title.text(in: language), into: &buffer)
    buffer.append(",\"status\":")
    buffer.append(decimal: kind.status)
    buffer.append(",\"detail\":")
    JSONWriter.writeString(detail.text(in: language), into: &buffer)
    buffer.append(",\"instance\":\"urn:npdr:verzoek:")
    request.append(to: &buffer)
    buffer.append("\"")
    if !faults.isEmpty {
      buffer.append(",\"errors\":[")
      for (index, fault) in faults.enumerated() {
        if index > 0 { buffer.append(",") }
        fault.write(to: &buffer, language)
      }
      buffer.append("]")
    }
    if unlisted > 0 {
      buffer.append(",\"meerFouten\":")
      buffer.append(decimal: unlisted)
    }
    buffer.append("}")
  }
}

extension Problem.Fault {
  fileprivate func write(to buffer: inout ByteBuffer, _ language: Language) {
    buffer.append("{\"in\":\"")
    buffer.append(place.rawValue)
    buffer.append("\"")
    if let row {
      buffer.append(",\"rij\":")
      buffer.append(decimal: row)
    }
    buffer.append(",\"location\":")
    JSONWriter.writeString(location, into: &buffer)
    buffer.append(",\"code\":")
    JSONWriter.writeString(code, into: &buffer)
    buffer.append(",\"detail\":")
    JSONWriter.writeString(detail.text(in: language), into: &buffer)
    buffer.append("}")
  }
}

/// A field that only some answers have.
struct AnswerField: Sendable, Equatable {
  let name: StaticString
  let value: String

  init(_ name: StaticString, _ value: String) {
    self.name = name
    self.value = value
  }

  static func == (left: AnswerField, right: AnswerField) -> Bool {
    left.name.description == right.name.description && left.value == right.value
  }
}
