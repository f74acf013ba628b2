import API

/// The flags of `npdr query`: its own, and those of what is asked, from the declarations.
enum QueryFlags {
  static let own: [LineFlag] = [
    LineFlag(
      name: "als", key: "als", nl: "De vorm. Gewoon is een tabel op een scherm, en JSON in een pijp.",
      values: Asking.Form.allCases.map(\.rawValue), placeholder: "VORM"),
    LineFlag(name: "json", key: "json", nl: "Hetzelfde als --als json.", isSwitch: true),
    LineFlag(name: "csv", key: "csv", nl: "Hetzelfde als --als csv, voor een rekenblad.", isSwitch: true),
    LineFlag(name: "alles", key: "alles", nl: "Alle bladzijden, niet alleen de eerste.", isSwitch: true),
    LineFlag(name: "curl", key: "curl", nl: "Vraag niets, maar toon hoe curl het vraagt.", isSwitch: true),
  ]

  /// Those of every command that speaks with a register.
  static let connection: [LineFlag] = [
    LineFlag(
      name: "op", key: "op", nl: "Het register, zoals https://npdr.example.nl. Anders NPDR_SERVER.",
      placeholder: "ADRES"),
    LineFlag(
      name: "token-bestand", key: "token-bestand",
      nl: "Bestand met het token, met mode 600. Anders NPDR_TOKEN, of ~/.config/npdr/token.", placeholder: "BESTAND"),
  ]

  static let always = own + connection

  /// Query keys that are no Dutch word, and what they are called here.
  private static let dutch = [
    "fields": "velden", "sort": "sorteer", "search": "zoek", "limit": "limiet", "expand": "met",
  ]

  static func of(_ path: ClientPath) -> [LineFlag] {
    path.keys.map { key in
      LineFlag(
        name: dutch[key.name] ?? LineFlag.dashed(key.name), key: key.name,
        nl: key.nl + (key.isRequired ? " Verplicht." : ""), values: key.values, collection: key.collection,
        isSwitch: key.isSwitch, placeholder: placeholder(key.name))
    }
  }

  private static func placeholder(_ key: String) -> String {
    switch key {
    case "beschikbaarOp", "gewijzigdSinds", "vergelekenMet": "MOMENT"
    case "limit": "AANTAL"
    case "fields", "sort", "mist", "heeft", "vermeld", "alleenAfgeleid": "VELDEN"
    case "search": "WOORDEN"
    default: key.hasSuffix("Vanaf") || key.hasSuffix("TotEnMet") ? "GRENS" : key == "geldigOp" ? "DAG" : "WAARDE"
    }
  }
}
