import Bytes
import HTTP
import Register

extension SitePage {
  /// Entry for departments. The page holds forms made from the declarations and nothing of anybody; a script of its own
  /// fills and sends them with a token that it keeps in a variable and nowhere else.
  static let entry = SitePage(
    "/invoer", title: Words(nl: "Invoer voor departementen", en: "Entry for departments"),
    asks: { _ in EntryForm.small.map { SiteQuestion.names($0, hasPast: false) } },
    show: { view, html in EntryPage(view).write(to: &html) }
  ).with {
    $0.extras.scripts = SiteFile.entry
    $0.extras.isTimeless = true
  }
}

private struct EntryPage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  func write(to html: inout Markup) {
    html("h1", text: view.t("Invoer voor departementen", "Entry for departments"))
    html("noscript") { html in
      html("p", .class("melding fout")) { html in
        html.append(
          view.t(
            "Deze pagina stuurt uw invoer met JavaScript, dat hier uit staat. Melden kan ook ",
            "This page sends your entry with JavaScript, which is off here. You can also report "))
        html(
          "a", .href(view.href("/melden")),
          text: view.t("met een opdracht of een spreadsheet", "with a command or a spreadsheet"))
        html.append(".")
      }
    }
    html("div", .id("invoer"), Markup.Attribute("data-taal", view.language.tag.description)) { html in
      html("form", .id("aanmelden"), .class("smal invoervak")) { html in
        html(
          "p",
          text: view.t(
            "Plak het token van uw organisatie. Het blijft in het geheugen van dit ene venster; sluit of ververst u het, dan is het weg.",
            "Paste the token of your organisation. It stays in the memory of this one window; close or reload it and it is gone."
          ))
        html("div", .class("veld")) { html in
          html("label", Markup.Attribute("for", "token"), text: view.t("Token", "Token"))
          html.void(
            "input", .type("password"), .id("token"), Markup.Attribute("autocomplete", "off"),
            Markup.Attribute("spellcheck", "false"), Markup.Attribute("required", when: true))
        }
        html("div", .class("veld")) { html in
          html("label", Markup.Attribute("for", "organisatie"), text: view.t("Organisatie", "Organisation"))
          html("select", .id("organisatie"), Markup.Attribute("required", when: true)) { html in
            html("option", .value(""), text: view.t("Kies uw organisatie", "Choose your organisation"))
            for row in view.items("organisaties") {
              html("option", .value(row["kenmerk"]?.asString), view.dutch, text: row["naam"]?.asString ?? "")
            }
          }
        }
        html(
          "p", .class("melding fout"), .id("aanmelden-fout"), Markup.Attribute("role", "alert"),
          Markup.Attribute("hidden", when: true), text: "")
        html("button", .type("submit"), .class("hoofdknop"), text: view.t("Begin", "Begin"))
      }
      html("div", .id("werk"), Markup.Attribute("hidden", when: true)) { _ in }
    }
    for (name, resource, fields) in forms {
      html("template", .id("vorm-\(name)")) { html in
        EntryForm(view, resource).write(fields, to: &html)
      }
    }
  }

  private var forms: [(String, Resource, [Field])] {
    let reasons = Resource.named("planwijziging")
    let money = Resource.collected(as: "financieringsregels")
    let all: [(String, Resource?, [Field])] = [
      ("melding", .voortgangsmelding, EntryForm.own(of: .voortgangsmelding)),
      ("maatregel", .maatregel, EntryForm.own(of: .maatregel)),
      ("geld", money, money.map { EntryForm.own(of: $0) } ?? []),
      ("reden", reasons, (reasons?.fields ?? []).filter { EntryForm.reason.contains($0.name) }),
    ]
    return all.compactMap { name, resource, fields in resource.map { (name, $0, fields) } }
  }
}

/// A form made from a declaration: each field with its label, what it may hold and where it stands in the JSON, from
/// which the script makes what it sends, and beside which it shows what is wrong.
struct EntryForm {
  private let view: SiteView
  private let resource: Resource

  init(_ view: SiteView, _ resource: Resource) {
    self.view = view
    self.resource = resource
  }

  /// Collections whose rows can be chosen from; of others the kenmerk is typed.
  static let small = [
    "fasen", "domeinen", "gronden", "programmas", "organisaties", "uitvragen", "financieringssecties",
  ]

  /// The members of `planwijziging` in a write.
  static let reason = ["reden", "besluitDoor", "besluitdatum", "ingangsdatum", "document"]

  /// What a department fills in.
  static func own(of resource: Resource) -> [Field] {
    resource.fields.filter {
      !$0.isReadOnly && $0.name != resource.pathField && !["afgeleid", "bronnen"].contains($0.name)
    }
  }

  func write(_ fields: [Field], to html: inout Markup) {
    for field in fields {
      // The script leaves these out once the measure is published: then they are the bureau's.
      if field.isCoordinated {
        html("div", Markup.Attribute("data-van", "bureau")) { write(field, at: "/\(field.name)", to: &$0) }
      } else {
        write(field, at: "/\(field.name)", to: &html)
      }
    }
  }

