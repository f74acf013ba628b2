import Bytes
import HTTP
import Register

/// `/v1/toegangen`: who may act for whom; the texts of the tokens are not there to be read.
extension Reading {
  func tokens(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    return try write(reader.tokens(at: call.now), of: .toegang, call, to: &body)
  }

  func token(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let item = try reader.token(call.kenmerk ?? "", at: call.now)
    write(item, of: .toegang, to: &body)
    return Answer(type: .json, etag: item.etag, isLive: true)
  }
}
