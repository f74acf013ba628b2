import ArgumentParser

/// Why a command that speaks with a register over HTTP ends without what was asked, in Dutch words for who typed it.
struct ClientFailure: Error {
  let ending: Ending
  let text: String

  init(_ ending: Ending, _ text: String) {
    self.ending = ending
    self.text = text
  }

  /// What a script can tell from the exit code: those of BSD's sysexits.
  enum Ending: Int32, CaseIterable {
    case usage = 64
    case refused = 65
    case missing = 66
    case unreachable = 69
    case broken = 70
    case conflict = 73
    case later = 75
    case forbidden = 77

    var nl: String {
      switch self {
      case .usage: "de opdracht klopt niet"
      case .refused: "de inhoud klopt niet"
      case .missing: "dat is er niet, of niet meer"
      case .unreachable: "het register is niet bereikbaar"
      case .broken: "het register of het antwoord is stuk"
      case .conflict: "iemand anders was eerder"
      case .later: "nu te druk; later opnieuw"
      case .forbidden: "het token ontbreekt, geldt niet of mag dit niet"
      }
    }
  }

  /// Runs a command and ends the program with the right code, the words on standard error.
  static func explained(_ run: () throws -> Void) throws {
    do {
      try run()
    } catch let failure as ClientFailure {
      Terminal.note("npdr: \(failure.text)")
      throw ExitCode(failure.ending.rawValue)
    } catch let failure as Failure {
      Terminal.note("npdr: \(failure)")
      throw ExitCode.failure
    }
  }
}
