import Bytes
import Register

extension Problem.Fault {
  /// A fault the register found, in the words clients read.
  init(_ error: FieldError) {
    let place: Place = error.isInQuery ? .query : .body
    let (code, words) = Self.describe(error.fault)
    // A name that nobody gave a member is not sent back whole.
    let location = error.location.utf8.count > 1_000 ? "\(error.location.prefix(200))…" : error.location
    self.init(place, location, code, nl: words.nl, en: words.en)
  }

  /// Why a body is no JSON, and where.
  init(_ error: JSONError) {
    let words = Self.describe(error.reason)
    self.init(
      .body, error.pointer.description, "ongeldige-json",
      nl: "Regel \(error.line), kolom \(error.column): \(words.nl)",
      en: "Line \(error.line), column \(error.column): \(words.en)")
  }

  static func describe(_ fault: FieldError.Fault) -> (code: String, words: Words) {
    switch fault {
    case .unknownName(let allowed):
      (
        "onbekende-naam",
        allowed.isEmpty
          ? Words(nl: "Bestaat niet; hier is geen naam toegestaan.", en: "Does not exist; no name is allowed here.")
          : Words(nl: "Bestaat niet. Toegestaan: \(list(allowed)).", en: "Does not exist. Allowed: \(list(allowed)).")
      )
    case .wrongType(let expected):
      (
        "verkeerd-type",
        Words(nl: "Verwacht: \(typeName(expected).nl).", en: "Expected: \(typeName(expected).en).")
      )
    case .required: ("verplicht", Words(nl: "Is verplicht.", en: "Is required."))
    case .notAllowed(let allowed):
      (
        "niet-toegestaan",
        Words(nl: "Mag hier niet. Toegestaan: \(list(allowed)).", en: "Not allowed. Allowed: \(list(allowed)).")
      )
    case .tooLong(let max): ("te-lang", Words(nl: "Langer dan \(max).", en: "Longer than \(max)."))
    case .empty: ("leeg", Words(nl: "Mag niet leeg zijn.", en: "May not be empty."))
    case .outOfRange(let min, let max):
      ("buiten-bereik", Words(nl: "Ligt niet tussen \(min) en \(max).", en: "Not between \(min) and \(max)."))
    case .malformed(let expected):
      (
        "ongeldige-vorm",
        Words(nl: "Heeft niet de vorm: \(shape(expected).nl).", en: "Not of the form: \(shape(expected).en).")
      )
    case .controlCharacter:
      ("stuurteken", Words(nl: "Bevat een stuurteken.", en: "Contains a control character."))
    case .unknownReference(let resource, let kenmerk):
      (
        "onbekende-verwijzing",
        Words(nl: "Er is geen \(resource) '\(kenmerk)'.", en: "There is no \(resource) '\(kenmerk)'.")
      )
    case .notValidNow(let kenmerk):
      ("niet-geldig", Words(nl: "'\(kenmerk)' is nu niet geldig.", en: "'\(kenmerk)' is not valid now."))
    case .collectingNode(let kenmerk):
      (
        "verzamelknoop",
        Words(
          nl: "'\(kenmerk)' verzamelt andere codes en kan niet worden toegekend.",
          en: "'\(kenmerk)' collects other codes and cannot be assigned.")
      )
    case .duplicate: ("dubbel", Words(nl: "Komt meer dan eens voor.", en: "Occurs more than once."))
    case .inFuture: ("in-de-toekomst", Words(nl: "Dit moet nog komen.", en: "This has yet to come."))
    case .readOnly:
      (
        "alleen-lezen",
        Words(nl: "Houdt de server zelf bij en verschilt.", en: "Is kept by the server and differs.")
      )
    case .rule(let code): (code, rule(code))
    }
  }

