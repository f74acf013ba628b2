import ArgumentParser
import Register
import SQL
import SQLiteStore

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a text out of every version of a row: a leaked name, what a court forbids.",
    discussion: """
      For example: npdr redact --bron maatregel --kenmerk m-via --veld toelichting --tekst "Jan Jansen" \
      --reden "Naam van een melder"

      In its place comes \(Marker.text). The text goes from the history, from what the register said on earlier days, \
      from the search index and from the file itself; that it was done, in which field, by whom, when and why is a new \
      version of the row, for everyone to see who sees the row. It cannot be undone. A server may go on meanwhile; \
      its writes wait until the file has been made anew, about a second for every 100 MB.

      Without --tekst the whole field goes. `--veld reden` is every reason given with a change; a text also goes from \
      those whatever field is named. Backups made before still hold the text.
      """)

  @OptionGroup var settings: SettingsOptions

  @Option(help: ArgumentHelp("One of \(Resource.all.map(\.name).joined(separator: ", ")).", valueName: "bron"))
  var bron: String

  @Option(help: ArgumentHelp("The row.", valueName: "kenmerk"))
  var kenmerk: String

  @Option(help: ArgumentHelp("The field the text is in.", valueName: "veld"))
  var veld: String

  @Option(help: ArgumentHelp("What is to go, spelled as it is there; else all of the field.", valueName: "tekst"))
  var tekst: String?

  @Option(help: ArgumentHelp("Why; shown with the history, so without the text.", valueName: "reden"))
  var reden: String

  @Option(help: ArgumentHelp("The token of the administrator who does it, by its kenmerk.", valueName: "kenmerk"))
  var token: String?

  func run() throws {
    guard let resource = Resource.named(bron) else {
      throw Failure("There is no \(bron); --bron takes one of \(Resource.all.map(\.name).joined(separator: ", ")).")
    }
    let connection = try Database(try settings.configuration()).openExisting()
    defer { connection.close() }
    let organisation = try organisation(of: token, connection)
    let summary: Redaction.Summary
    do {
      let redaction = try Redaction(
        resource, kenmerk: kenmerk, field: veld, text: tekst, reason: reden, organisation: organisation, token: token)
      summary = try redaction.apply(to: connection)
    } catch let refusal as Redaction.Refusal {
      throw Failure(explain(refusal))
    }
    let versions = summary.versions == 1 ? "1 version" : "\(summary.versions) versions"
    print("\(bron) \(kenmerk): struck out of `\(veld)` in \(versions).")
    if !summary.elsewhere.isEmpty {
      print("The text still stands in:\n  " + summary.elsewhere.joined(separator: "\n  "))
    }
    try Self.makeAnew(connection)
  }

  /// Leaves nothing of what was taken out in the pages of the file, or in its log.
  private static func makeAnew(_ connection: SQLiteConnection) throws {
    do {
      try connection.run(SQLStatement("VACUUM"), [])
      // A reader that is busy keeps its pages in the log for as long as its query takes.
      for _ in 0..<20 where try !connection.checkpoint(emptying: true).isComplete {}
    } catch {
      throw Failure(
        """
        The text is out of the register, but the file still has to be made anew: \(error.message). \
        `sqlite3 FILE VACUUM` does so.
        """)
    }
  }

  private func organisation(of token: String?, _ connection: SQLiteConnection) throws -> String {
    guard let token else { return "ncdr" }
    guard let found = try Tokens.list(connection).first(where: { $0.kenmerk == token }), found.revoked == nil,
      found.role == .administrator
    else { throw Failure("\(token) is not the token of an administrator (beheerder).") }
    return found.organisation
  }

  private func explain(_ refusal: Redaction.Refusal) -> String {
    switch refusal {
    case .unknownField(let allowed):
      "\(bron) has no text in `\(veld)`; --veld takes one of \(allowed.joined(separator: ", "))."
    case .emptyText: "--tekst has to hold the text that is to go."
    case .reasonMissing: "--reden has to say why."
    case .reasonHoldsText: "--reden is shown to everyone, and holds the very text that is to go."
    case .unknownRow: "There is no \(bron) \(kenmerk), and never was."
    case .textNotFound: "No version of \(bron) \(kenmerk) holds that text in `\(veld)`. Nothing has been changed."
    }
  }
}

private enum Marker { static let text = "[verwijderd]" }
