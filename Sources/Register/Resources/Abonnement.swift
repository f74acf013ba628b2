extension Resource {
  /// Not part of the programme's content and so not of `Resource.all`: it has no versions, no past and no place in the
  /// feed, the search index or an export, so that what an organisation listens to shows nowhere but to itself.
  public static let abonnement = Resource(
    "abonnement", "abonnementen",
    nl: "Adres van een organisatie waar het register wijzigingen aflevert, met wat zij wil horen en hoe het gaat.",
    en:
      "Address of an organisation to which the register delivers changes, with what it wants to hear and how it goes.",
    rights: .own, publication: .ownOrganisation, isOfTheService: true, kenmerkSource: ["naam"],
    [
      .text("naam", 200, nl: "Waar het voor is.", en: "What it is for."),
      .url(
        "doel", nl: "Adres waar elke gebeurtenis met POST wordt afgeleverd: https, zonder naam of wachtwoord.",
        en: "Address to which each event is POSTed: https, without user name or password."
      ).required,
      .choice(
        "bereik", ["openbaar", "toegang"],
        nl:
          "Wiens ogen: `openbaar` is wat iedereen ziet; `toegang` is wat het token ziet waarmee het abonnement is gemaakt.",
        en: "Whose eyes: `openbaar` is what everyone sees; `toegang` what the token sees that made the subscription."
      ).defaulting(to: "openbaar"),
      .choice(
        "collectie", Resource.all.map(\.collection), nl: "Alleen wijzigingen in deze collectie; leeg: alle.",
        en: "Only changes in this collection; empty: all."),
      .parameters(
        "selectie", of: Resource.anyOther,
        nl:
          "Welke rijen van `collectie`: parameters van haar lijst met hun waarde. Een rij die erbij komt, verandert of eruit valt wordt gemeld.",
        en:
          "Which rows of `collectie`: parameters of its list and their values. A row that comes in, changes or drops out is told."
      ).defaulting(to: "{}"),
      .text(
        Resource.secret, 100,
        nl: "Sleutel van de handtekening: `whsec_` en 24 tot 64 bytes in base64. Wordt nooit getoond.",
        en: "Key of the signature: `whsec_` and 24 to 64 bytes in base64. Never shown."),
      .choice(
        "status", ["actief", "gepauzeerd", "geparkeerd"],
        nl: "Of er wordt afgeleverd. `geparkeerd` zet de server zelf; `actief` begint weer waar het was.",
        en: "Whether deliveries are made. `geparkeerd` is set by the server; `actief` goes on where it was."
      ).defaulting(to: "actief"),
      .text("toelichting", 10_000, nl: "Toelichting.", en: "A note."),
      .link("organisatie", to: "organisatie", nl: "Van wie het is.", en: "Whose it is.").readOnly,
      .choice(
        "reden", Delivery.ParkingReason.allCases.map(\.rawValue), nl: "Waarom het geparkeerd is.",
        en: "Why it is parked."
      ).readOnly,
      .object(
        "aflevering", nl: "Hoe het gaat met afleveren.", en: "How the deliveries go.",
        [
          .timestamp("statusSinds", nl: "Sinds wanneer deze status.", en: "Since when this status."),
          .timestamp("laatsteOp", nl: "Laatste geslaagde aflevering.", en: "Latest delivery that succeeded."),
          .integer(
            "achterstand", 0...1_000_000_000, nl: "Wijzigingen in de feed die nog niet zijn bekeken of afgeleverd.",
            en: "Changes in the feed that were not looked at or delivered yet."),
          .integer("pogingen", 0...1_000_000_000, nl: "Mislukte pogingen op rij.", en: "Failed attempts in a row."),
          .timestamp("misluktSinds", nl: "Eerste van die pogingen.", en: "First of those attempts."),
          .timestamp("volgendeOp", nl: "Volgende poging.", en: "Next attempt."),
          .choice(
            "laatsteFout", Delivery.Fault.allCases.map(\.rawValue), nl: "Waarom de laatste poging mislukte.",
            en: "Why the latest attempt failed."),
          .integer("laatsteStatus", 100...599, nl: "HTTP-status van het laatste antwoord.", en: "Latest HTTP status."),
        ]
      ).readOnly,
    ])

  /// The member that is written and never read.
  public static let secret = "geheim"

  /// In the place of a resource's name: parameters of the list that another member names.
  public static let anyOther = "*"
}

/// Words in which the delivery of events is told.
public enum Delivery {
  /// Why a delivery failed.
  public enum Fault: String, Sendable, CaseIterable {
    /// The name has no address, or nobody listens there.
    case unreachable = "onbereikbaar"
    case timeout = "te-traag"
    /// No safe connection: an unknown certificate, another name.
    case insecure = "onveilig"
    /// The name leads to an address that deliveries may not go to.
    case addressNotAllowed = "adres-niet-toegestaan"
    /// The answer is no HTTP, or broke off before its status was known.
    case brokenAnswer = "antwoord-onleesbaar"
    /// An answer that takes the delivery elsewhere: nobody follows it.
    case redirect = "doorverwezen"
    /// Any other answer that is no 2xx.
    case refused = "geweigerd"
    case other = "anders"
  }

  /// Why a subscription was parked.
  public enum ParkingReason: String, Sendable, CaseIterable {
    /// Nothing arrived for as long as the settings allow.
    case tooLong = "te-lang-mislukt"
    /// The receiver answered 410.
    case gone = "ontvanger-weg"
    /// The token with whose eyes it saw is revoked or expired.
    case accessGone = "toegang-vervallen"
  }
}
