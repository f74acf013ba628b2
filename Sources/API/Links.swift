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

  init(_ resource: Resource, _ publicAddress: String) {
    // The opening quote is JSON's, the closing one comes behind the kenmerk.
    let href = JSON.string("\(publicAddress)/v1/\(resource.collection)/").text.dropLast()
    var pieces = ["\"_links\":{\"self\":{\"href\":\(href)"]
    var behind = "\"}"
    for child in resource.children {
      pieces.append("\(behind),\"\(child.collection)\":{\"href\":\(href)")
      behind = "/\(child.collection)\"}"
    }
    pieces.append(behind + "}")
    self.pieces = pieces.map { Array($0.utf8) }
  }

  /// - Parameter kenmerk: a slug, so it needs no escapes.
  func write(_ kenmerk: String, to buffer: inout ByteBuffer) {
    for (index, piece) in pieces.enumerated() {
      buffer.append(piece)
      if index + 1 < pieces.count { buffer.append(kenmerk) }
    }
  }
}
