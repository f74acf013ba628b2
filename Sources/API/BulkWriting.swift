import Bytes
import HTTP
import Register

/// `POST /v1/<collection>/_importeer`: read and checked for its form on a worker when it is big, written by the writer.
struct BulkWriting: Sendable {
  let configuration: APIConfiguration
  let links: Links

  /// From this size on, in bytes, a loop does not read a body itself.
  static let inlineLimit = 32 * 1024

  /// What came of reading a body.
  enum Reading {
    /// - Parameter faults: of rows that never became one; with any, the command is a trial and is refused.
    case command(Command, faults: FaultList)
    case refused(Problem)
  }

  func read(_ call: Call, _ resource: Resource) -> Reading {
    let (isTrial, found) = trial(call)
    let body = BulkBody(call.body ?? [], call.form, resource, rowLimit: configuration.bodyLimit)
    let head = call.faults + found
    if !head.isEmpty {
      // The register is not asked; what can be said of the rows without it is said along.
      var all = FaultList()
      for fault in head { all.add(fault) }
      for fault in body.faults.list { all.add(fault) }
      for row in body.rows {
        for fault in resource.faults(in: row.body, isPatch: false) { all.add(Problem.Fault(fault).inRow(row.number)) }
      }
      return .refused(.rejected(all))
    }
    if body.rows.isEmpty { return .refused(.rejected(body.faults)) }
    let key = isTrial ? nil : call.idempotencyKey
    let command = Command(
      resource: resource,
      operation: .bulk(Bulk(rows: body.rows, isTrial: isTrial || !body.faults.isEmpty)), condition: .none,
      caller: call.caller, now: call.now,
      idempotency: key.map {
        Command.Idempotency(key: $0, path: call.path, bodyDigest: SHA256.digest(of: call.body ?? []))
      })
    return .command(command, faults: body.faults)
  }

  /// `proef=true`
  private func trial(_ call: Call) -> (Bool, [Problem.Fault]) {
    var faults = call.unknownParameters(allowed: ["proef"])
    let values = call.parameters.filter { $0.key == "proef" }.map(\.value)
    if values.count > 1 {
      faults.append(Problem.Fault(FieldError("proef", .duplicate, isInQuery: true)))
    } else if let value = values.first, !["true", "false"].contains(value) {
      faults.append(Problem.Fault(FieldError("proef", .notAllowed(allowed: ["true", "false"]), isInQuery: true)))
    }
    return (values == ["true"], faults)
  }

  // MARK: What came of it

  /// `{"proef":false,"aantal":1,"gemaakt":1,"gewijzigd":0,"ongewijzigd":0,"items":[...]}`
  func answer(_ result: Bulk.Result, _ resource: Resource, _ body: inout ByteBuffer) -> Answer {
    body.append(result.isTrial ? "{\"proef\":true,\"aantal\":" : "{\"proef\":false,\"aantal\":")
    body.append(decimal: result.items.count)
    for change in Bulk.Change.allCases {
      body.append(",\"\(change.rawValue)\":")
      body.append(decimal: result.count(change))
    }
    body.append(",\"items\":[")
    let own = links.links(of: resource)
    for (index, item) in result.items.enumerated() {
      body.append(index > 0 ? ",{\"rij\":" : "{\"rij\":")
      body.append(decimal: item.row)
      body.append(",\"kenmerk\":\"")
      body.append(item.kenmerk)
      body.append("\",\"versie\":")
      body.append(decimal: Int(item.versie))
      if let draft = item.conceptversie {
        body.append(",\"conceptversie\":")
        body.append(decimal: Int(draft))
      }
      body.append(",\"uitkomst\":\"")
      body.append(item.change.rawValue)
      body.append("\",")
      own.write(item.kenmerk, to: &body)
      body.append("}")
    }
    body.append("]}")
    return Answer(type: .json)
  }

  /// - Parameter faults: of the rows that the register never saw.
  func problem(_ error: any Error, _ faults: FaultList, _ finisher: Finisher, _ id: RequestID) -> Problem {
    guard case .rejected(let rejection)? = error as? RegisterError else { return finisher.problem(error, id) }
    var all = faults
    all.add(rejection)
    return .rejected(all)
  }
}

/// How many big imports are being read or written: each holds its rows in memory.
final class BulkSlots: Sendable {
  private let taken = Locked(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// - Returns: false when there is no room.
  func enter() -> Bool {
    taken.withLock { taken in
      guard taken < limit else { return false }
      taken += 1
      return true
    }
  }

  func leave() { taken.withLock { $0 -= 1 } }
}
