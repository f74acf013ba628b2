public import Bytes

/// How far a row is on its way to the public, and who sees it until then.
public struct Publicatie: Sendable, Equatable {
  public var status: Status
  public var zichtbaarheid: Zichtbaarheid
  /// Published, but not seen by the public before this moment.
  public var embargoTot: Timestamp?
  /// Why it was withdrawn.
  public var reden: String?

  public enum Status: String, Sendable, CaseIterable {
    case concept, vrijgegeven, gepubliceerd, ingetrokken
  }

  public enum Zichtbaarheid: String, Sendable, CaseIterable {
    case ownOrganisation = "eigen-organisatie"
    case interdepartmental = "interdepartementaal"
  }

  static let draft = Publicatie(status: .concept, zichtbaarheid: .ownOrganisation)
  static let published = Publicatie(status: .gepubliceerd, zichtbaarheid: .ownOrganisation)

  func isEmbargoed(at now: Timestamp) -> Bool { status == .gepubliceerd && embargoTot.map { now < $0 } ?? false }

  /// `concept` to `vrijgegeven` to `gepubliceerd` to `ingetrokken`, and `vrijgegeven` back to `concept`.
  func mayBecome(_ next: Status) -> Bool {
    switch (status, next) {
    case (.concept, .vrijgegeven), (.vrijgegeven, .gepubliceerd), (.gepubliceerd, .ingetrokken),
      (.vrijgegeven, .concept):
      true
    default: false
    }
  }
}

extension Publicatie {
  /// The member as clients see it.
  public static let field = Field(
    "publicatie",
    .object([
      .choice("status", Status.allCases.map(\.rawValue), nl: "Stand van de publicatie.", en: "State of publication.")
        .defaulting(to: Status.concept.rawValue).filtered(by: "publicatiestatus"),
      .choice(
        "zichtbaarheid", Zichtbaarheid.allCases.map(\.rawValue), nl: "Wie het ziet vóór publicatie.",
        en: "Who sees it before publication."
      ).defaulting(to: Zichtbaarheid.ownOrganisation.rawValue),
      .timestamp("embargoTot", nl: "Niet openbaar vóór dit moment.", en: "Not public before this moment."),
      .text("reden", 1_000, nl: "Waarom ingetrokken.", en: "Why withdrawn."),
    ]), nl: "Hoe ver de rij is op weg naar openbaarheid.", en: "How far the row is on its way to the public.")

  static let leaves = field.members.map {
    Layout.Leaf(path: ["publicatie", $0.name], field: $0, column: "publicatie_\($0.column)")
  }

  var json: JSON {
    [
      "status": .string(status.rawValue), "zichtbaarheid": .string(zichtbaarheid.rawValue),
      "embargoTot": .text(embargoTot?.description), "reden": .text(reden),
    ]
  }

  init(_ status: Status, _ zichtbaarheid: Zichtbaarheid, embargoTot: Timestamp?, reden: String?) {
    self.status = status
    self.zichtbaarheid = zichtbaarheid
    self.embargoTot = embargoTot
    self.reden = reden
  }

  /// Reads back what the log holds.
  init?(logged json: JSON) {
    guard let status = json["status"]?.asString.flatMap(Status.init),
      let zichtbaarheid = json["zichtbaarheid"]?.asString.flatMap(Zichtbaarheid.init)
    else { return nil }
    self.init(
      status, zichtbaarheid, embargoTot: json["embargoTot"]?.asString.flatMap(Timestamp.init(rfc3339:)),
      reden: json["reden"]?.asString)
  }

  /// Reads what a client asks for; faults name members under `/publicatie`.
  static func requested(_ json: JSON?) -> Result<Publicatie?, Faults> {
    guard let json, !json.isNull else { return .success(nil) }
    guard let object = json.asObject else {
      return .failure(Faults([FieldError("/publicatie", .wrongType(expected: "object"))]))
    }
    var faults: [FieldError] = []
    var result = Publicatie.draft
    for (name, value) in object where !value.isNull {
      let place = "/publicatie\(JSONPointer([name]))"
      switch name {
      case "status":
        if let status = value.asString.flatMap(Status.init), status != .ingetrokken {
          result.status = status
        } else {
          faults.append(FieldError(place, .notAllowed(allowed: ["concept", "vrijgegeven", "gepubliceerd"])))
        }
      case "zichtbaarheid":
        if let zichtbaarheid = value.asString.flatMap(Zichtbaarheid.init) {
          result.zichtbaarheid = zichtbaarheid
        } else {
          faults.append(FieldError(place, .notAllowed(allowed: Zichtbaarheid.allCases.map(\.rawValue))))
        }
      case "embargoTot":
        if let moment = value.asString.flatMap(Timestamp.init(rfc3339:)) {
          result.embargoTot = moment
        } else {
          faults.append(FieldError(place, .malformed(expected: "2024-06-30T12:00:00Z")))
        }
      case "reden": break
      default: faults.append(FieldError(place, .unknownName(allowed: field.members.map(\.name))))
      }
    }
    return faults.isEmpty ? .success(result) : .failure(Faults(faults))
  }

  struct Faults: Error {
    let list: [FieldError]
    init(_ list: [FieldError]) { self.list = list }
  }
}

extension Publicatie {
  private init(status: Status, zichtbaarheid: Zichtbaarheid) {
    self.init(status, zichtbaarheid, embargoTot: nil, reden: nil)
  }
}
