/// The styles of a text document: few, named as a word processor names them, so that whoever edits the text changes
/// one style and not each paragraph.
/// Source: OpenDocument 1.3 part 3, sections 15 to 20.
enum ODFStyles {
  static let namespaces: Markup.Attributes = [
    "xmlns:office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "xmlns:style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "xmlns:text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xmlns:table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xmlns:fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xmlns:svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xmlns:meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "office:version": "1.3",
    "office:mimetype": "application/vnd.oasis.opendocument.text",
  ]

  /// Centimetres of paper, and of room between its margins.
  static let paper = (short: 21.0, long: 29.7, margin: 2.0)

  static func fonts(to document: inout Markup) {
    document.open("office:font-face-decls")
    document.empty(
      "style:font-face",
      [
        "style:name": "Schreefloos", "svg:font-family": "'Liberation Sans', Arial, Helvetica",
        "style:font-family-generic": "swiss",
      ])
    document.close("office:font-face-decls")
  }

  /// The styles by name.
  static func named(_ language: Language, to document: inout Markup) {
    document.open("office:styles")
    document.open("style:default-style", ["style:family": "paragraph"])
    document.empty(
      "style:paragraph-properties", ["fo:orphans": "2", "fo:widows": "2", "style:tab-stop-distance": "1.25cm"])
    document.empty(
      "style:text-properties",
      [
        "style:font-name": "Schreefloos", "fo:font-size": "10pt", "fo:language": language.tag.description,
        "fo:country": language == .nl ? "NL" : "GB",
      ])
    document.close("style:default-style")
    document.empty("style:style", ["style:name": "Standard", "style:family": "paragraph", "style:class": "text"])
    paragraph(
      "Text_20_body", "Text body", "Standard", ["fo:margin-bottom": "0.25cm", "fo:line-height": "120%"], to: &document)
    for (name, size, top, bottom) in [
      ("Title", "18pt", "0cm", "0.3cm"), ("1", "14pt", "0.6cm", "0.25cm"), ("2", "11pt", "0.4cm", "0.15cm"),
    ] {
      heading(name, size, top, bottom, to: &document)
    }
    paragraph("Table_20_Contents", "Table Contents", "Standard", [:], ["fo:font-size": "8.5pt"], to: &document)
    paragraph(
      "Table_20_Heading", "Table Heading", "Table_20_Contents", ["fo:keep-with-next": "always"],
      ["fo:font-weight": "bold"], to: &document)
    paragraph(
      "Table_20_Number", "Table Number", "Table_20_Contents", ["fo:text-align": "end"], [:], to: &document)
    paragraph(
      "Table_20_Number_20_Heading", "Table Number Heading", "Table_20_Heading", ["fo:text-align": "end"], [:],
      to: &document)
    paragraph(
      "Table", "Table", "Standard",
      ["fo:margin-top": "0.2cm", "fo:margin-bottom": "0.1cm", "fo:keep-with-next": "always"],
      ["fo:font-size": "9pt", "fo:font-style": "italic"], to: &document)
    paragraph(
      "Table_20_Note", "Table Note", "Standard", ["fo:margin-top": "0.1cm", "fo:margin-bottom": "0.3cm"],
      ["fo:font-size": "8.5pt"], to: &document)
    paragraph("Header", "Header", "Standard", [:], ["fo:font-size": "8pt"], to: &document)
    paragraph("Footer", "Footer", "Standard", ["fo:text-align": "end"], ["fo:font-size": "8pt"], to: &document)
    bullets(to: &document)
    document.empty(
      "style:style", ["style:name": "Internet_20_link", "style:display-name": "Internet link", "style:family": "text"])
    document.close("office:styles")
  }

  private static func paragraph(
    _ name: String, _ shown: String, _ parent: String, _ layout: Markup.Attributes, _ letters: Markup.Attributes = [:],
    to document: inout Markup
  ) {
    document.open(
      "style:style",
      [
        "style:name": name, "style:display-name": shown, "style:family": "paragraph",
        "style:parent-style-name": parent, "style:class": "text",
      ])
    if !layout.isEmpty { document.empty("style:paragraph-properties", layout) }
    if !letters.isEmpty { document.empty("style:text-properties", letters) }
    document.close("style:style")
  }

  private static func heading(
    _ name: String, _ size: String, _ top: String, _ bottom: String, to document: inout Markup
  ) {
    let isTitle = name == "Title"
    document.open(
      "style:style",
      [
        "style:name": isTitle ? name : "Heading_20_\(name)", "style:display-name": isTitle ? name : "Heading \(name)",
        "style:family": "paragraph", "style:parent-style-name": "Standard",
        "style:next-style-name": "Text_20_body", "style:default-outline-level": isTitle ? "" : name,
        "style:class": "text",
      ])
    document.empty(
      "style:paragraph-properties",
      ["fo:margin-top": top, "fo:margin-bottom": bottom, "fo:keep-with-next": "always"])
    document.empty("style:text-properties", ["fo:font-size": size, "fo:font-weight": "bold"])
    document.close("style:style")
  }

  private static func bullets(to document: inout Markup) {
    document.open("text:list-style", ["style:name": "Opsomming"])
    document.open("text:list-level-style-bullet", ["text:level": "1", "text:bullet-char": "\u{2022}"])
    document.open("style:list-level-properties", ["text:list-level-position-and-space-mode": "label-alignment"])
    document.empty(
      "style:list-level-label-alignment",
      ["text:label-followed-by": "listtab", "fo:text-indent": "-0.5cm", "fo:margin-left": "0.5cm"])
    document.close("style:list-level-properties")
    document.close("text:list-level-style-bullet")
    document.close("text:list-style")
  }

  /// The paper, and what stands on every page.
  static func pages(to document: inout Markup) {
    for (name, isWide) in [("Staand", false), ("Liggend", true)] {
      document.open("style:page-layout", ["style:name": name])
      let margin = "\(paper.margin)cm"
      document.open(
        "style:page-layout-properties",
        [
          "fo:page-width": "\(isWide ? paper.long : paper.short)cm",
          "fo:page-height": "\(isWide ? paper.short : paper.long)cm",
          "style:print-orientation": isWide ? "landscape" : "portrait", "fo:margin-top": margin,
          "fo:margin-bottom": margin, "fo:margin-left": margin, "fo:margin-right": margin,
        ])
      document.close("style:page-layout-properties")
      document.open("style:header-style")
      document.empty("style:header-footer-properties", ["fo:min-height": "0.6cm", "fo:margin-bottom": "0.4cm"])
      document.close("style:header-style")
      document.open("style:footer-style")
      document.empty("style:header-footer-properties", ["fo:min-height": "0.6cm", "fo:margin-top": "0.4cm"])
      document.close("style:footer-style")
      document.close("style:page-layout")
    }
  }

  /// The cells of every table.
  static func cells(to document: inout Markup) {
    for (name, line, ground) in [
      ("Kop", "0.05pt solid #1b1b1b", "#e8edf2"), ("Vak", "0.05pt solid #9aa0a6", "transparent"),
    ] {
      document.open("style:style", ["style:name": name, "style:family": "table-cell"])
      document.empty(
        "style:table-cell-properties",
        [
          "fo:padding": "0.08cm", "fo:border": "none", "fo:border-bottom": line, "fo:background-color": ground,
          "style:vertical-align": name == "Kop" ? "bottom" : "top",
        ])
      document.close("style:style")
    }
    document.open("style:style", ["style:name": "Rij", "style:family": "table-row"])
    document.empty("style:table-row-properties", ["fo:keep-together": "always"])
    document.close("style:style")
  }
}
