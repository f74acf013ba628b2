import Bytes
import Register

/// Lists that are always whole: the few rows of an administrator or an organisation, with nothing to filter.
extension Reading {
  func write(_ items: [Item], of resource: Resource, _ call: Call, to body: inout ByteBuffer) throws -> Answer {
    if call.representation == .csv {
      let table = CSVTable(resource, fields: Self.members(of: resource))
      table.writeHeader(to: &body)
      for item in items { table.write(try JSON.parse(item.json), to: &body) }
      return Answer(type: .csv, isLive: true)
    }
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
    return Answer(type: .json, isLive: true)
  }

  /// What an item of it has to show.
  private static func members(of resource: Resource) -> [String] {
    // A token has no versions: it is made, and revoked.
    let missing = resource.name == Resource.toegang.name ? ["versie", "gewijzigdOp"] : [Resource.secret]
    return resource.memberNames.filter { !missing.contains($0) }
  }

  /// A row as it is kept, and its links.
  func write(_ item: Item, of resource: Resource, to body: inout ByteBuffer) {
    item.json.withUnsafeBytes { body.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
    body.append(UInt8(ascii: ","))
    links.links(of: resource).write(item.kenmerk, to: &body)
    body.append(UInt8(ascii: "}"))
  }
}
