import Bytes

/// The JSON of a row as clients read it, made once at the write and kept beside the columns.
enum Rendering {
  /// - Parameter hidden: links the reader may not see; they are left out as if they were not there.
  /// - Returns: one compact JSON object without `_links`, which the API adds.
  static func render(
    _ row: StoredRow, _ document: Document, _ publicatie: Publicatie?, without hidden: Set<Document.Reference>
  ) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 2_048)
    buffer.append("{\"kenmerk\":")
    JSONWriter.writeString(row.kenmerk, into: &buffer)
    for field in document.resource.fields {
      buffer.append(",")
      JSONWriter.writeString(field.name, into: &buffer)
      buffer.append(":")
      JSONWriter.write(hidden.isEmpty ? document[field.name] : document.seen(field, without: hidden), into: &buffer)
    }
    if let publicatie {
      buffer.append(",\"publicatie\":")
      JSONWriter.write(publicatie.json, into: &buffer)
    }
    buffer.append(",\"versie\":")
    buffer.append(decimal: Int(row.versie))
    if let draft = row.conceptversie {
      buffer.append(",\"conceptversie\":")
      buffer.append(decimal: Int(draft))
    }
    buffer.append(",\"aangemaaktOp\":\"\(row.created)\",\"gewijzigdOp\":\"\(row.changed)\"}")
    return buffer.array()
  }

  /// `value` without the hidden links. An element whose link is hidden goes as a whole: what it says beside the link
  /// (a quote, a role) speaks of the hidden row.
  static func seen(_ value: JSON, _ field: Field, _ hidden: Set<Document.Reference>) -> JSON {
    func isHidden(_ link: JSON, _ resource: String) -> Bool {
      link.asString.map { hidden.contains(Document.Reference(resource: resource, kenmerk: $0)) } ?? false
    }
    switch field.type {
    case .link(let resource): return isHidden(value, resource) ? .null : value
    case .links(let resource): return .array((value.asArray ?? []).filter { !isHidden($0, resource) })
    case .object(let members):
      guard let object = value.asObject else { return value }
      return .object(JSONObject(members.map { ($0.name, seen(object[$0.name] ?? .null, $0, hidden)) }))
    case .objects(let members, _):
      return .array(
        (value.asArray ?? []).filter { element in
          !members.contains { member in
            member.target.map { isHidden(element[member.name] ?? .null, $0) } ?? false
          }
        })
    case .text, .url, .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .texts, .parameters:
      return value
    }
  }
}
