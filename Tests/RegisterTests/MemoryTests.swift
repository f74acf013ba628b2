import Bytes
import Testing

@testable import Register

/// What is answered without asking the store, and when it must be asked again.
struct MemoryTests {
  private let register: TestRegister

  init() throws { register = try TestRegister() }

  /// How many measures the caller sees in a phase, from memory.
  private func remembered(_ asked: [(String, String)] = [("fase", "herkennen-melden")], _ caller: Caller = .everyone)
    -> Int?
  {
    let visibility = caller.visibilityClass
    let numbers = (register.changes.number(for: visibility), register.changes.pastNumber(for: visibility))
    return register.reader.fromMemory(.maatregel, of: visibility, numbers) {
      try register.reader.count(try register.query("maatregel", asked, as: caller), for: caller)
    }
  }

  private func ask(_ caller: Caller = .everyone) throws {
    try register.reader.snapshot {
      _ = try register.reader.count(ListQuery(resource: "maatregel"), for: caller)
      register.reader.remember(
        .maatregel, of: caller.visibilityClass, try register.reader.numbers(of: caller.visibilityClass))
    }
  }

  @Test func `nothing is remembered before it was asked, or of other eyes`() throws {
    let szw = try register.caller(.editor, "szw")
    #expect(remembered() == nil)
    try ask()
    #expect(remembered() == 1)
    #expect(remembered([("fase", "herkennen-melden")], szw) == nil)
  }

  @Test func `what everyone can see makes memory ask again`() throws {
    let szw = try register.caller(.editor, "szw")
    try ask()
    try register.create(
      "maatregel",
      [
        "kenmerk": "m-nieuw", "titel": "Nieuw", "fasen": ["herkennen-melden"], "publicatie": ["status": "gepubliceerd"],
      ],
      by: szw)
    #expect(remembered() == nil)
    try ask()
    #expect(remembered() == 2)
  }

  @Test func `a draft of one department changes nothing for others`() throws {
    let szw = try register.caller(.editor, "szw")
    try ask()
    try ask(szw)
    try register.create(
      "maatregel", ["kenmerk": "m-concept", "titel": "Concept", "fasen": ["herkennen-melden"]], by: szw)
    #expect(remembered() == 1)
    #expect(remembered([("fase", "herkennen-melden")], szw) == nil)
    try ask(szw)
    #expect(remembered([("fase", "herkennen-melden")], szw) == 2)
    // The index moved on: what it shows of other classes has to be established again.
    #expect(remembered() == nil)
  }

  @Test(arguments: [("grond", "moslimhaat"), ("fase", "geen-fase"), ("thema", "a"), ("search", "training")])
  func `what memory does not hold is not answered from it`(key: String, value: String) throws {
    try ask()
    #expect(remembered([(key, value)]) == nil)
    #expect(remembered() == 1)
    // Nor has it left the reader without its store.
    #expect(try register.list("maatregel", []).count == 3)
  }
}
