public import Bytes

extension Resource {
  /// A token: who may act for which organisation. Like a subscription no content of the programme, so not in
  /// `Resource.all`; its text is shown once, when it is made, and kept as SHA-256 only.
  public static let toegang = Resource(
    "toegang", "toegangen", nl: "Token waarmee een organisatie leest en schrijft.",
    en: "Token with which an organisation reads and writes.", rights: .administrator, publication: .ownOrganisation,
    isOfTheService: true, kenmerkSource: [],
    [
      .link("organisatie", to: "organisatie", nl: "Voor wie het handelt.", en: "For whom it acts.").required,
      .choice(
        "rol", Caller.Role.allCases.filter { $0 != .everyone }.map(\.rawValue),
        nl: "Wat het mag; `bureau` is er alleen voor de NCDR.", en: "What it may do; `bureau` is for the NCDR only."
      ).required,
      .timestamp(
        "verlooptOp", nl: "Tot wanneer het werkt; weggelaten een jaar.",
        en: "Until when it works; a year when left out."),
      .choice(
        "status", ["geldig", "verlopen", "ingetrokken"], nl: "Of het werkt.", en: "Whether it works."
      ).readOnly,
      .timestamp("ingetrokkenOp", nl: "Sinds wanneer het niet meer werkt.", en: "Since when it is revoked.").readOnly,
      .timestamp(
        "laatstGebruiktOp", nl: "Wanneer er het laatst iets mee werd gevraagd.",
        en: "When something was last asked with it."
      ).readOnly,
    ])

  /// The member of the answer that holds the text of a new token, this once.
  public static let token = "token"

  /// The organisation that is the bureau: no other has its role.
  public static let bureau = "ncdr"
}

extension Tokens.Token {
  /// As an administrator reads it.
  ///
  /// - Parameter secret: when it has just been made.
  func item(at now: Timestamp, secret: String? = nil) -> Item {
    var members: JSONObject = [
      "kenmerk": .string(kenmerk), "organisatie": .string(organisation), "rol": .string(role.rawValue),
      "verlooptOp": .text(expires?.description), "status": .string(status(at: now)),
      "ingetrokkenOp": .text(revoked?.description), "laatstGebruiktOp": .text(lastUsed?.description),
      "aangemaaktOp": .string(created.description),
    ]
    if let secret { members[Resource.token] = .string(secret) }
    let json = JSON.object(members).encoded()
    let digest = Base64URL.encode(SHA256.digest(of: json).prefix(12))
    return Item(
      resource: Resource.toegang.name, kenmerk: kenmerk, etag: "\"\(version).\(digest)\"", json: json, isPublic: false)
  }

  /// What an administrator made of it: it is made, and revoked. That it was used or ended by itself is no change.
  private var version: Int { revoked == nil ? 1 : 2 }

  /// Whether an entity tag, quotes included, is of this version, however often it was used since.
  func isNamed(by tag: String) -> Bool { tag.hasPrefix("\"\(version).") }

  private func status(at now: Timestamp) -> String {
    revoked != nil ? "ingetrokken" : expires.map { $0 <= now } ?? false ? "verlopen" : "geldig"
  }
}

extension RegisterReader {
  /// Every token, without its text; for the administrator only.
  public func tokens(at now: Timestamp) throws -> [Item] { try Tokens.list(connection).map { $0.item(at: now) } }

  /// - Throws: `RegisterError.notFound`.
  public func token(_ kenmerk: String, at now: Timestamp) throws -> Item {
    guard let token = try Tokens.list(connection).first(where: { $0.kenmerk == kenmerk }) else {
      throw RegisterError.notFound(resource: Resource.toegang.name, kenmerk: kenmerk)
    }
    return token.item(at: now)
  }
}
