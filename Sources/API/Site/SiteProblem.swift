import Bytes

/// A refusal for somebody with a browser: what is wrong, in words, and the way on.
enum SiteProblem {
  static func page(_ problem: Problem, _ visit: SiteVisit, _ body: inout ByteBuffer) -> Answer {
    let view = SiteView(visit)
    let isUnknown = problem.kind == .unknownPath
    let title =
      isUnknown ? view.t("Deze bladzijde is er niet", "No such page") : problem.kind.title.text(in: visit.language)
    let frame = SiteFrame(view, title: title, timeless) { html in
      html("article", .class("smal")) { html in
        html("p", .class("bovenkop"), text: "\(problem.kind.status)")
        html("h1", text: title)
        html("p", .class("inleiding"), text: said(problem, view))
        if !problem.faults.isEmpty {
          html("ul") { html in
            for fault in problem.faults {
              html("li") { html in
                html("code", text: fault.location)
                html.append(" \u{2013} \(fault.detail.text(in: visit.language))")
              }
            }
          }
        }
        html("p") { html in
          html("a", .href(view.href("/")), text: view.t("Naar het begin", "To the start page"))
          html.append(" \u{00B7} ")
          html("a", .href(view.href("/maatregelen")), text: view.t("Zoek een maatregel", "Find a measure"))
        }
      }
    }
    body.append(frame.whole().text)
    return Answer(
      status: problem.kind.status, type: .page, fields: problem.fields, language: visit.language)
  }

  private static func said(_ problem: Problem, _ view: SiteView) -> String {
    if problem.kind == .notFound, let day = view.day {
      let shown = ValueWords(language: view.language).long(day)
      return view.t(
        "Op \(shown) stond dit nog niet in het register.", "On \(shown) this was not in the register yet.")
    }
    guard problem.kind == .unknownPath else { return problem.detail.text(in: view.language) }
    return view.t(
      "Misschien is het adres niet helemaal goed overgenomen. Zoek hieronder verder.",
      "Perhaps the address was not copied in full. Find your way from here.")
  }

  private static let timeless: SitePage.Extras = {
    var extras = SitePage.Extras()
    extras.isTimeless = true
    extras.isRefusal = true
    return extras
  }()
}
