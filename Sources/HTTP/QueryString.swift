/// A query, split and decoded: `grond=ras&fase=a,b&grond=leeftijd`, in order, repetitions kept.
///
/// What could not be decoded is not among the parameters but among the faults, so that all of them can be told at once.
public struct QueryString: Sendable, Equatable {
  public struct Parameter: Sendable, Equatable {
    public let key: String
    /// Empty for `key=` and for `key` alone.
    public let value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  public struct Fault: Sendable, Equatable {
    /// The key; as it was sent when it is the key that cannot be decoded.
    public let key: String
    public let reason: DecodingFault
  }

  public let parameters: [Parameter]
  public let faults: [Fault]

  /// - Parameter bytes: what follows the `?`. Empty pieces (`a=1&&b=2`) are skipped; `+` and `%20` are a space.
  public init(_ bytes: UnsafeRawBufferPointer) {
    var parameters: [Parameter] = []
    var faults: [Fault] = []
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "&") { end += 1 }
      if end > start {
        switch QueryString.pair(bytes.part(start, end)) {
        case .success(let parameter): parameters.append(parameter)
        case .failure(let fault): faults.append(fault.fault)
        }
      }
      start = end + 1
    }
    self.parameters = parameters
    self.faults = faults
  }

  private struct Malformed: Error { let fault: Fault }

  private static func pair(_ bytes: UnsafeRawBufferPointer) -> Result<Parameter, Malformed> {
    let equals = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.count
    let rawKey = bytes.part(0, equals)
    var key = String(decoding: rawKey, as: UTF8.self)
    do throws(DecodingFault) {
      key = try PercentDecoding.text(rawKey, plusIsSpace: true)
      let value = try PercentDecoding.text(bytes.part(min(equals + 1, bytes.count), bytes.count), plusIsSpace: true)
      return .success(Parameter(key: key, value: value))
    } catch {
      return .failure(Malformed(fault: Fault(key: key, reason: error)))
    }
  }
}
