import Bytes
import Register

/// The addresses of rows and lists, their unchanging parts made in advance.
struct Links: Sendable {
  /// `https://npdr.example.nl`
  let publicAddress: String
  private let items: [String: ItemLinks]

  init(_ publicAddress: String) {
    self.publicAddress = publicAddress
    items = Dictionary(
      uniqueKeysWithValues: Resource.all.map { ($0.name, ItemLinks($0, publicAddress)) })
  }

  /// `https://npdr.example.nl/v1/maatregelen/m-via`
  func item(_ resource: Resource, _ kenmerk: String) -> String {
    "\(publicAddress)/v1/\(resource.collection)/\(kenmerk)"
  }

  func links(of resource: Resource) -> ItemLinks { items[resource.name] ?? ItemLinks(resource, publicAddress) }
}

/// `"_links":{"self":{"href":".../maatregelen/m-via"},"acties":{"href":".../maatregelen/m-via/acties"}}`, in pieces
/// between which the kenmerk goes.
struct ItemLinks: Sendable {
  private let pieces: [[UInt8]]
  private let links: [Link]

  private struct Link {
    let name: String
    /// Before the kenmerk, with the opening quote: `"https://npdr.example.nl/v1/moties?maatregel=`.
    let start: String
    /// Behind it: `/acties`.
    let path: String
    /// Before the parameters of a suffix.
    let mark: String
  }

  /// `beschikbaarOp=...` behind every address that takes it, or `weergave=concept` behind that of the row itself.
  struct Suffix: Sendable {
    fileprivate let text: String
    fileprivate let isOfAll: Bool

    /// Nil for the version an address without query leads to.
    init?(_ version: RegisterReader.Version) {
      switch version {
      case .standing: return nil
      case .draft: (text, isOfAll) = ("weergave=concept", false)
      case .at(let moment): (text, isOfAll) = ("beschikbaarOp=\(moment)", true)
      }
    }
  }

  init(_ resource: Resource, _ publicAddress: String) {
    // The opening quote is JSON's, the closing one comes behind the kenmerk.
    func start(_ path: String) -> String { String(JSON.string("\(publicAddress)/v1/\(path)").text.dropLast()) }
    let own = start("\(resource.collection)/")
    func below(_ name: String) -> Link { Link(name: name, start: own, path: "/\(name)", mark: "?") }
    links =
      [Link(name: "self", start: own, path: "", mark: "?")]
      + resource.children.map { below($0.collection) }
      + resource.lists.map { other, key in
        Link(name: other.collection, start: start("\(other.collection)?\(key)="), path: "", mark: "&")
      } + (resource.isOfTheService ? [] : [below("versies")])
    var pieces: [String] = []
    var before = "\"_links\":{"
    for link in links {
      pieces.append("\(before)\"\(link.name)\":{\"href\":\(link.start)")
      before = "\(link.path)\"},"
    }
    pieces.append(before.dropLast() + "}")
    self.pieces = pieces.map { Array($0.utf8) }
  }

  /// - Parameter kenmerk: a slug, so it needs no escapes.
  func write(_ kenmerk: String, _ suffix: Suffix? = nil, to buffer: inout ByteBuffer) {
    if let suffix { return write(kenmerk, suffix, to: &buffer) }
    for (index, piece) in pieces.enumerated() {
      buffer.append(piece)
      if index + 1 < pieces.count { buffer.append(kenmerk) }
    }
  }

  /// The member `_links` as it is read from an item.
  func json(_ kenmerk: String, _ version: RegisterReader.Version = .standing) -> JSON {
    var buffer = ByteBuffer(capacity: 1_024)
    buffer.append("{")
    write(kenmerk, Suffix(version), to: &buffer)
    buffer.append("}")
    return (try? JSON.parse(buffer.array()))?["_links"] ?? .null
  }

  private func write(_ kenmerk: String, _ suffix: Suffix, to buffer: inout ByteBuffer) {
    var separator = "\"_links\":{"
    for link in links {
      let query = link.name == "self" || suffix.isOfAll ? link.mark + suffix.text : ""
      buffer.append("\(separator)\"\(link.name)\":{\"href\":\(link.start)\(kenmerk)\(link.path)\(query)\"}")
      separator = ","
    }
    buffer.append("}")
  }
}
