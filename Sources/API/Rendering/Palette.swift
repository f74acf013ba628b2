/// The colours of pictures and pages, by day and by night. Every pair of ink and ground has a contrast of at least
/// 4.5 to 1 (WCAG 2.2, criterion 1.4.3); a test measures them. No colour says anything that a pattern or a figure
/// does not say too.
struct Palette: Sendable {
  let ground: StaticString
  let ink: StaticString
  /// Small letters, axes.
  let muted: StaticString
  /// Thin lines; no text.
  let line: StaticString
  let accent: StaticString
  /// A second series, and what was planned.
  let second: StaticString
  /// Every other row.
  let band: StaticString
  let link: StaticString
  /// Squares of a heat map, from nothing to most, each with the ink that is read on it.
  let steps: [(ground: StaticString, ink: StaticString)]

  static let light = Palette(
    ground: "#ffffff", ink: "#1b1b1b", muted: "#4f5459", line: "#b9bec4", accent: "#154273", second: "#8a4b08",
    band: "#f1f4f7", link: "#0b4f9c",
    steps: [
      ("#ffffff", "#1b1b1b"), ("#dfe9f3", "#1b1b1b"), ("#b5cfe6", "#1b1b1b"), ("#86b0d6", "#1b1b1b"),
      ("#2f6499", "#ffffff"), ("#0c3761", "#ffffff"),
    ])

  static let dark = Palette(
    ground: "#14181d", ink: "#f1f3f5", muted: "#b4bbc2", line: "#59626b", accent: "#8fbfec", second: "#f0b273",
    band: "#1d232a", link: "#9cc8f5",
    steps: [
      ("#14181d", "#f1f3f5"), ("#1d3043", "#f1f3f5"), ("#264a69", "#f1f3f5"), ("#2f608c", "#ffffff"),
      ("#86b9e6", "#10151a"), ("#d3e6f9", "#10151a"),
    ])

  static let stepCount = 6
}

/// What pictures look like; the same rules whether a picture stands alone or in a page.
enum PictureStyle {
  /// The sheet of a picture by itself, as it stands between `<style>` and `</style>`.
  static let sheet = rules(.light) + "@media (prefers-color-scheme:dark){\(colours(.dark))}" + print

  /// On paper there is no night.
  private static let print = "@media print{\(colours(.light))}"

  private static func rules(_ palette: Palette) -> String {
    """
    .pl text{font-family:Arial,Helvetica,"Liberation Sans","DejaVu Sans",sans-serif;font-size:12px}\
    .pl .t1{font-size:18px;font-weight:bold}.pl .t2{font-size:14px;font-weight:bold}.pl .b{font-weight:bold}\
    .pl .sm{font-size:10.5px}.pl .r{text-anchor:end}.pl .m{text-anchor:middle}\
    .pl .o{fill:none;stroke-width:1.2}.pl .e{stroke-width:1.2}.pl .da{stroke-dasharray:4 3}.pl .ln{stroke-width:1}.pl .ha{paint-order:stroke;stroke-width:3px}.pl .fr{fill:none}\
    .pl .l1,.pl .l2,.pl .l3,.pl .l4{fill:none;stroke-width:2}.pl .l2{stroke-dasharray:7 4}\
    .pl .l3{stroke-dasharray:2 3}.pl .l4{stroke-dasharray:9 3 2 3}.pl .now{stroke-dasharray:3 3}
    """ + colours(palette)
  }

  private static func colours(_ palette: Palette) -> String {
    var text = """
      .pl .bg{fill:\(palette.ground)}.pl text{fill:\(palette.ink)}.pl .mu{fill:\(palette.muted)}\
      .pl .ln,.pl .fr{stroke:\(palette.line)}.pl .bd{fill:\(palette.band)}.pl .f{fill:\(palette.accent)}\
      .pl .o,.pl .e,.pl .l1,.pl .l3,.pl .now{stroke:\(palette.accent)}.pl .l2,.pl .l4,.pl .o2{stroke:\(palette.second)}\
      .pl .ha{stroke:\(palette.ground)}.pl .f2{fill:\(palette.second)}.pl .k{fill:\(palette.ground);stroke:\(palette.accent)}\
      .pl .k2{fill:\(palette.ground);stroke:\(palette.second)}
      """
    for (index, step) in palette.steps.enumerated() {
      text += ".pl .s\(index){fill:\(step.ground)}.pl text.i\(index){fill:\(step.ink)}"
    }
    return text
  }
}
