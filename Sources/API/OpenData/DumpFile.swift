import Register

/// A file of `/v1/bestanden`: a collection as JSON Lines or CSV, all of them in one, and what describes them.
struct DumpFile: Sendable, Equatable {
  /// `maatregelen.csv`
  let name: String
  /// Nil for the description.
  let format: Export.Format?
  /// Nil for all of them, and for the description.
  let collection: String?

  static let list = "/v1/bestanden"

  static let whole = DumpFile(name: "register.jsonl", format: .jsonl, collection: nil)
  static let description = DumpFile(name: "datapackage.json", format: nil, collection: nil)

  static let all: [DumpFile] =
    [description, whole]
    + Resource.all.flatMap { resource in
      Export.Format.allCases.map {
        DumpFile(name: DataPackage.file(of: resource, $0), format: $0, collection: resource.collection)
      }
    }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static func named(_ name: String) -> DumpFile? { byName[name] }

  var resource: Resource? { collection.flatMap(Resource.collected) }
  var isWhole: Bool { self == Self.whole }
  var path: String { "\(Self.list)/\(name)" }

  var contentType: Answer.ContentType {
    switch format {
    case nil: .json
    case .jsonl: .jsonLines
    case .csv: .csv
    }
  }

  var mediaType: String {
    switch format {
    case nil: "application/json"
    case .jsonl: "application/jsonl"
    case .csv: "text/csv"
    }
  }

  var about: String {
    if let resource { return resource.nl }
    return isWhole
      ? "Alle collecties van één moment: een JSON-object per regel, dat met `collectie` begint."
      : "Wat in de bestanden staat: een Data Package met elke kolom."
  }
}
