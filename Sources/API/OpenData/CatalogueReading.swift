import Bytes
import Register

/// `/v1/catalogus`, and the list of files beside it. Both tell what the public may have, whoever asks.
extension Reading {
  func catalogue(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let catalogue = try reader.snapshot {
      Catalogue(
        configuration: configuration, publisher: try publisher(), period: try period(), modified: try lastChange())
    }
    JSONWriter.write(catalogue.json, into: &body)
    return Answer(
      type: call.representation == .linked ? .linked : .json,
      etag: EntityTag.list(call, target: call.path, version: tagVersion), mayBeKept: call.caller.token == nil)
  }

  func files(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let etag = EntityTag.list(call, target: call.path, version: tagVersion)
    if call.representation == .csv {
      CSVTable.write(["naam", "collectie", "omschrijving", "mediatype", "adres"], to: &body)
      for file in DumpFile.all {
        let address = links.publicAddress + file.path
        CSVTable.write([file.name, file.resource?.collection, file.about, file.mediaType, address], to: &body)
      }
      return Answer(type: .csv, etag: etag, mayBeKept: call.caller.token == nil)
    }
    let items = DumpFile.all.map { file -> JSON in
      [
        "naam": .string(file.name), "collectie": .text(file.resource?.collection),
        "omschrijving": .string(file.about), "mediatype": .string(file.mediaType),
        "_links": ["self": ["href": .string(links.publicAddress + file.path)]],
      ]
    }
    let list: JSON = [
      "items": .array(items), "aantal": .integer(items.count),
      "_links": ["self": ["href": .string(links.publicAddress + call.path)]],
    ]
    JSONWriter.write(list, into: &body)
    return Answer(type: .json, etag: etag, mayBeKept: call.caller.token == nil)
  }

  // MARK: What the register says

  private func publisher() throws -> Catalogue.Publisher {
    guard let row = try? reader.item(.organisatie, "ncdr", for: .everyone), let json = try? JSON.parse(row.json) else {
      return Catalogue.Publisher(name: configuration.contact.name, address: configuration.contact.url)
    }
    return Catalogue.Publisher(
      name: json["naam"]?.asString ?? configuration.contact.name,
      address: json["tooiUri"]?.asString ?? links.item(.organisatie, "ncdr"))
  }

  /// From the first day of any programme to the last.
  private func period() throws -> (from: Day?, through: Day?) {
    var from: Day?
    var through: Day?
    var query = ListQuery(resource: Resource.programma.name)
    query.limit = ListParameters.limits.upperBound
    repeat {
      query.after = try reader.page(query, for: .everyone) { _, row in
        let period = try JSON.parse(row)["periode"]
        if let day = period?["van"]?["vanaf"]?.asString.flatMap({ Day($0) }) { from = min(from ?? day, day) }
        if let day = period?["tot"]?["totEnMet"]?.asString.flatMap({ Day($0) }) { through = max(through ?? day, day) }
      }
    } while query.after != nil
    return (from, through)
  }

  /// The latest change of any row that the public can see.
  private func lastChange() throws -> Timestamp? {
    var latest: Timestamp?
    for resource in Resource.all {
      var query = ListQuery(resource: resource.name)
      query.limit = 1
      query.sort = [ListQuery.SortKey(path: ["gewijzigdOp"], descending: true)]
      _ = try reader.page(query, for: .everyone) { _, row in
        let moment = try JSON.parse(row)["gewijzigdOp"]?.asString.flatMap { Timestamp(rfc3339: $0) }
        latest = [latest, moment].compactMap { $0 }.max()
      }
    }
    return latest
  }
}
