import Bytes

/// A refusal for somebody with a browser: what is wrong, in words, and the way on.
enum SiteProblem {
  static func page(_ problem: Problem, _ exchange: Exchange, _ body: inout ByteBuffer) -> Answer {
    let view = SiteView(exchange.language)
    let title = problem.kind.title.text(in: exchange.language)
    let frame = SiteFrame(view, title: title, timeless) { html in
      html("article", .class("smal")) { html in
        html("p", .class("bovenkop"), text: "\(problem.kind.status)")
        html("h1", text: title)
        html("p", .class("inleiding"), text: problem.detail.text(in: exchange.language))
        if !problem.faults.isEmpty {
          html("ul") { html in
            for fault in problem.faults {
              html("li") { html in
                html("code", text: fault.location)
                html.append(" \u{2013} \(fault.detail.text(in: exchange.language))")
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
      status: problem.kind.status, type: .page, fields: problem.fields, language: exchange.language)
  }

  private static let timeless: SitePage.Extras = {
    var extras = SitePage.Extras()
    extras.isTimeless = true
    return extras
  }()
}
