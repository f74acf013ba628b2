import Bytes
import HTTP
import Register

/// `{"items":[...],"aantal":n,"facetten":{...},"_links":{"self":{...},"next":{...}}}`, or the same rows as CSV.
extension Reading {
  func list(_ call: Call, _ resource: Resource, under parent: Resource?, _ body: inout ByteBuffer) throws -> Answer {
    // A moment is promised before anything is read of it; all else is read in one snapshot, which is also cheaper.
    if call.parameters.contains(where: { ListParameters.dated.contains($0.key) }) {
      return try read(call, resource, under: parent, &body)
    }
    return try reader.snapshot { try read(call, resource, under: parent, &body) }
  }

  private func read(
    _ call: Call, _ resource: Resource, under parent: Resource?, _ body: inout ByteBuffer
  ) throws -> Answer {
    let parentFilter = parent == nil ? nil : resource.pathFilter
    var parameters = try ListParameters(call, resource, under: parentFilter, reader)
    try call.refuse(parameters.faults)
    var path = "/v1/\(resource.collection)"
    if let parent, let filter = parentFilter, let kenmerk = call.kenmerk {
      // What the caller may not see has no rows under it either: the same 404.
      let version = parameters.query.asOf.map(RegisterReader.Version.at) ?? .standing
      _ = try reader.item(parent, kenmerk, version, for: call.caller)
      parameters.add(.any(filter: filter, values: [kenmerk]))
      path = "/v1/\(parent.collection)/\(kenmerk)/\(resource.collection)"
    }
    let target = path + QueryText.make(call.parameters)
    var kept = KeptParts()
    let next = try reader.snapshot { () throws -> String? in
      let cursor =
        switch call.representation {
        case .json: try items(call, resource, parameters, &body, &kept)
        case .csv, .svg, .html, .odf, .events, .linked: try table(call, resource, parameters, &body)
        }
      let next = cursor.map { cursor in
        let own = call.parameters.filter { $0.key != "cursor" }
        let more = QueryString.Parameter(key: "cursor", value: parameters.text(of: cursor))
        return links.publicAddress + path + QueryText.make(own + [more])
      }
      if call.representation == .json {
        try close(call, parameters.query, self: links.publicAddress + target, next: next, &body)
      }
      return next
    }
    return Answer(
      kept: kept, type: call.representation == .json ? .json : .csv,
      etag: EntityTag.list(call, target: target, version: tagVersion, isOfPast: parameters.query.asOf != nil),
      fields: next.map { [AnswerField("Link", "<\($0)>; rel=\"next\"")] } ?? [],
      mayBeKept: call.caller.token == nil, isOfPast: parameters.query.asOf != nil,
      isQuicklyMade: parameters.query.isInOrderOfKeys)
  }

  private func items(
    _ call: Call, _ resource: Resource, _ parameters: ListParameters, _ body: inout ByteBuffer,
    _ kept: inout KeptParts
  ) throws -> ListQuery.Cursor? {
    let shape = RowShape(
      resource, fields: parameters.fields, expand: parameters.expand, version: parameters.version, links: links)
    body.append("{\"items\":[")
    if shape.isPlain {
      let cursor = try reader.page(
        parameters.query, for: call.caller, ending: { shape.writeEnding($0, to: &$1) }, into: &body,
        lending: &kept)
      body.append("]")
      return cursor
    }
    var embedded = RowShape.Embedded()
    var isFirst = true
    let cursor = try reader.page(parameters.query, for: call.caller) { kenmerk, row in
      if !isFirst { body.append(UInt8(ascii: ",")) }
      isFirst = false
      if !parameters.expand.isEmpty { try patience.check() }
      try shape.write(kenmerk, row, reader, call.caller, &embedded, to: &body)
    }
    body.append("]")
    return cursor
  }

  private func close(
    _ call: Call, _ query: ListQuery, self address: String, next: String?, _ body: inout ByteBuffer
  ) throws {
    try patience.check()
    body.append(",\"aantal\":")
    body.append(decimal: try reader.count(query, for: call.caller))
    if !query.facets.isEmpty {
      body.append(",\"facetten\":{")
      var separated = false
      for name in query.facets {
        try patience.check()
        var one = query
        one.facets = [name]
        guard let facet = try reader.facets(one, for: call.caller).first else { continue }
        if separated { body.append(UInt8(ascii: ",")) }
        separated = true
        JSONWriter.writeString(facet.filter, into: &body)
        body.append(":[")
        for (place, value) in facet.values.enumerated() {
          body.append(place > 0 ? ",{\"waarde\":" : "{\"waarde\":")
          JSONWriter.writeString(value.value, into: &body)
          body.append(",\"aantal\":")
          body.append(decimal: value.count)
          body.append("}")
        }
        body.append("]")
      }
      body.append("}")
    }
    body.append(",\"_links\":{\"self\":{\"href\":")
    JSONWriter.writeString(address, into: &body)
    if let next {
      body.append("},\"next\":{\"href\":")
      JSONWriter.writeString(next, into: &body)
    }
    body.append("}}}")
  }

  private func table(
    _ call: Call, _ resource: Resource, _ parameters: ListParameters, _ body: inout ByteBuffer
  ) throws -> ListQuery.Cursor? {
    let table = CSVTable(resource, fields: parameters.fields)
    table.writeHeader(to: &body)
    return try reader.page(parameters.query, for: call.caller) { _, row in
      // Rendered by ourselves, so it parses; if it ever did not, the answer is a 500 and not a wrong table.
      table.write(try JSON.parse(row), to: &body)
    }
  }
}
