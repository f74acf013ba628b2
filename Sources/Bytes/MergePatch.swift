/// `application/merge-patch+json`. Source: RFC 7396.
public enum MergePatch {
  /// `document` with the members of `patch` put in, and those that are null in it taken out; a patch that is no
  /// object takes the place of the document. Members keep their place, new ones come behind in the patch's order.
  /// - Complexity: O(members of both), whatever they are called.
  public static func apply(_ patch: JSON, to document: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    var names: [String] = []
    var values: [JSON?] = []
    var places: [ExactString: Int] = [:]
    for member in document.asObject ?? JSONObject() {
      places[ExactString(member.name)] = names.count
      names.append(member.name)
      values.append(member.value)
    }
    for change in changes {
      let place = places[ExactString(change.name)]
      let value = change.value.isNull ? nil : apply(change.value, to: place.flatMap { values[$0] } ?? .null)
      if let place {
        values[place] = value
      } else if value != nil {
        places[ExactString(change.name)] = names.count
        names.append(change.name)
        values.append(value)
      }
    }
    return .object(JSONObject(distinct: zip(names, values).compactMap { name, value in value.map { (name, $0) } }))
  }
}
