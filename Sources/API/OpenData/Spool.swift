/// Bytes kept outside memory, gone with the last who holds it; used by one thread.
public protocol Spool: AnyObject {
  /// Bytes appended.
  var count: Int { get }

  func append(_ bytes: UnsafeRawBufferPointer) throws

  /// - Returns: at most `limit` bytes from the beginning of `range`.
  func read(_ range: Range<Int>, atMost limit: Int) throws -> [UInt8]
}
