/// Takes a text out of every version of a row.
struct Redaction {
  /// The member of a log document in which a redaction says what it did.
  static let member = "doorhaling"
}
