/// What pictures and pages say of themselves.
struct PictureWords {
  let language: Language

  private func either(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  var unknown: String { either("niet bekend", "not known") }
  var everything: String { either("samen", "together") }
  var unknownMark: String { "\u{2013}" }
  var legendUnknown: String {
    either("\u{2013} : niet bekend; dat is niet nul.", "\u{2013} : not known; that is not zero.")
  }
  var moment: String { either("Peilmoment", "As of") }
  var explained: String { either("gekruist: niets, met een verklaring", "crossed: nothing, and the reason is known") }
  var shaded: String {
    either("donkerder is meer; het getal staat in het vak", "darker is more; the figure is in the square")
  }
  var planned: String { either("gepland", "planned") }
  var actual: String { either("werkelijk", "actual") }
  var ongoing: String { either("einde niet bekend", "end not known") }
  var imprecise: String {
    either("streepjes: begin of einde is niet op de dag bekend", "dashes: start or end is not known to the day")
  }
  var point: String {
    either(
      "vierkant (gepland) of rondje (werkelijk): alleen het begin of het einde is bekend",
      "square (planned) or circle (actual): only the start or the end is known")
  }
  var today: String { either("peildatum", "reference date") }
  var nothing: String { either("Hierover is niets vastgelegd.", "Nothing is recorded about this.") }
  var formats: String {
    either(
      " (wat u nu leest, met de lijsten erachter), en op hetzelfde adres met Accept: text/csv, image/svg+xml of "
        + "application/vnd.oasis.opendocument.text-flat-xml.",
      " (what you read now, with the lists behind it), and at the same address with Accept: text/csv, image/svg+xml or "
        + "application/vnd.oasis.opendocument.text-flat-xml.")
  }
  var annex: String { either("Bijlage: de voortgang in tabellen", "Annex: the progress in tables") }
  func unknown(_ what: String) -> String {
    either("\(what.lowercased()) niet bekend", "\(what.lowercased()) not known")
  }
  var subject: String { either("Betreft", "Subject") }
  var date: String { either("Datum", "Date") }
  var of: String { either("van", "of") }
  var page: String { either("Bladzijde", "Page") }
  var columns: String { either("Wat de kolommen betekenen", "What the columns mean") }
  var notes: String { either("Toelichting", "Notes") }
  var asked: String { either("Gevraagd", "Asked for") }
  var others: String { either("Ook als", "Also as") }
  var source: String {
    either(
      "Register van het Nationaal Programma tegen discriminatie en racisme",
      "Register of the Dutch National Programme against discrimination and racism")
  }
  var table: String { either("Tabel", "Table") }
  var picture: String { either("Beeld", "Picture") }

  func more(_ count: Int) -> String {
    either("\u{2026} en nog \(count); ze staan in de tabel.", "\u{2026} and \(count) more; they are in the table.")
  }

  func drawn(rows: Int) -> String { either("\(rows) regels.", "\(rows) lines.") }
  func empty(_ count: Int, of all: Int) -> String {
    either("\(count) van de \(all) vakken zijn leeg.", "\(count) of the \(all) squares are empty.")
  }
  func most(_ what: String, _ figure: String) -> String {
    either("Meeste: \(what): \(figure).", "Most: \(what): \(figure).")
  }
}
