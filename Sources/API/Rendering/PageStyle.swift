import Bytes

/// What a page looks like, and what a browser may load for it: nothing but this sheet.
enum PageStyle {
  /// As it stands between `<style>` and `</style>`, that of the pictures in it included.
  static let sheet =
    """
    :root{color-scheme:light dark}\
    body{margin:0 auto;padding:1.5rem;max-width:75rem;font:1rem/1.5 Arial,Helvetica,"Liberation Sans",sans-serif}\
    h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.3rem;margin:2.5rem 0 .75rem}\
    p,li,dd{max-width:48rem}.source,.moment{margin:0 0 .75rem}dl{display:grid;grid-template-columns:max-content 1fr;\
    gap:.15rem 1rem;margin:.5rem 0}dt{font-weight:bold}dd{margin:0}\
    .scroll{overflow-x:auto}.scroll:focus-visible,a:focus-visible{outline:3px solid;outline-offset:2px}\
    figure{margin:0 0 1rem}figure svg{min-width:40rem;max-width:100%;height:auto;display:block}\
    table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid;overflow-wrap:break-word}\
    thead th{border-bottom-width:2px;vertical-align:bottom}tbody th{font-weight:normal}\
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.d{white-space:nowrap}\
    .columns{font-size:.85rem}.letter p{margin:0 0 1rem}main p{white-space:pre-line}
    """ + colours(.light) + "@media (prefers-color-scheme:dark){\(colours(.dark))}" + onPaper + PictureStyle.sheet

  private static func colours(_ palette: Palette) -> String {
    """
    html{background:\(palette.ground);color:\(palette.ink)}a{color:\(palette.link)}\
    th,td{border-color:\(palette.line)}tbody tr:nth-child(even){background:\(palette.band)}\
    .source,.moment,.columns{color:\(palette.muted)}
    """
  }

  private static let onPaper = """
    @page{size:A4;margin:18mm}@media print{\(colours(.light))body{padding:0;max-width:none;font-size:10pt}\
    a{color:inherit;text-decoration:none}h2{break-after:avoid}thead{display:table-header-group}tr{break-inside:avoid}\
    figure{break-inside:avoid}figure svg{min-width:0}.scroll{overflow:visible}.screen{display:none}}
    """
}

extension Answer.ContentType {
  /// What a browser may do with an answer of this type. A page and a picture may use the sheet inside them, told by
  /// its hash, and nothing else; there is no script anywhere.
  /// Source: CSP 3, section 6.1 and 6.7.2.
  static let policies = (
    none: "default-src 'none'; frame-ancestors 'none'",
    html: policy(of: PageStyle.sheet), svg: policy(of: PictureStyle.sheet)
  )

  private static func policy(of sheet: String) -> String {
    // CSP writes the hash in plain Base64, with its padding: 32 bytes leave one `=`.
    let letters = Base64URL.encode(SHA256.digest(of: sheet))
    let hash = letters.replacing("-", with: "+").replacing("_", with: "/") + "="
    return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }
}