  private func write(_ field: Field, at pointer: String, to html: inout Markup) {
    switch field.type {
    case .object(let members):
      html("fieldset", Markup.Attribute("data-pad", pointer), Markup.Attribute("data-soort", "object")) { html in
        html("legend", text: view.label(field))
        for member in members where !member.isReadOnly { write(member, at: "\(pointer)/\(member.name)", to: &html) }
      }
    case .objects(let members, _):
      html("fieldset", Markup.Attribute("data-pad", pointer), Markup.Attribute("data-soort", "objecten")) { html in
        html("legend", text: view.label(field))
        html("p", .class("hulp"), text: view.language == .nl ? field.nl : field.en)
        html("div", .class("delen")) { _ in }
        html("template") { html in
          html("div", .class("deel"), Markup.Attribute("data-soort", "object")) { html in
            for member in members where !member.isReadOnly {
              write(member, at: "\(pointer)/-/\(member.name)", to: &html)
            }
            html("button", .type("button"), .class("weg"), text: view.t("Haal weg", "Take away"))
          }
        }
        html("button", .type("button"), .class("erbij"), text: view.t("Voeg toe", "Add"))
      }
    default: simple(field, at: pointer, to: &html)
    }
  }

  private func simple(_ field: Field, at pointer: String, to html: inout Markup) {
    let id = resource.name + pointer.replacing("/", with: "-")
    if case .links(let target) = field.type, let rows = choices(target) {
      return html("fieldset", Markup.Attribute("data-pad", pointer), Markup.Attribute("data-soort", "keuzes")) { html in
        html("legend", text: view.label(field))
        for (kenmerk, name) in rows {
          html("label", .class("vinkje")) { html in
            html.void("input", .type("checkbox"), .value(kenmerk))
            html("span", view.language(of: Resource.named(target)?.collection ?? "", kenmerk), text: name)
          }
        }
      }
    }
    html("div", .class("veld"), Markup.Attribute("data-pad", pointer), Markup.Attribute("data-soort", kind(of: field)))
    { html in
      html("label", Markup.Attribute("for", id)) { html in
        html.append(view.label(field))
        if field.isRequired { html("span", .class("verplicht"), text: view.t(" (verplicht)", " (required)")) }
      }
      html("p", .class("hulp"), .id("\(id)-hulp"), text: help(field))
      control(field, id, &html)
    }
  }

  private func kind(of field: Field) -> String {
    switch field.type {
    case .integer: "getal"
    case .boolean: "ja-nee"
    case .links, .texts: "rij"
    case .parameters: "json"
    default: "tekst"
    }
  }

  /// What the label does not say yet, and how it is written.
  private func help(_ field: Field) -> String {
    let text = (view.language == .nl ? field.nl : field.en).replacing("`", with: "")
    let said = text.dropLast() == view.label(field) ? [] : [text]
    switch field.type {
    case .impreciseDate:
      return
        (said + [
          view.t(
            "Zo precies als bekend: 2027, 2027-06 of 2027-06-30.", "As precise as known: 2027, 2027-06 or 2027-06-30.")
        ])
        .joined(separator: " ")
    case .links, .texts: return (said + [view.t("Een op elke regel.", "One on each line.")]).joined(separator: " ")
    default: return said.joined()
    }
  }

  private func choices(_ target: String) -> [(String, String)]? {
    guard let collection = Resource.named(target)?.collection, Self.small.contains(collection) else { return nil }
    return view.items(collection).map {
      let kenmerk = $0["kenmerk"]?.asString ?? ""
      return (kenmerk, view.name(collection, kenmerk))
    }
  }

  private func control(_ field: Field, _ id: String, _ html: inout Markup) {
    let help = Markup.Attribute("aria-describedby", "\(id)-hulp")
    let required = Markup.Attribute("aria-required", field.isRequired ? "true" : nil)
    func select(_ options: [(String, String)], of collection: String? = nil) {
      html("select", .id(id), help, required) { html in
        html("option", .value(""), text: view.t("Niet ingevuld", "Not filled in"))
        for (value, name) in options {
          html("option", .value(value), collection.map { view.language(of: $0, value) } ?? .lang(nil), text: name)
        }
      }
    }
    switch field.type {
    case .choice(let values): select(values.map { ($0, view.word($0)) })
    case .boolean: select([("true", view.t("Ja", "Yes")), ("false", view.t("Nee", "No"))])
    case .link(let target):
      if let rows = choices(target) { return select(rows, of: Resource.named(target)?.collection) }
      // The script offers rows of this collection while somebody types.
      html.void(
        "input", .type("text"), .id(id), help, required, Markup.Attribute("autocomplete", "off"),
        Markup.Attribute("data-collectie", Resource.named(target)?.collection))
    case .day: html.void("input", .type("date"), .id(id), help, required)
    case .integer: html.void("input", .type("text"), .id(id), help, required, Markup.Attribute("inputmode", "numeric"))
    case .text(let max) where max > 500, .texts(let max) where max >= 0:
      html(
        "textarea", .id(id), help, required, Markup.Attribute("rows", max > 1_000 ? "5" : "2"),
        Markup.Attribute("maxlength", String(max)), text: "")
    case .links, .parameters: html("textarea", .id(id), help, required, Markup.Attribute("rows", "2"), text: "")
    case .text(let max):
      html.void("input", .type("text"), .id(id), help, required, Markup.Attribute("maxlength", String(max)))
    default: html.void("input", .type("text"), .id(id), help, required)
    }
  }
}
