/// The members of a JSON object, in the order in which they were written.
///
/// Names are looked up from the front, which for the thirty members a row has beats a dictionary; what handles
/// objects of any size (`JSON.parse`, `MergePatch`) keeps an index of its own.
public struct JSONObject: Sendable {
  public private(set) var members: [(name: String, value: JSON)]

  public init() { members = [] }

  /// - Parameter members: in order; the names all differ.
  public init(_ members: [(String, JSON)]) {
    self.members = members.map { (name: $0.0, value: $0.1) }
  }

  init(distinct members: [(name: String, value: JSON)]) { self.members = members }

  public var names: [String] { members.map(\.name) }

  /// Setting keeps the place of a member that exists and appends one that does not; nil takes it out
  /// (`.null` is a value, and stays).
  public subscript(name: String) -> JSON? {
    get { index(of: name).map { members[$0].value } }
    set {
      switch (index(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  public mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

  private func index(of name: String) -> Int? { Self.place(of: name, in: members) }

  /// Where the member of this name is: over lent memory, and what is cheap to compare first. Most names are there, and
  /// are kept in the very same sixteen bytes as the one asked for; of the others most differ in length.
  static func place(of name: String, in members: [(name: String, value: JSON)]) -> Int? {
    members.withUnsafeBufferPointer { members in
      let kept = ExactString.kept(name)
      for place in members.indices where ExactString.kept(members[place].name) == kept { return place }
      let count = name.utf8.count
      for place in members.indices
      where members[place].name.utf8.count == count && ExactString(members[place].name) == ExactString(name) {
        return place
      }
      return nil
    }
  }
}

extension JSONObject: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { members.count }
  public subscript(position: Int) -> (name: String, value: JSON) { members[position] }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    // One object kept in two places, as most are that are equal.
    let isOne = left.members.withUnsafeBufferPointer { left in
      right.members.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress && left.count == $0.count }
    }
    if isOne { return true }
    return left.elementsEqual(right) { ExactString($0.name) == ExactString($1.name) && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for member in members {
      hasher.combine(ExactString(member.name))
      hasher.combine(member.value)
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
