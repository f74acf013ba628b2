import Glibc
import Synchronization

/// Inputs that are nearly right, made from good ones by random faults, for whatever reads what comes from outside.
///
/// In the ordinary tests a fixed number of the same inputs each time; `make fuzz` runs as many or as long as it is told:
///
/// | variable | what |
/// |---|---|
/// | `FUZZ_COUNT` | inputs for each target |
/// | `FUZZ_SECONDS` | time for each target, whatever the count |
/// | `FUZZ_SEED` | another sequence; the default is always the same one |
/// | `FUZZ_FIRST` | the number of the first input: with `FUZZ_COUNT=1` a fault is seen again alone |
public struct Fuzz {
  let name: String
  let count: Int
  let seconds: Int?
  let seed: UInt64
  let first: Int
  private let corpus: [[UInt8]]
  private let pieces: [[UInt8]]

  /// - Parameters:
  ///   - corpus: good inputs, and bad ones of each kind.
  ///   - pieces: what matters to the grammar, to be put where it does not belong.
  ///   - count: inputs in an ordinary run.
  public init(_ name: String, corpus: [String], pieces: [String], count: Int) {
    self.name = name
    self.count = Fuzz.number("FUZZ_COUNT") ?? count
    seconds = Fuzz.number("FUZZ_SECONDS")
    seed = UInt64(Fuzz.number("FUZZ_SEED") ?? 20_260_321)
    first = Fuzz.number("FUZZ_FIRST") ?? 0
    self.corpus = corpus.map { Array($0.utf8) }
    self.pieces = pieces.map { Array($0.utf8) }
  }

  private static func number(_ variable: String) -> Int? { getenv(variable).flatMap { Int(String(cString: $0)) } }

  /// What a check found wrong with one input.
  public struct Fault: Error, CustomStringConvertible {
    public let description: String
  }

  /// Gives every input to `check`, with a source of randomness for what it wants to vary of itself.
  ///
  /// - Parameter check: what is wrong, or nil.
  /// - Returns: how many inputs there were.
  /// - Throws: the first fault, with what it takes to see it again. One that stops the process leaves it on standard
  ///   error.
  public func run(_ check: (_ input: [UInt8], inout Randomness) -> String?) throws(Fault) -> Int {
    Watch.begin(name, seed)
    defer { Watch.end() }
    let start = time(nil)
    var round = first
    while seconds == nil ? round < first + count : true {
      if let seconds, round % 256 == 0, time(nil) - start >= seconds { break }
      Watch.round.store(round, ordering: .relaxed)
      // Each round begins afresh, so that it can be run alone.
      var random = Randomness(state: seed &+ UInt64(round) &* 0xD1B5_4A32_D192_ED03)
      let input = make(&random)
      if let found = check(input, &random) {
        throw Fault(
          description: """
            \(name): \(found)
            input \(Self.text(input)), \(input.count) bytes
            again: make fuzz TARGET=\(name) COUNT=1 SEED=\(seed) FIRST=\(round)
            """)
      }
      round += 1
    }
    return round - first
  }

  private static func text(_ bytes: [UInt8]) -> String {
    bytes.prefix(2_000).map { 0x20..<0x7F ~= $0 && $0 != 0x5C ? String(UnicodeScalar($0)) : "\\x\(hex($0))" }.joined()
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  // MARK: Making inputs

  private func make(_ random: inout Randomness) -> [UInt8] {
    if Int.random(in: 0..<32, using: &random) == 0 {
      return (0..<Int.random(in: 0...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    var bytes = corpus.randomElement(using: &random) ?? []
    // One in eight is left whole: what is right must be found right.
    for _ in 0..<[0, 1, 1, 1, 2, 2, 3, 6].randomElement(using: &random)! { change(&bytes, &random) }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ random: inout Randomness) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = min(place + Int.random(in: 1...12, using: &random), bytes.count)
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
    case 2 where place < bytes.count: bytes.remove(at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 5 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 6: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 7: bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &random) ?? [])
    case 8:
      // The head of one and the tail of another.
      let other = corpus.randomElement(using: &random) ?? []
      bytes = Array(bytes[..<place] + other[Int.random(in: 0...other.count, using: &random)...])
    default:
      // Another digit: lengths, dates and amounts are where it hurts.
      let digits = bytes.indices.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[$0] }
      if let digit = digits.randomElement(using: &random) {
        bytes[digit] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
      }
    }
  }
}

/// Random numbers that are the same on every run.
public struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Says which input it was when one stops the process: a trap leaves no time for more. Targets take turns.
private enum Watch {
  static let round = Atomic<Int>(0)
  private nonisolated(unsafe) static let story = UnsafeMutablePointer<CChar>.allocate(capacity: 200)
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT]

  static func begin(_ name: String, _ seed: UInt64) {
    strncpy(story, "\nfuzz: make fuzz TARGET=\(name) COUNT=1 SEED=\(seed) FIRST=", 199)
    for number in signals {
      signal(number) { number in
        // Only what may be called in a signal handler.
        _ = write(STDERR_FILENO, Watch.story, strlen(Watch.story))
        var rest = Watch.round.load(ordering: .relaxed)
        var place = 1
        while place <= rest / 10 { place *= 10 }
        while place > 0 {
          var digit = UInt8(48 + rest / place)
          _ = write(STDERR_FILENO, &digit, 1)
          rest %= place
          place /= 10
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  static func end() { for number in signals { signal(number, SIG_DFL) } }
}
