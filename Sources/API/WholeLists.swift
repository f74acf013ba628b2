import Bytes
import Register

/// Lists that are always whole: the few rows of an administrator or an organisation, with nothing to filter.
extension Reading {
  func write(_ items: [Item], of resource: Resource, _ call: Call, to body: inout ByteBuffer) {
    body.append("{\"items\":[")
    for (index, item) in items.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      write(item, of: resource, to: &body)
    }
    body.append("],\"aantal\":")
    body.append(decimal: items.count)
    body.append(",\"_links\":{\"self\":{\"href\":")
    JSONWriter.writeString("\(links.publicAddress)\(call.path)", into: &body)
    body.append("}}}")
  }

  /// A row as it is kept, and its links.
  func write(_ item: Item, of resource: Resource, to body: inout ByteBuffer) {
    item.json.withUnsafeBytes { body.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
    body.append(UInt8(ascii: ","))
    links.links(of: resource).write(item.kenmerk, to: &body)
    body.append(UInt8(ascii: "}"))
  }
}
