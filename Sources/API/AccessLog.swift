public import Bytes
public import HTTP

/// Takes note of every answer. Called on the thread that gave it, so it must be short and must not wait.
public protocol AccessLog: AnyObject, Sendable {
  func record(_ entry: AccessEntry)

  /// Something broke: what it was, for the people who run the register. The client was told nothing of it.
  func report(_ failure: String, request: RequestID)
}

/// One answer, in facts. Holds no token, no query and no body.
public struct AccessEntry {
  public let request: RequestID
  public let method: Method
  /// The path as sent, without query; lent for the length of the call, empty for bytes that were no request.
  public let path: UnsafeRawBufferPointer
  public let status: Int
  /// Bytes of the whole answer.
  public let bytes: Int
  public let nanoseconds: UInt64
  /// Who asked; for bytes that were no request the other end of the connection, which may be a proxy's.
  public let client: ClientAddress
  /// The organisation and the kenmerk of the token; nil for the public.
  public let organisation: String?
  public let token: String?
}
