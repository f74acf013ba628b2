import Bytes
import HTTP
import Register

/// `/v1/toegangen`: who may act for whom; the texts of the tokens are not there to be read.
extension Reading {
  func tokens(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let items = try reader.tokens(at: call.now)
    body.append("{\"items\":[")
    for (index, item) in items.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      write(item, to: &body)
    }
    body.append("],\"aantal\":")
    body.append(decimal: items.count)
    body.append(",\"_links\":{\"self\":{\"href\":")
    JSONWriter.writeString("\(links.publicAddress)\(call.path)", into: &body)
    body.append("}}}")
    return Answer(type: .json, isLive: true)
  }

  func token(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let item = try reader.token(call.kenmerk ?? "", at: call.now)
    write(item, to: &body)
    return Answer(type: .json, etag: item.etag, isLive: true)
  }

  private func write(_ item: Item, to body: inout ByteBuffer) {
    item.json.withUnsafeBytes { body.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
    body.append(UInt8(ascii: ","))
    links.links(of: .toegang).write(item.kenmerk, to: &body)
    body.append(UInt8(ascii: "}"))
  }
}
