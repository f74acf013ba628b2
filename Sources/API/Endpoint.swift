import HTTP
import Register

/// What a method does on a path.
enum Endpoint: Sendable {
  case list(Resource)
  /// The rows of the first that stand under a row of the second.
  case children(Resource, Resource)
  case item(Resource)
  /// What a row has been: its versions, one of them, the difference between two, its changes of status.
  case versions(Resource)
  case version(Resource)
  case differences(Resource)
  case transitions(Resource)
  /// The feed of changes.
  case changes
  case create(Resource)
  /// POST of the first under a row of the second.
  case add(Resource, Resource)
  case replace(Resource)
  case change(Resource)
  case discard(Resource)
  case transition(Resource)
  case report(ReportDeclaration)
  /// Many rows at once.
  case bulk(Resource)
  /// What is done with subscriptions beside making, changing and discarding them.
  case subscription(SubscriptionAction)
  /// The tokens, and one of them.
  case tokens
  case token
  /// Open data: the catalogue, the list of files, and a file.
  case catalogue
  case files
  case download
  case description
  case alive
  case ready
  /// The site: a page of it, a file it is shown with.
  case page(SitePage)
  case file(SiteFile)
}

enum SubscriptionAction: Sendable {
  case list
  case item
  /// POST on `_hervat`, `_proef` and `_herhaal`.
  case resume
  case tryOut
  case replay

  var isRead: Bool {
    switch self {
    case .list, .item: true
    case .resume, .tryOut, .replay: false
    }
  }
}

extension Endpoint {
  /// The rights its rows ask of a writer; nil for what only reads.
  var writes: Resource.Rights? {
    switch self {
    case .list, .children, .item, .versions, .version, .differences, .transitions, .report, .changes, .tokens, .token,
      .catalogue, .files, .download, .description, .alive, .ready, .page, .file:
      nil
    case .create(let r), .add(let r, _), .replace(let r), .change(let r), .discard(let r), .transition(let r),
      .bulk(let r):
      r.rights
    case .subscription(let action): action.isRead ? nil : Resource.abonnement.rights
    }
  }

  /// Whether the public may not even ask.
  var needsToken: Bool {
    switch self {
    case .subscription, .tokens, .token: return true
    default: return writes != nil
    }
  }

  /// Whether only the administrator may even read it.
  var isOfAdministrator: Bool {
    switch self {
    case .tokens, .token: true
    default: false
    }
  }

  /// The representations its answer can take, the usual one first; none without a body.
  var offers: [Representation] {
    switch self {
    case .list, .children, .versions, .transitions, .tokens, .files, .subscription(.list): [.json, .csv]
    case .report: [.json, .csv, .svg, .html, .odf]
    case .changes: [.json, .csv, .events]
    case .catalogue: [.linked, .json]
    case .item, .version, .differences, .create, .add, .replace, .change, .transition, .bulk, .token, .description,
      .alive, .ready, .subscription:
      [.json]
    // The name of a file says what it is.
    case .discard, .download, .page, .file: []
    }
  }

  /// What its body may be, and how it is read then; none without a body.
  var takes: [(type: MediaType, form: BodyForm)] {
    switch self {
    case .create, .add, .replace, .transition: [(.json, .document)]
    case .change: [(.mergePatch, .document)]
    case .bulk: [(.jsonLines, .lines), (.ndjson, .lines), (.csv, .table)]
    case .list, .children, .item, .versions, .version, .differences, .transitions, .report, .changes, .discard,
      .tokens, .token, .catalogue, .files, .download, .description, .alive, .ready, .subscription, .page, .file:
      []
    }
  }

  /// The field of a 415 that names what would do. Source: RFC 9110 section 15.5.16, RFC 5789 section 2.2.
  var accepts: AnswerField? {
    switch self {
    case .create, .add, .transition: AnswerField("Accept-Post", "application/json")
    case .bulk: AnswerField("Accept-Post", "application/jsonl, application/x-ndjson, text/csv")
    case .replace: AnswerField("Accept", "application/json")
    case .change: AnswerField("Accept-Patch", "application/merge-patch+json")
    case .list, .children, .item, .versions, .version, .differences, .transitions, .report, .changes, .discard,
      .tokens, .token, .catalogue, .files, .download, .description, .alive, .ready, .subscription, .page, .file:
      nil
    }
  }

  var isPost: Bool {
    switch self {
    case .create, .add, .transition, .bulk: true
    case .subscription(let action): !action.isRead
    case .list, .children, .item, .versions, .version, .differences, .transitions, .report, .changes, .replace, .change,
      .discard, .tokens, .token, .catalogue, .files, .download, .description, .alive, .ready, .page, .file:
      false
    }
  }
}

extension MediaType {
  static let json = MediaType("application/json")
  static let mergePatch = MediaType("application/merge-patch+json")
  static let jsonLines = MediaType("application/jsonl")
  static let ndjson = MediaType("application/x-ndjson")
  static let csv = MediaType("text/csv; header=present")
  static let svg = MediaType("image/svg+xml")
  static let html = MediaType("text/html")
  static let odf = MediaType("application/vnd.oasis.opendocument.text-flat-xml")
  static let events = MediaType("text/event-stream")
  static let linked = MediaType("application/ld+json")
}

extension Representation {
  /// What the `Content-Type` of an answer in this form says.
  var contentType: Answer.ContentType {
    switch self {
    case .json: .json
    case .csv: .csv
    case .svg: .svg
    case .html: .html
    case .odf: .odf
    case .events: .events
    case .linked: .linked
    }
  }

  var mediaType: MediaType {
    switch self {
    case .json: .json
    case .csv: .csv
    case .svg: .svg
    case .html: .html
    case .odf: .odf
    case .events: .events
    case .linked: .linked
    }
  }
}
