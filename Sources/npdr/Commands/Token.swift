import ArgumentParser
import Bytes
import Register
import SQLiteStore

struct Token: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make, list and revoke the tokens by which organisations write.",
    subcommands: [Create.self, List.self, Revoke.self])
}

extension Token {
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Make a token; it is shown once, alone on standard output.",
      discussion: "For example: TOKEN=$(npdr token create --organisatie szw --rol redacteur)")

    @OptionGroup var settings: SettingsOptions

    @Option(help: ArgumentHelp("The kenmerk of the organisation it acts for.", valueName: "kenmerk"))
    var organisatie: String

    @Option(help: ArgumentHelp("One of \(Role.names).", valueName: "rol"))
    var rol: Role

    @Option(help: ArgumentHelp("How long it works: days, as in 365d, or `nooit`.", valueName: "duur"))
    var verloopt = Lifetime.days(365)

    func validate() throws {
      // The bureau sees what every department has released: no department is it.
      guard rol.role != .bureau || organisatie == Self.bureau else {
        throw ValidationError("Only \(Self.bureau) has the role bureau.")
      }
    }

    private static let bureau = "ncdr"

    func run() throws {
      let connection = try Database(try settings.configuration()).openExisting()
      let now = Timestamp.now
      do {
        let made = try Tokens.create(
          organisation: organisatie, role: rol.role, expires: verloopt.end(from: now), now: now, connection)
        let end = verloopt.end(from: now)?.description ?? "never"
        Terminal.note("Token \(made.kenmerk) for \(organisatie), \(rol.role.rawValue), expires \(end).")
        Terminal.note("It is shown only now:")
        print(made.secret)
      } catch RegisterError.notFound {
        throw Failure("There is no organisation \(organisatie) in the register.")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List every token, without the secret.")

    @OptionGroup var settings: SettingsOptions

    func run() throws {
      let connection = try Database(try settings.configuration()).openExistingReader()
      defer { connection.close() }
      let tokens = try Tokens.list(connection)
      let now = Timestamp.now
      var table = Table(["kenmerk", "organisatie", "rol", "gemaakt", "verloopt", "laatst gebruikt", "stand"])
      for token in tokens {
        let hasExpired = token.expires.map { $0 <= now } ?? false
        let state = token.revoked != nil ? "ingetrokken" : hasExpired ? "verlopen" : "geldig"
        table.add([
          token.kenmerk, token.organisation, token.role.rawValue, token.created.day.description,
          token.expires?.day.description ?? "nooit", token.lastUsed?.description ?? "nooit", state,
        ])
      }
      print(table.text)
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke",
      abstract: "Revoke a token; a running server refuses it from then on.")

    @OptionGroup var settings: SettingsOptions

    @Argument(help: ArgumentHelp("The kenmerk of the token, as `token list` shows it.", valueName: "kenmerk"))
    var token: String

    func run() throws {
      let connection = try Database(try settings.configuration()).openExisting()
      do {
        try Tokens.revoke(token, now: .now, connection)
        print("\(token) is revoked.")
      } catch RegisterError.notFound {
        throw Failure("There is no token \(token) that is not revoked already.")
      }
    }
  }
}

/// A role as typed.
struct Role: ExpressibleByArgument {
  let role: Caller.Role

  static let all = Caller.Role.allCases.filter { $0 != .everyone }
  static let names = all.map(\.rawValue).joined(separator: ", ")
  static var allValueStrings: [String] { all.map(\.rawValue) }

  init?(argument: String) {
    guard let role = Self.all.first(where: { $0.rawValue == argument }) else { return nil }
    self.role = role
  }
}

/// How long a token works, as typed: `365d`, `nooit`.
enum Lifetime: ExpressibleByArgument {
  case days(Int)
  case forever

  init?(argument: String) {
    if argument == "nooit" {
      self = .forever
    } else if argument.hasSuffix("d"), let days = Int(argument.dropLast()), 1...36_500 ~= days {
      self = .days(days)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .days(let days): "\(days)d"
    case .forever: "nooit"
    }
  }

  func end(from now: Timestamp) -> Timestamp? {
    switch self {
    case .days(let days): now + days * 86_400
    case .forever: nil
    }
  }
}
