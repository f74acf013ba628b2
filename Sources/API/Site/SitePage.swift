import Bytes
import HTTP
import Register

/// A page of the site: its place, what it asks of the API, and how it shows the answers. It sees what the public sees
/// and nothing else: there is no way to the register here but the paths of `/v1`.
struct SitePage: Sendable {
  /// `["maatregelen", "{kenmerk}"]`; `[""]` is the start page.
  let pattern: [String]
  /// Above the page and in the browser's tab.
  let title: @Sendable (SiteView) -> String
  /// Of its query, beside `taal` and `beschikbaarOp`. Others are left alone: a link that somebody hung something
  /// on still opens.
  let keys: [String]
  /// Called again with the answers until it asks nothing new.
  let asks: @Sendable (SiteView) -> [SiteQuestion]
  let show: @Sendable (SiteView, inout Markup) -> Void
  var form = Form.page
  /// Of its own head: a feed, a script.
  var extras = Extras()

  enum Form: Sendable {
    /// HTML within the frame that all pages share.
    case page
    /// A whole document of its own.
    case document(Answer.ContentType)
    /// What the API answers to its one question in this form, as it is.
    case passed(Representation)
  }

  struct Extras: Sendable {
    /// The first brings the others.
    var scripts: [SiteFile] = []
    var hasFeed = false
    /// Whether the page uses all of a wide screen.
    var isWide = false
    /// Whether it shows the same on any day.
    var isTimeless = false
    /// Whether it stands where something else was asked for, and has no address of its own.
    var isRefusal = false
  }

  init(
    _ path: String, title: Words, keys: [String] = [],
    asks: @escaping @Sendable (SiteView) -> [SiteQuestion] = { _ in [] },
    show: @escaping @Sendable (SiteView, inout Markup) -> Void
  ) {
    self.init(path, heading: { title.text(in: $0.language) }, keys: keys, asks: asks, show: show)
  }

  init(
    _ path: String, heading: @escaping @Sendable (SiteView) -> String, keys: [String] = [],
    asks: @escaping @Sendable (SiteView) -> [SiteQuestion] = { _ in [] },
    show: @escaping @Sendable (SiteView, inout Markup) -> Void
  ) {
    pattern = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    self.title = heading
    self.keys = keys
    self.asks = asks
    self.show = show
  }

  func with(_ change: (inout SitePage) -> Void) -> SitePage {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A GET that a page asks of the API.
struct SiteQuestion: Sendable {
  /// By which the page finds the answer.
  let name: String
  /// `/v1/maatregelen`
  let path: String
  let parameters: [QueryString.Parameter]
  /// Asked as of the day the visitor chose.
  let hasPast: Bool

  init(_ name: String, _ path: String, _ parameters: [(String, String)] = [], hasPast: Bool = true) {
    self.name = name
    self.path = "/v1/" + path
    self.parameters = parameters.map { QueryString.Parameter(key: $0.0, value: $0.1) }
    self.hasPast = hasPast
  }

  /// The rows of a code list, with what is needed to name them.
  static func names(_ collection: String, hasPast: Bool = true) -> SiteQuestion {
    let resource = Resource.collected(as: collection)
    let fields = ["naam", "naamEn", "titel", "afkorting"].filter { resource?.field($0) != nil }
    return SiteQuestion(
      collection, collection,
      [
        ("limit", "200"), ("fields", (["kenmerk"] + fields).joined(separator: ",")),
        ("sort", fields.first ?? "kenmerk"),
      ],
      hasPast: hasPast)
  }
}
