/// Bytes kept outside memory, gone with the last who holds it; used by one thread.
public protocol Spool: AnyObject {
  /// Bytes appended.
  var count: Int { get }

  /// - Throws: `SpoolFull` when there is no room.
  func append(_ bytes: UnsafeRawBufferPointer) throws

  /// - Returns: at most `limit` bytes from the beginning of `range`.
  func read(_ range: Range<Int>, atMost limit: Int) throws -> [UInt8]
}

/// There is no room for what has to be kept.
public struct SpoolFull: Error, CustomStringConvertible {
  /// For the people who run the register.
  public let description: String
  public init(_ description: String) { self.description = description }
}
