import Bytes
import Register
import Testing

/// A round among four departments, with every moment chosen: it closes on 31 March 2098, when Amsterdam has summer
/// time, so that the last moment in time is 21:59:59 UTC.
struct Round {
  let register: TestRegister
  let bureau: Caller
  let szw: Caller
  let vws: Caller
  let ocw: Caller
  let jenv: Caller

  static let kenmerk = "voorjaar-2098"
  static let after = Day("2098-04-02")!

  static let programme: [(String, JSON)] =
    TestRegister.programme + [
      ("organisatie", ["kenmerk": "ocw", "naam": "Ministerie van OCW", "afkorting": "OCW", "soort": "ministerie"]),
      (
        "maatregel",
        [
          "kenmerk": "m-school", "titel": "Handreiking voor scholen", "uitvoeringsstatus": "in-uitvoering",
          "betrokkenen": [["organisatie": "ocw", "rol": "verantwoordelijk"]],
        ]
      ),
    ]

  init(selection: JSON = [:], more: [(String, JSON)] = []) throws {
    register = try TestRegister(Round.programme + more)
    bureau = try register.caller(.bureau, "ncdr")
    szw = try register.caller(.editor, "szw")
    vws = try register.caller(.editor, "vws")
    ocw = try register.caller(.editor, "ocw")
    jenv = try register.caller(.editor, "jenv")
    try register.create(
      "uitvraag",
      [
        "kenmerk": .string(Round.kenmerk), "titel": "Voorjaar 2098", "geopendOp": "2098-03-01T08:00:00Z",
        "sluitdatum": "2098-03-31", "selectie": selection,
      ], by: bureau)
  }

  /// Three answer, the last of them a second after midnight in Amsterdam; JenV does not.
  func answer() throws {
    try report("m-registratie", at: "2098-03-10T12:00:00Z", by: szw)
    try report("m-training", at: "2098-03-31T21:59:59Z", by: vws)
    try report("m-school", at: "2098-03-31T22:00:00Z", by: ocw)
  }

  @discardableResult
  func report(_ measure: String, at moment: String, by caller: Caller, _ more: [String: JSON] = [:]) throws -> Item {
    var body: JSONObject = [
      "peildatum": "2098-03-01", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema", "toelichting": "Loopt.",
      "uitvraag": .string(Round.kenmerk),
    ]
    for (name, value) in more { body[name] = value }
    return try create("voortgangsmelding", .object(body), at: moment, by: caller, parent: measure)
  }

  @discardableResult
  func create(_ resource: String, _ body: JSON, at moment: String, by caller: Caller, parent: String) throws -> Item {
    let outcome = try register.submit(
      Command(
        resource: Resource.named(resource)!, operation: .create(body), condition: .none, caller: caller,
        now: Timestamp(rfc3339: moment)!, parent: parent))
    guard case .created(let item) = outcome else { throw TestRegister.Missing() }
    return item
  }

  func transition(_ item: Item, to status: String, at moment: String, by caller: Caller, _ more: [String: JSON] = [:])
    throws -> Item
  {
    var body: JSONObject = ["naar": .string(status)]
    for (name, value) in more { body[name] = value }
    let outcome = try register.submit(
      Command(
        resource: Resource.named(item.resource)!, operation: .transition(kenmerk: item.kenmerk, .object(body)),
        condition: .ifMatchAny, caller: caller, now: Timestamp(rfc3339: moment)!))
    guard case .updated(let moved) = outcome else { throw TestRegister.Missing() }
    return moved
  }

  // MARK: Reports

  func report(
    _ name: String, _ given: [(key: String, value: String)] = [], as caller: Caller, on day: Day = Round.after
  ) throws -> Report {
    let declaration = ReportDeclaration.all.first { $0.name == name }!
    let (question, faults) = try register.reader.question(
      declaration, kenmerk: declaration.parent == nil ? nil : Round.kenmerk, given, for: caller, today: day)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    let report = try register.reader.report(declaration, question)
    try register.checkLinks(of: report, as: caller, on: day)
    return report
  }

  /// `szw 1 1 0 0`
  func stand(as caller: Caller, on day: Day = Round.after) throws -> (rows: [String], total: [String]) {
    let report = try report("stand", as: caller, on: day)
    func line(_ values: [Report.Value]) -> String {
      values.compactMap {
        guard case .json(let value) = $0 else { return nil }
        return value.asString ?? value.asInt.map(String.init) ?? "-"
      }.joined(separator: " ")
    }
    return (
      report.rows.map { line([$0.values[0]] + $0.values.dropFirst(2)) }, report.totals.map { line($0.values) }
    )
  }

  /// `stil m-school`: the kind, and what it is about.
  func signals(
    _ given: [(key: String, value: String)] = [], as caller: Caller, on day: Day = Round.after
  ) throws -> [String] {
    try report("signalen", given, as: caller, on: day).rows.map { row in
      row.values.prefix(4).compactMap {
        guard case .json(let value) = $0 else { return nil }
        return value.asString
      }.joined(separator: " ")
    }
  }
}
