import Bytes

/// A file the pages are shown with. Its path holds a digest of its content, so a browser may keep it for ever.
struct SiteFile: Sendable {
  let bytes: [UInt8]
  let type: Answer.ContentType
  let digest: String
  /// `/bestanden/site-Xk3.css`
  let path: String

  private init(_ name: String, _ suffix: String, _ type: Answer.ContentType, _ bytes: [UInt8]) {
    self.init("\(name)-\(Self.digest(of: bytes)).\(suffix)", type, bytes)
  }

  private init(_ path: String, _ type: Answer.ContentType, _ bytes: [UInt8]) {
    self.bytes = bytes
    self.type = type
    digest = Self.digest(of: bytes)
    self.path = "/bestanden/" + path
  }

  private static func digest(of bytes: [UInt8]) -> String { Base64URL.encode(SHA256.digest(of: bytes).prefix(9)) }

  static let style = SiteFile("site", "css", .style, PackageResources.site_css)
  static let script = SiteFile("site", "js", .script, PackageResources.site_js)
  static let icon = SiteFile("icoon", "svg", .icon, PackageResources.icoon_svg)

  /// The modules of the entry, the first of which brings the others. They name each other by file, so they stand in one
  /// folder, whose name holds the digest of all of them.
  static let entry: [SiteFile] = {
    let modules: [(String, [UInt8])] = [
      ("invoer.js", PackageResources.invoer_js), ("page.js", PackageResources.page_js),
      ("client.js", PackageResources.client_js), ("words.js", PackageResources.words_js),
      ("form.js", PackageResources.form_js), ("sheet.js", PackageResources.sheet_js),
      ("overview.js", PackageResources.overview_js), ("measure.js", PackageResources.measure_js),
      ("report.js", PackageResources.report_js), ("additions.js", PackageResources.additions_js),
      ("change.js", PackageResources.change_js), ("withdraw.js", PackageResources.withdraw_js),
    ]
    let folder = "invoer-\(digest(of: modules.flatMap(\.1)))"
    return modules.map { SiteFile("\(folder)/\($0.0)", .script, $0.1) }
  }()

  static let all = [style, script, icon] + entry
}
