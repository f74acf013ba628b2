import Bytes
import HTTP
import Register

/// A page as an answer: its questions asked of the API as the public asks them, the answers shown.
extension Reading {
  func page(_ call: Call, _ page: SitePage, _ body: inout ByteBuffer) throws -> Answer {
    var view = try SiteView(call, page, configuration)
    try call.refuse([])
    if case .passed(let representation) = page.form, let question = page.asks(view).first {
      return try ask(question, as: representation, view, call, &body)
    }
    while true {
      let new = page.asks(view).filter { view.answers[$0.name] == nil }
      if new.isEmpty { break }
      for question in new {
        try patience.check()
        view.add(try ask(question, view, call), to: question)
      }
    }
    var type = Answer.ContentType.page
    var markup = Markup()
    if case .document(let own) = page.form {
      type = own
      page.show(view, &markup)
    } else {
      markup = SiteFrame(view, page).whole()
    }
    body.append(markup.text)
    // The bytes decide: a new release that shows the same is no other page, and one that shows it better is.
    let tag = Base64URL.encode(SHA256.digest(of: Array(markup.text.utf8)).prefix(12))
    return Answer(
      type: type, etag: "\"\(tag)\"", mayBeKept: call.caller.token == nil, language: view.language)
  }

  func file(_ file: SiteFile, _ body: inout ByteBuffer) -> Answer {
    body.append(file.bytes)
    return Answer(type: file.type, etag: "\"\(file.digest)\"", mayBeKept: true, isImmutable: true)
  }

  private func ask(_ question: SiteQuestion, _ view: SiteView, _ call: Call) throws -> JSON {
    var body = ByteBuffer(capacity: 16 * 1024)
    var answer = try ask(question, as: .json, view, call, &body)
    answer.gather(into: &body)
    return try body.withBytes { try JSON.parse($0) }
  }

  /// What the public gets from a GET; its refusals are the page's.
  private func ask(
    _ question: SiteQuestion, as representation: Representation, _ view: SiteView, _ call: Call,
    _ body: inout ByteBuffer
  ) throws -> Answer {
    let segments = question.path.split(separator: "/").map(String.init)
    guard let match = Routes.match(segments), let endpoint = match.route.endpoint(for: .get) else {
      throw Problem(.unknownPath, nl: "Dit pad bestaat niet.", en: "There is no such path.")
    }
    let own = Call(
      exchange: call.exchange, endpoint: endpoint, path: match.path, kenmerk: match.kenmerk, versie: match.versie,
      parameters: view.parameters(of: question), caller: .everyone, representation: representation, ifMatch: .absent,
      ifNoneMatch: .absent, idempotencyKey: nil, body: nil, form: .document, now: call.now, today: call.today,
      numbers: call.numbers, faults: [])
    return try answer(own, &body)
  }
}
