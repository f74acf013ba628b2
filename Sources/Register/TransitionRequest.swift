import Bytes

/// What a client sends to `statusovergangen`: `{"naar": "ingetrokken", "reden": "..."}`.
struct TransitionRequest {
  let status: Publicatie.Status
  let zichtbaarheid: Publicatie.Zichtbaarheid?
  let embargoTot: Timestamp?
  /// `embargoTot` was given; null is none.
  let saysEmbargo: Bool
  let reden: String?

  private static let names = ["naar", "reden", "embargoTot", "zichtbaarheid"]

  /// - Throws: `RegisterError.invalid` with every fault.
  init(_ body: JSON) throws {
    guard let object = body.asObject else {
      throw RegisterError.invalid([FieldError("", .wrongType(expected: "object"))])
    }
    var faults = object.names.filter { !TransitionRequest.names.contains($0) }.map {
      FieldError(JSONPointer([$0]).description, .unknownName(allowed: TransitionRequest.names))
    }
    func read<T>(_ name: String, _ fault: FieldError.Fault, _ make: (String) -> T?) -> T? {
      guard let given = object[name], !given.isNull else { return nil }
      let value = given.asString.flatMap(make)
      if value == nil { faults.append(FieldError("/\(name)", fault)) }
      return value
    }
    let statuses = Publicatie.Status.allCases.map(\.rawValue)
    let status = read("naar", .notAllowed(allowed: statuses), Publicatie.Status.init)
    zichtbaarheid = read(
      "zichtbaarheid", .notAllowed(allowed: Publicatie.Zichtbaarheid.allCases.map(\.rawValue)),
      Publicatie.Zichtbaarheid.init)
    embargoTot = read("embargoTot", .malformed(expected: "2024-06-30T12:00:00Z"), Timestamp.init(rfc3339:))
    saysEmbargo = object["embargoTot"] != nil
    reden = read("reden", .tooLong(max: 1_000)) { $0.unicodeScalars.count <= 1_000 ? $0 : nil }
    if object["naar"]?.isNull ?? true { faults.append(FieldError("/naar", .required)) }
    if status == .ingetrokken, reden?.allSatisfy(\.isWhitespace) ?? true {
      faults.append(FieldError("/reden", .required))
    }
    guard let status, faults.isEmpty else { throw RegisterError.invalid(faults) }
    self.status = status
  }
}