  /// Names between commas.
  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private static func typeName(_ type: String) -> Words {
    switch type {
    case "string": Words(nl: "een tekst", en: "a string")
    case "integer": Words(nl: "een geheel getal", en: "an integer")
    case "number": Words(nl: "een getal", en: "a number")
    case "boolean": Words(nl: "true of false", en: "true or false")
    case "object": Words(nl: "een object", en: "an object")
    case "array": Words(nl: "een lijst", en: "an array")
    default: Words(nl: type, en: type)
    }
  }

  private static func shape(_ shape: String) -> Words {
    switch shape {
    case "kenmerk":
      Words(
        nl: "kleine letters en cijfers met enkele streepjes, 2 tot 80 tekens",
        en: "lower-case letters and digits with single dashes, 2 to 80 characters")
    default: Words(nl: shape, en: shape.replacing(" of ", with: " or "))
    }
  }

  /// Rules between fields, by their code.
  private static func rule(_ code: String) -> Words {
    switch code {
    case "te-veel-abonnementen":
      Words(
        nl: "Uw organisatie heeft al zoveel abonnementen als er kunnen zijn.",
        en: "Your organisation has as many subscriptions as it can have.")
    case "selectie-zonder-collectie":
      Words(
        nl: "Een selectie kiest uit een collectie: noem die in `collectie`.",
        en: "A selection chooses from a collection: name it in `collectie`.")
    case "al-verlopen": Words(nl: "Dat moment is al voorbij.", en: "That moment has passed.")
    case "doel-zonder-tls":
      Words(nl: "Het adres begint met https://.", en: "The address begins with https://.")
    case "doel-poort":
      Words(
        nl: "Poort 443, of een vanaf 1024.", en: "Port 443, or one from 1024 on.")
    case "specifiek-zonder-grond":
      Words(nl: "Een specifieke maatregel noemt ten minste één grond.", en: "A specific measure names a ground.")
    case "generiek-met-grond":
      Words(nl: "Een generieke maatregel noemt geen grond.", en: "A generic measure names no ground.")
    case "meer-dan-een-verantwoordelijke":
      Words(nl: "Ten hoogste één organisatie is verantwoordelijk.", en: "At most one organisation is responsible.")
    case "verantwoordelijk-en-medeverantwoordelijk":
      Words(
        nl: "Dezelfde organisatie kan niet verantwoordelijk en medeverantwoordelijk zijn.",
        en: "One organisation cannot be both responsible and co-responsible.")
    case "bereik-omgekeerd":
      Words(nl: "Het bereik eindigt voor het begint.", en: "The range ends before it begins.")
    case "einde-voor-begin": Words(nl: "Het einde ligt voor het begin.", en: "The end is before the start.")
    case "negatief-zonder-mutatie":
      Words(nl: "Alleen een mutatie kan negatief zijn.", en: "Only a change (mutatie) can be negative.")
    case "afgerond-zonder-datum":
      Words(nl: "Wat is afgerond heeft een werkelijke einddatum.", en: "What is finished has an actual end date.")
    case "datum-zonder-afgerond":
      Words(
        nl: "Een werkelijke einddatum hoort bij een melding dat de maatregel is afgerond.",
        en: "An actual end date belongs to a report that the measure is finished.")
    case "status-volgt-melding":
      Words(
        nl: "De status volgt de voortgangsmeldingen: dien een melding in met de nieuwe stand.",
        en: "The status follows the progress reports: hand in a report with the new state.")
    case "bijnaam-bezet":
      Words(
        nl: "Een andere code heet al zo, of heeft deze alias.", en: "Another code has this name or alias already.")
    case "correctie-van-andere-maatregel":
      Words(
        nl: "Een correctie staat bij dezelfde maatregel als wat zij herstelt.",
        en: "A correction stands under the same measure as what it corrects.")
    case "bron-zonder-document-of-url":
      Words(nl: "Een bron is een document of een webadres.", en: "A source is a document or a web address.")
    case "meer-dan-twee-velden": Words(nl: "Ten hoogste twee velden.", en: "Two fields at most.")
    case "meer-dan-drie-velden": Words(nl: "Ten hoogste drie velden.", en: "Three fields at most.")
    case "momenten-of-programmas":
      Words(
        nl: "Vergelijk twee momenten of twee programma's, niet allebei tegelijk.",
        en: "Compare two moments or two programmes, not both at once.")
    case "einde-niet-na-begin": Words(nl: "`tot` ligt niet na `van`.", en: "`tot` is not after `van`.")
    case "te-veel-veranderingen":
      Words(
        nl: "Dit geeft te veel regels: kies een kortere periode, of met `soort` een deel.",
        en: "This gives too many rows: choose a shorter period, or a part with `soort`.")
    case "te-veel-groepen":
      Words(
        nl: "Dit geeft te veel groepen: verdeel naar minder velden, of kies minder rijen.",
        en: "This gives too many groups: divide by fewer fields, or choose fewer rows.")
    case "een-tabel-in-csv":
      Words(
        nl: "Een CSV heeft de kolommen van één tabel: noem er één.",
        en: "A CSV has the columns of one table: name one.")
    case "kring": Words(nl: "Een rij kan niet onder zichzelf vallen.", en: "A row cannot fall under itself.")
    case "reden-bij-bedrag":
      Words(
        nl: "Waar een bedrag staat is er geen reden dat het ontbreekt.",
        en: "An amount needs no reason for its absence.")
    case "jaar-en-jaren":
      Words(nl: "Noem één jaar, of van en tot; niet beide.", en: "Give one year, or from and until; not both.")
    case "afgedaan-zonder-document":
      Words(nl: "Wat is afgedaan noemt het document waarmee.", en: "What is settled names the document that did it.")
    case "doorlopend-afgedaan":
      Words(
        nl: "Een doorlopende plicht is nooit afgedaan; noem per keer het document in afgedaanMet.",
        en: "A standing obligation is never settled; name the document of each occasion in afgedaanMet.")
    case "meting-bestaat":
      Words(
        nl: "Deze bron heeft al een meting van deze indicator, periode en uitsplitsing.",
        en: "This source already has a measurement of this indicator, period and breakdown.")
    default: Words(nl: "Voldoet niet aan de regel '\(code)'.", en: "Breaks the rule '\(code)'.")
    }
  }

