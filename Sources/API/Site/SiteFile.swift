import Bytes

/// A file the pages are shown with. Its name holds a digest of its content, so a browser may keep it for ever.
struct SiteFile: Sendable {
  let bytes: [UInt8]
  let type: Answer.ContentType
  let digest: String
  /// `/bestanden/site-Xk3.css`
  let path: String

  private init(_ name: String, _ suffix: String, _ type: Answer.ContentType, _ bytes: [UInt8]) {
    self.bytes = bytes
    self.type = type
    digest = Base64URL.encode(SHA256.digest(of: bytes).prefix(9))
    path = "/bestanden/\(name)-\(digest).\(suffix)"
  }

  static let style = SiteFile("site", "css", .style, PackageResources.site_css)
  static let script = SiteFile("site", "js", .script, PackageResources.site_js)
  static let entry = SiteFile("invoer", "js", .script, PackageResources.invoer_js)
  static let icon = SiteFile("icoon", "svg", .icon, PackageResources.icoon_svg)

  static let all = [style, script, entry, icon]
}
