import Bytes
import Register

/// What is written of each row: all of it with its links, or the members asked for; and the rows it refers to.
struct RowShape {
  let resource: Resource
  /// Nil for all.
  private let fields: [[UInt8]]?
  private let expansions: [Vocabulary.Expandable]
  private let links: Links
  private let own: ItemLinks
  /// Of the rows that are embedded: as they stand, or stood.
  private let version: RegisterReader.Version
  private let suffix: ItemLinks.Suffix?
  private let embeddedSuffix: ItemLinks.Suffix?

  /// - Parameters:
  ///   - fields: member names, `_links` among them when asked for; the kenmerk always comes with them.
  ///   - expand: collections whose rows are embedded.
  ///   - version: when the rows are from a past moment, so are those they refer to, and so is what their links lead to.
  init(
    _ resource: Resource, fields: [String]?, expand: [String], version: RegisterReader.Version = .standing,
    links: Links
  ) {
    self.resource = resource
    self.fields = fields.map { Set($0 + ["kenmerk"]).map { Array($0.utf8) } }
    expansions = expand.isEmpty ? [] : Vocabulary.of(resource).expandable.filter { expand.contains($0.collection) }
    self.links = links
    own = links.links(of: resource)
    suffix = ItemLinks.Suffix(version)
    if case .at = version {
      self.version = version
      embeddedSuffix = suffix
    } else {
      self.version = .standing
      embeddedSuffix = nil
    }
  }

  /// Whether each row is written whole, as it stands, with its links: what everyone asks for.
  var isPlain: Bool { fields == nil && expansions.isEmpty && suffix == nil }

  /// What comes behind a row that is written whole, in the place of its last brace.
  func writeEnding(_ kenmerk: String, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: ","))
    own.write(kenmerk, suffix, to: &buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Rows that were embedded before in the same answer; nil for one the caller may not see.
  typealias Embedded = [String: [UInt8]?]

  /// Writes one row.
  ///
  /// - Parameters:
  ///   - row: its rendered JSON, a complete compact object.
  ///   - embedded: kept by the caller from one row to the next.
  func write(
    _ kenmerk: String, _ row: UnsafeRawBufferPointer, _ reader: RegisterReader, _ caller: Caller,
    _ embedded: inout Embedded, to buffer: inout ByteBuffer
  ) throws {
    if let fields {
      writeSelection(kenmerk, row, fields, to: &buffer)
    } else {
      buffer.append(UnsafeRawBufferPointer(rebasing: row[..<(row.count - 1)]))
      buffer.append(UInt8(ascii: ","))
      own.write(kenmerk, suffix, to: &buffer)
    }
    if !expansions.isEmpty { try writeEmbedded(row, reader, caller, &embedded, to: &buffer) }
    buffer.append(UInt8(ascii: "}"))
  }

  // MARK: fields=

  private func writeSelection(
    _ kenmerk: String, _ row: UnsafeRawBufferPointer, _ fields: [[UInt8]], to buffer: inout ByteBuffer
  ) {
    var separator = UInt8(ascii: "{")
    // From the brace or comma before the name to the end of the value: what is copied is what was rendered.
    JSONSlices.forEachMember(of: row) { name, value in
      if fields.contains(where: { name.elementsEqual($0) }) {
        buffer.append(separator)
        let start = value.lowerBound - name.count - 3
        buffer.append(UnsafeRawBufferPointer(rebasing: row[start..<value.upperBound]))
        separator = UInt8(ascii: ",")
      }
      return true
    }
    if fields.contains(where: { $0.elementsEqual("_links".utf8) }) {
      buffer.append(UInt8(ascii: ","))
      own.write(kenmerk, suffix, to: &buffer)
    }
  }

  // MARK: expand=

  private func writeEmbedded(
    _ row: UnsafeRawBufferPointer, _ reader: RegisterReader, _ caller: Caller, _ embedded: inout Embedded,
    to buffer: inout ByteBuffer
  ) throws {
    buffer.append(",\"_embedded\":{")
    for (index, expansion) in expansions.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      JSONWriter.writeString(expansion.target.collection, into: &buffer)
      buffer.append(":[")
      var kenmerken: [String] = []
      for path in expansion.paths { Self.collect(path[...], row, &kenmerken) }
      var separated = false
      var seen: Set<String> = []
      for kenmerk in kenmerken where seen.insert(kenmerk).inserted {
        guard let item = try item(expansion, kenmerk, reader, caller, &embedded) else { continue }
        if separated { buffer.append(UInt8(ascii: ",")) }
        separated = true
        item.withUnsafeBytes { buffer.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
        buffer.append(UInt8(ascii: ","))
        links.links(of: expansion.target).write(kenmerk, embeddedSuffix, to: &buffer)
        buffer.append(UInt8(ascii: "}"))
      }
      buffer.append(UInt8(ascii: "]"))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private func item(
    _ expansion: Vocabulary.Expandable, _ kenmerk: String, _ reader: RegisterReader, _ caller: Caller,
    _ embedded: inout Embedded
  ) throws -> [UInt8]? {
    let key = "\(expansion.target.name) \(kenmerk)"
    if let known = embedded[key] { return known }
    var found: [UInt8]?
    do {
      found = try reader.item(expansion.target, kenmerk, version, for: caller).json
    } catch let error as RegisterError {
      switch error {
      // Not for these eyes, or no longer there: left out, as if there were no such link.
      case .notFound, .withdrawn: found = nil
      default: throw error
      }
    }
    embedded[key] = .some(found)
    return found
  }

  /// The kenmerken at a path: a value, each of a list, or a member of each object of a list.
  private static func collect(
    _ path: ArraySlice<[UInt8]>, _ json: UnsafeRawBufferPointer, _ found: inout [String]
  ) {
    switch json.first {
    case UInt8(ascii: "\""):
      // A slug: no escapes.
      if path.isEmpty { found.append(String(decoding: json[1..<(json.count - 1)], as: UTF8.self)) }
    case UInt8(ascii: "["):
      JSONSlices.forEachElement(of: json) { element in
        collect(path, UnsafeRawBufferPointer(rebasing: json[element]), &found)
        return true
      }
    case UInt8(ascii: "{"):
      guard let wanted = path.first else { return }
      JSONSlices.forEachMember(of: json) { name, value in
        guard name.elementsEqual(wanted) else { return true }
        collect(path.dropFirst(), UnsafeRawBufferPointer(rebasing: json[value]), &found)
        return false
      }
    default: break
    }
  }
}