  private static func describe(_ reason: JSONError.Reason) -> Words {
    switch reason {
    case .unexpectedEnd: Words(nl: "het document is niet af.", en: "the document is cut short.")
    case .unexpectedByte: Words(nl: "dit teken kan hier niet staan.", en: "this character cannot stand here.")
    case .trailingBytes: Words(nl: "er staat iets achter het document.", en: "something stands behind the document.")
    case .byteOrderMark: Words(nl: "een byte order mark is niet toegestaan.", en: "a byte order mark is not allowed.")
    case .invalidUTF8: Words(nl: "geen geldige UTF-8.", en: "not valid UTF-8.")
    case .invalidEscape: Words(nl: "ongeldige escape.", en: "invalid escape.")
    case .loneSurrogate: Words(nl: "een half surrogaatpaar.", en: "half a surrogate pair.")
    case .controlCharacter: Words(nl: "een stuurteken binnen een tekst.", en: "a control character within a string.")
    case .nul: Words(nl: "\\u0000 kan niet worden bewaard.", en: "\\u0000 cannot be kept.")
    case .invalidNumber: Words(nl: "geen geldig getal.", en: "not a valid number.")
    case .numberTooLong: Words(nl: "het getal is te lang.", en: "the number is too long.")
    case .tooDeep: Words(nl: "te diep genest.", en: "nested too deeply.")
    case .tooManyMembers: Words(nl: "te veel leden in één object.", en: "too many members in one object.")
    case .duplicateName: Words(nl: "deze naam staat er twee keer.", en: "this name occurs twice.")
    }
  }
}
