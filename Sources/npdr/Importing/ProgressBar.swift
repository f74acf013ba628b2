/// How far a long command is, on one line of a screen; silent where there is no screen.
struct ProgressBar {
  private let total: Int
  private let isShown: Bool
  private var shown = -1

  private static let width = 40

  init(total: Int) {
    self.total = total
    isShown = Terminal.isScreen && total > 0
  }

  mutating func show(_ done: Int) {
    guard isShown else { return }
    let filled = done * Self.width / total
    guard filled != shown || done == total else { return }
    shown = filled
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    Terminal.write("\r[\(bar)] \(done)/\(total)")
  }

  /// Leaves the line to what is said next.
  func end() {
    if isShown { Terminal.write("\r\u{1B}[K") }
  }
}
