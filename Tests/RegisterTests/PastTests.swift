import Bytes
import Register
import Testing

/// What the register says it said.
struct PastTests {
  /// A generator that gives the same numbers every time.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  static let questions: [[(String, String)]] = [
    [], [("grond", "np-gronden")], [("grond", "antisemitisme"), ("metGeneriek", "true")], [("organisatie", "szw")],
    [("verantwoordelijk", "vws")], [("uitvoeringsstatus", "in-uitvoering")], [("search", "doel*")],
    [("mist", "gronden")], [("heeft", "voortgang")], [("domein", "zorg"), ("zonderAfgeleid", "true")],
    [("document", "intern")], [("startGeplandVanaf", "2024-06-01")],
  ]

  /// Everything the questions answer for one caller, as text.
  private func answers(_ register: TestRegister, _ caller: Caller, asOf moment: Timestamp?) throws -> [String] {
    try Self.questions.compactMap { asked -> String? in
      guard var query = try? register.query("maatregel", asked, as: caller) else { return nil }
      query.asOf = moment
      query.facets = ["grond", "organisatie", "uitvoeringsstatus", "domein"]
      var text = "\(asked) \(try register.reader.count(query, for: caller))"
      _ = try register.reader.page(query, for: caller) { text += " " + String(decoding: $1, as: UTF8.self) }
      for facet in try register.reader.facets(query, for: caller) {
        text += " \(facet.filter): \(facet.values)"
      }
      return text
    }
  }

  @Test(arguments: [1, 2])
  func `random writes, random questions: the past answers as it did when it was the present`(seed: UInt64) throws {
    let start = Timestamp(seconds: Timestamp.now.seconds - 1_000_000)
    let register = try TestRegister(now: start)
    let administrator = try register.caller(.administrator, "ncdr")
    let readers = [Caller.everyone, try register.caller(.reader, "szw"), try register.caller(.bureau, "ncdr")]
    var dice = Dice(state: seed)
    var told: [(moment: Timestamp, answers: [[String]])] = []
    var now = start
    var made: [String] = ["m-registratie", "m-training", "m-vierogen"]
    for step in 0..<40 {
      now = Timestamp(seconds: now.seconds + Int64.random(in: 0...3, using: &dice))
      let kenmerk = made.randomElement(using: &dice)!
      let command = { (operation: Command.Operation, condition: Command.Precondition) in
        Command(
          resource: Resource.named("maatregel")!, operation: operation, condition: condition, caller: administrator,
          now: now)
      }
      let reason: JSON = ["reden": "toeval"]
      let patches: [JSON] = [
        ["doel": .string("doel \(step)")], ["doel": .null],
        ["gronden": ["antisemitisme"], "reikwijdte": "specifiek", "planwijziging": reason],
        ["gronden": [], "reikwijdte": "generiek", "planwijziging": reason],
        ["uitvoeringsstatus": "in-uitvoering"],
        ["betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]], "planwijziging": reason],
        ["domeinen": ["jeugdzorg"], "afgeleid": ["domeinen"], "planwijziging": reason],
        ["plan": ["startGepland": "2024-07", "gereedGepland": "2025"], "planwijziging": reason],
        ["bronnen": [["document": "intern", "citaat": "stil"], ["document": "brief"]]],
      ]
      switch Int.random(in: 0..<10, using: &dice) {
      case 0:
        let body: JSON = [
          "titel": .string("Nieuw doel \(step)"), "publicatie": ["status": step % 2 == 0 ? "gepubliceerd" : "concept"],
        ]
        if case .created(let item) = try register.submit(command(.create(body), .none)) { made.append(item.kenmerk) }
      case 1:
        let next: JSON = [
          "naar": .string(step % 3 == 0 ? "ingetrokken" : "vrijgegeven"), "reden": "toeval",
          "zichtbaarheid": "interdepartementaal",
        ]
        _ = try? register.submit(command(.transition(kenmerk: kenmerk, next), .ifMatchAny))
      case 2: _ = try? register.submit(command(.discard(kenmerk: kenmerk), .ifMatchAny))
      default:
        _ = try? register.submit(command(.patch(kenmerk: kenmerk, patches.randomElement(using: &dice)!), .ifMatchAny))
      }
      let answers = try readers.map { try self.answers(register, $0, asOf: nil) }
      // Within one second the last state is what that second says.
      if told.last?.moment == now { told.removeLast() }
      told.append((now, answers))
    }
    for (moment, answers) in told.shuffled(using: &dice).prefix(15) {
      for (reader, expected) in zip(readers, answers) {
        #expect(try self.answers(register, reader, asOf: moment) == expected, "\(moment) \(reader.role)")
      }
    }
    let before = Timestamp(seconds: start.seconds - 1)
    #expect(try register.reader.count(query(register, asOf: before), for: administrator) == 0)
  }

  private func query(_ register: TestRegister, asOf moment: Timestamp) throws -> ListQuery {
    var query = try register.query("maatregel", [])
    query.asOf = moment
    return query
  }

  @Test func `what was told of this very second does not change within it`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    for step in 0..<5 {
      let now = Timestamp.now
      let told = try register.json("maatregel", "m-registratie", .at(now))["doel"]
      let etag = try register.etag("m-registratie")
      _ = try register.patch("maatregel", "m-registratie", ["doel": .string("\(step)")], match: etag, by: szw)
      #expect(try register.json("maatregel", "m-registratie", .at(now))["doel"] == told)
    }
  }

  @Test func `the future cannot be asked`() throws {
    let register = try TestRegister()
    let tomorrow = Timestamp(seconds: Timestamp.now.seconds + 86_400)
    #expect(throws: RegisterError.invalid([FieldError("beschikbaarOp", .inFuture, isInQuery: true)])) {
      try register.list("maatregel", [("beschikbaarOp", tomorrow.description)])
    }
    #expect(throws: RegisterError.invalid([FieldError("beschikbaarOp", .inFuture, isInQuery: true)])) {
      try register.json("maatregel", "m-registratie", .at(tomorrow))
    }
  }
}
