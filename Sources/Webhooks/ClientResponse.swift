/// The final answer to a `ClientRequest`; interim answers (100, 103) and trailers are not in it.
package struct ClientResponse: Sendable {
  package var status: Int
  /// In the order of arrival; a field sent twice is here twice.
  package var headers: [ClientHeader]
  package var body: [UInt8]

  /// Every value of the field `name`, upper and lower case alike.
  package func values(_ name: String) -> [String] {
    let wanted = name.lowercased()
    return headers.lazy.filter { $0.name.lowercased() == wanted }.map(\.value)
  }

  /// The value of a field that may be there once: nil when it is missing and also when it came twice, since no one
  /// can say which of the two was meant.
  package func value(_ name: String) -> String? {
    let found = values(name)
    return found.count == 1 ? found[0] : nil
  }
}
