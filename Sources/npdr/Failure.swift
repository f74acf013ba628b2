/// Why a command ends without having done its work, in words for the person who typed it.
struct Failure: Error, CustomStringConvertible {
  let description: String
  /// What was typed is at fault: the exit code is 64, as for a flag that does not exist, and not 1.
  let isOfTheLine: Bool

  init(_ description: String, isOfTheLine: Bool = false) {
    self.description = description
    self.isOfTheLine = isOfTheLine
  }
}

extension String {
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
