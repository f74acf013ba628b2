/// Elements written as blocks, in the order in which they are read:
///
/// ```swift
/// html("ul", .class("gronden")) { html in
///   for grond in gronden { html("li") { $0("a", .href(grond.href), text: grond.naam) } }
/// }
/// ```
extension Markup {
  struct Attribute: Sendable {
    let name: StaticString
    /// Nil leaves the attribute out.
    let value: String?

    init(_ name: StaticString, _ value: String?) {
      self.name = name
      self.value = value
    }

    init(_ name: StaticString, _ value: Int) { self.init(name, String(value)) }

    /// `checked="checked"`, or nothing.
    init(_ name: StaticString, when isSet: Bool) { self.init(name, isSet ? name.description : nil) }
  }

  /// An element with what `content` writes in it.
  mutating func callAsFunction(
    _ name: StaticString, _ attributes: Attribute..., content: (inout Markup) -> Void
  ) {
    begin(name, attributes, ">")
    content(&self)
    close(name)
  }

  mutating func callAsFunction(_ name: StaticString, _ attributes: Attribute..., text: String) {
    begin(name, attributes, ">")
    append(text)
    close(name)
  }

  /// An element that never has content: `<br/>`, `<input .../>`, `<rect .../>`.
  mutating func void(_ name: StaticString, _ attributes: Attribute...) { begin(name, attributes, "/>") }

  private mutating func begin(_ name: StaticString, _ attributes: [Attribute], _ end: StaticString) {
    append(markup: "<\(name)")
    for attribute in attributes {
      guard let value = attribute.value else { continue }
      append(markup: " \(attribute.name)=\"")
      append(value)
      append(markup: "\"")
    }
    append(markup: end.description)
  }
}

extension Markup.Attribute {
  static func `class`(_ names: String?) -> Self { Self("class", names) }
  static func href(_ address: String?) -> Self { Self("href", address) }
  static func id(_ name: String?) -> Self { Self("id", name) }
  static func type(_ name: String) -> Self { Self("type", name) }
  static func name(_ name: String) -> Self { Self("name", name) }
  static func value(_ text: String?) -> Self { Self("value", text) }
  static func lang(_ tag: String?) -> Self { Self("lang", tag) }
  static func label(_ text: String?) -> Self { Self("aria-label", text) }
  static func scope(_ name: String) -> Self { Self("scope", name) }
}
