import Bytes
import Webhooks

/// A refusal of the register, explained to who asked. Source: RFC 9457.
struct ProblemWords {
  let status: Int
  let title: String
  let detail: String
  let faults: [Fault]

  struct Fault {
    /// `query`, `body`, `header`, `path`.
    let place: String
    /// A query key, or a JSON Pointer into the body.
    let location: String
    /// Stable: `onbekende-verwijzing`.
    let code: String
    let text: String
  }

  init(_ answer: ClientResponse) {
    status = answer.status
    let body = try? JSON.parse(answer.body)
    title = body?["title"]?.asString ?? "Antwoord \(answer.status)"
    detail = body?["detail"]?.asString ?? ""
    faults = (body?["errors"]?.asArray ?? []).map { error in
      Fault(
        place: error["in"]?.asString ?? "", location: error["location"]?.asString ?? "",
        code: error["code"]?.asString ?? "",
        text: error["detail"]?.asString ?? "")
    }
  }

  /// - Parameters:
  ///   - hasToken: whether one was sent.
  ///   - named: what the place of a fault is called by who typed it: `--grond`.
  func failure(hasToken: Bool, named: (Fault) -> String) -> ClientFailure {
    let (ending, words) = explanation(hasToken: hasToken)
    let width = faults.map { named($0).count }.max() ?? 0
    let lines = faults.map { fault in
      let name = named(fault)
      return "  \(name)\(String(repeating: " ", count: width - name.count))  \(fault.text)"
    }
    return ClientFailure(ending, ([words] + lines).joined(separator: "\n"))
  }

  private func explanation(hasToken: Bool) -> (ClientFailure.Ending, String) {
    let said = detail.isEmpty ? "\(title)." : "\(title): \(detail)"
    switch status {
    case 400, 413, 415, 422:
      return (.refused, faults.isEmpty ? said : "\(title).")
    case 401:
      return (
        .forbidden,
        hasToken
          ? "Het register kent dit token niet, of het is verlopen of ingetrokken. Vraag de beheerder om een nieuw."
          : "Hiervoor is een token nodig. Zet het in NPDR_TOKEN, of in ~/.config/npdr/token met `chmod 600`."
      )
    case 403:
      return (
        .forbidden,
        hasToken
          ? "Uw token mag dit niet. \(detail)"
          : "Hiervoor is een token nodig. Zet het in NPDR_TOKEN, of in ~/.config/npdr/token met `chmod 600`."
      )
    case 404:
      return (
        .missing,
        "\(detail.isEmpty ? "Dat is er niet." : detail)"
          + (hasToken ? "" : " Zonder token ziet u alleen wat openbaar is.")
      )
    case 410: return (.missing, said)
    case 406: return (.usage, "In deze vorm is het er niet. \(detail)")
    case 409: return (.conflict, "\(said) Kijk eerst wat er nu staat, met `npdr query`.")
    case 412, 428:
      return (
        .conflict,
        "Iemand anders heeft de rij gewijzigd sinds u haar las. Haal haar opnieuw op, en kijk of uw wijziging nog past. "
          + detail
      )
    case 429: return (.later, "Het register krijgt te veel vragen van u. Probeer het over een minuut nog eens.")
    case 503: return (.later, "Het register kan dit nu niet aan. Probeer het zo nog eens. \(detail)")
    case 507: return (.later, "De schijf van het register is vol. Er is niets opgeslagen; waarschuw de beheerder.")
    default: return (.broken, said)
    }
  }
}
