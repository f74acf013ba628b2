import Bytes

/// A member of an older log entry that a redaction rewrote.
struct StruckMember {
  struct Place: Hashable {
    var entry: Int64
    var index: Int
  }
  var place: Place
  var name: String
  var digest: ArraySlice<UInt8>

  var json: JSON {
    [
      "volgnummer": .integer(place.entry), "plaats": .integer(place.index), "lid": .string(name),
      "vingerafdruk": .string(Hex.encode(digest)),
    ]
  }

  static func read(_ redaction: JSON) -> [StruckMember] {
    (redaction["geraakt"]?.asArray ?? []).compactMap { json in
      guard let entry = json["volgnummer"]?.asInt, let index = json["plaats"]?.asInt,
        let name = json["lid"]?.asString, let digest = json["vingerafdruk"]?.asString.flatMap({ Hex.decode($0) })
      else { return nil }
      return StruckMember(place: Place(entry: Int64(entry), index: index), name: name, digest: digest[...])
    }
  }
}
