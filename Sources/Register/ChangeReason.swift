import Bytes

/// Why a plan changes: the write-only member `planwijziging` of a write to a published measure, or to a finance line of one.
struct ChangeReason: Sendable, Equatable {
  var reden: String
  var besluitDoor: String?
  var besluitdatum: String?
  var ingangsdatum: String?
  /// The kenmerk of a document.
  var document: String?

  private static let resource = Resource.planwijziging
  fileprivate static let members = ["reden", "besluitDoor", "besluitdatum", "ingangsdatum", "document"]

  var json: JSON {
    [
      "reden": .string(reden), "besluitDoor": .text(besluitDoor), "besluitdatum": .text(besluitdatum),
      "ingangsdatum": .text(ingangsdatum), "document": .text(document),
    ]
  }

  /// Reads the member; faults name places under `/planwijziging`.
  static func read(_ json: JSON) -> (reason: ChangeReason?, faults: [FieldError]) {
    guard let object = json.asObject else {
      return (nil, [FieldError("/planwijziging", .wrongType(expected: "object"))])
    }
    var faults = object.names.filter { !members.contains($0) }.map {
      FieldError("/planwijziging\(JSONPointer([$0]))", .unknownName(allowed: members))
    }
    var validation = Validation(resource)
    let document = validation.document(
      from: .object(JSONObject(members.map { ($0, object[$0] ?? .null) })))
    faults += validation.faults.filter { fault in members.contains { fault.location == "/\($0)" } }.map {
      FieldError("/planwijziging\($0.location)", $0.fault)
    }
    guard faults.isEmpty, let reden = document.text("reden") else { return (nil, faults) }
    return (
      ChangeReason(
        reden: reden, besluitDoor: document.text("besluitDoor"), besluitdatum: document.text("besluitdatum"),
        ingangsdatum: document.text("ingangsdatum"), document: document.text("document")), []
    )
  }
}

extension Resource {
  /// The members of `planwijziging`, where a write may bring it.
  public var changeReasonMembers: [String] { changesPlans ? ChangeReason.members : [] }

  /// A write to a row of it may be a change of a measure's plan.
  var changesPlans: Bool { name == Resource.maatregel.name || name == Resource.financieringsregel.name }
}
