public import Bytes

/// Writes whole responses: status line, `Date`, the fields every answer has, the given ones, length and body.
///
/// One a thread. `Date` and the fixed fields are kept as one run of bytes and the date in it renewed when the second
/// changes, so the head of an ordinary answer is three copies.
///
/// ```swift
/// var writer = ResponseWriter(fixedFields: [("API-Version", "1.0.0"), ("X-Frame-Options", "DENY")])
/// writer.append(200, body: json, to: request, &output) { fields in
///   fields.append(field: "Content-Type", "application/json")
///   fields.append(field: "ETag", "\"7\"")
/// }
/// ```
public struct ResponseWriter: Sendable {
  /// What decides the shape of an answer besides its own content; a copy of it may wait for a deferred answer.
  public struct Shape: Sendable, Equatable {
    /// The length of the body is told and the body left out.
    public var isHead: Bool
    /// Otherwise the answer says `Connection: close`.
    public var isPersistent: Bool

    public init(isHead: Bool, isPersistent: Bool) {
      self.isHead = isHead
      self.isPersistent = isPersistent
    }

    public init(_ request: Request) { self.init(isHead: request.method == .head, isPersistent: request.persistent) }

    /// The answer to bytes that were no request.
    public static var refusal: Shape { Shape(isHead: false, isPersistent: false) }
  }

  /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` and the fixed fields, each with its CRLF.
  private var common: [UInt8]
  private var second = Int.min

  /// - Parameter fixedFields: names and values that go into every answer, errors and 304 included.
  public init(fixedFields: [(name: String, value: String)] = []) {
    var fields = ByteBuffer()
    fields.append("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n")
    for field in fixedFields {
      fields.append(field.name)
      fields.append(": ")
      for byte in field.value.utf8 { fields.append(FieldWriting.harmless(byte)) }
      fields.append("\r\n")
    }
    common = fields.array()
  }

  /// Appends a whole response.
  ///
  /// - Parameters:
  ///   - status: 204 and 304 get neither body nor length.
  ///   - body: may be larger than memory likes to copy twice: it is copied once, into `output`.
  ///   - fields: appends lines with `append(field:_:)`, or whole ones made before; never `Content-Length`, `Date`,
  ///     `Connection` or one of the fixed fields.
  public mutating func append(
    _ status: Int, body: UnsafeRawBufferPointer, to shape: Shape, _ output: inout ByteBuffer,
    fields: (inout ByteBuffer) -> Void
  ) {
    appendStart(status, &output)
    fields(&output)
    appendEnd(status, length: body.count, shape, &output)
    if Status.hasBody(status), !shape.isHead { output.append(body) }
  }

  /// Appends a whole response whose own fields are bytes already: `Content-Type: ...CRLF` and so on.
  public mutating func append(
    _ status: Int, fields: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer, to shape: Shape,
    _ output: inout ByteBuffer
  ) {
    appendStart(status, &output)
    output.append(fields)
    appendEnd(status, length: body.count, shape, &output)
    if Status.hasBody(status), !shape.isHead { output.append(body) }
  }

  /// Appends the head of an answer whose body follows in parts, `length` bytes of it together.
  public mutating func appendHead(
    _ status: Int, length: Int, to shape: Shape, _ output: inout ByteBuffer, fields: (inout ByteBuffer) -> Void
  ) {
    appendStart(status, &output)
    fields(&output)
    appendEnd(status, length: length, shape, &output)
  }

  /// Appends the head of an answer of unknown length; what follows is sent as it comes, and the close ends it.
  public mutating func appendStreamHead(
    _ status: Int, _ output: inout ByteBuffer, fields: (inout ByteBuffer) -> Void
  ) {
    appendStart(status, &output)
    fields(&output)
    output.append("Connection: close\r\n\r\n")
  }

  private mutating func appendStart(_ status: Int, _ output: inout ByteBuffer) {
    if status == 200 {
      output.append("HTTP/1.1 200 OK\r\n")
    } else {
      output.append("HTTP/1.1 ")
      output.append(decimal: status)
      output.append(UInt8.space)
      output.append(Status.reason(status))
      output.append("\r\n")
    }
    renewDate(HTTPDate.now())
    output.append(common)
  }

  private func appendEnd(_ status: Int, length: Int, _ shape: Shape, _ output: inout ByteBuffer) {
    // RFC 9110, 8.6: never on 204; on 304 it would have to be the length of the 200, which we need not know.
    if Status.hasBody(status) {
      output.append("Content-Length: ")
      output.append(decimal: length)
      output.append("\r\n")
    }
    output.append(shape.isPersistent ? "\r\n" : "Connection: close\r\n\r\n")
  }

  private mutating func renewDate(_ now: Int) {
    if now == second { return }
    second = now
    var date = ByteBuffer(capacity: 64)
    HTTPDate.append(now, to: &date)
    date.withBytes { bytes in
      for index in 0..<bytes.count { common[6 + index] = bytes[index] }
    }
  }
}

extension ByteBuffer {
  /// Appends `name: value CRLF`. A control byte in the value goes out as a space, so no value can start a new line.
  public mutating func append(field name: StaticString, _ value: some StringProtocol) {
    append(name)
    append(": ")
    let fast: Void? = value.utf8.withContiguousStorageIfAvailable { appendValue(UnsafeRawBufferPointer($0)) }
    if fast == nil {
      for byte in value.utf8 { append(FieldWriting.harmless(byte)) }
    }
    append("\r\n")
  }

  /// The same for a value that is bytes.
  public mutating func append(field name: StaticString, bytes: UnsafeRawBufferPointer) {
    append(name)
    append(": ")
    appendValue(bytes)
    append("\r\n")
  }

  private mutating func appendValue(_ bytes: UnsafeRawBufferPointer) {
    // Counted, not searched, so that it is done many bytes at once.
    var harmful = 0
    for byte in bytes { harmful &+= byte.isFieldContent ? 0 : 1 }
    if harmful == 0 { return append(bytes) }
    var start = 0
    for index in 0..<bytes.count where !bytes[index].isFieldContent {
      append(bytes.part(start, index))
      append(UInt8.space)
      start = index + 1
    }
    append(bytes.part(start, bytes.count))
  }
}

enum FieldWriting {
  /// RFC 9110, 5.5: CR, LF and NUL in a value are replaced before it is used; so is every control byte.
  static func harmless(_ byte: UInt8) -> UInt8 { byte.isFieldContent ? byte : .space }
}
