import Bytes

/// Rules over a whole measure (DESIGN section 3). The schema keeps those that are not only at the door, too.
extension Resource.Rule {
  /// A specific measure names a ground; a generic one names none.
  static let scopeMatchesGrounds = always { document in
    let grounds = document.links("gronden")
    switch document.text("reikwijdte") {
    case "specifiek" where grounds.isEmpty: return [.init("/gronden", .rule(code: "specifiek-zonder-grond"))]
    case "generiek" where !grounds.isEmpty: return [.init("/gronden", .rule(code: "generiek-met-grond"))]
    default: return []
    }
  }

  static let oneResponsible = always { document in
    document.organisations(in: ["verantwoordelijk"]).count > 1
      ? [.init("/betrokkenen", .rule(code: "meer-dan-een-verantwoordelijke"))] : []
  }

  /// The same organisation cannot be responsible and co-responsible at once.
  static let noDoubleRoles = always { document in
    let responsible = Set(document.organisations(in: ["verantwoordelijk"]))
    let shared = document.organisations(in: ["medeverantwoordelijk"])
    return shared.contains(where: responsible.contains)
      ? [.init("/betrokkenen", .rule(code: "verantwoordelijk-en-medeverantwoordelijk"))] : []
  }

  /// Refused only when no reading of the imprecise dates puts the start before the end.
  static let startBeforeEnd = always { document in
    let pairs = [("startGepland", "gereedGepland"), ("startWerkelijk", "gereedWerkelijk")]
    return pairs.compactMap { start, end in
      guard let from = document[path: ["plan", start, "vanaf"]].asString,
        let through = document[path: ["plan", end, "totEnMet"]].asString, from > through
      else { return nil }
      return FieldError("/plan/\(end)", .rule(code: "einde-voor-begin"))
    }
  }

  static let finishedHasDate = atTheDoor { document in
    document.text("uitvoeringsstatus") == "afgerond" && document[path: ["plan", "gereedWerkelijk"]].isNull
      ? [.init("/plan/gereedWerkelijk", .rule(code: "afgerond-zonder-datum"))] : []
  }

  static let finishedReportHasDate = atTheDoor { document in
    switch (document.text("uitvoeringsstatus") == "afgerond", document["gereedWerkelijk"].isNull) {
    case (true, true): [.init("/gereedWerkelijk", .rule(code: "afgerond-zonder-datum"))]
    case (false, false): [.init("/gereedWerkelijk", .rule(code: "datum-zonder-afgerond"))]
    default: []
    }
  }

  /// A round closes on the day it opens at the earliest, by the calendar of Amsterdam.
  static let closesAfterOpening = always { document in
    guard let opens = document.text("geopendOp").flatMap(Timestamp.init(rfc3339:)),
      let closes = document.text("sluitdatum").flatMap({ Day($0) }), Day.inAmsterdam(at: opens) > closes
    else { return [] }
    return [.init("/sluitdatum", .rule(code: "einde-voor-begin"))]
  }

  static let periodInOrder = always { document in
    guard let from = document.text("periodeVan"), let through = document.text("periodeTot"), from > through
    else { return [] }
    return [.init("/periodeTot", .rule(code: "einde-voor-begin"))]
  }

  /// A source is a document or a web address, and its lines run forward.
  static let sourcesAreNamed = always { document in
    document.list("bronnen").enumerated().flatMap { index, source -> [FieldError] in
      var faults: [FieldError] = []
      if (source["document"] ?? .null).isNull, (source["url"] ?? .null).isNull {
        faults.append(FieldError("/bronnen/\(index)", .rule(code: "bron-zonder-document-of-url")))
      }
      if let first = source["regel"]?.asInt, let last = source["regelTot"]?.asInt, last < first {
        faults.append(FieldError("/bronnen/\(index)/regelTot", .rule(code: "einde-voor-begin")))
      }
      return faults
    }
  }
}

extension Document {
  /// What the rules of its resource say against it.
  ///
  /// - Parameters:
  ///   - old: the version it replaces. Against a rule at the door what stood so may stay so: it was imported.
  ///   - unread: faults of members that could not be read; a rule says nothing of those.
  func ruleFaults(over old: Document?, unread: FaultPlaces = FaultPlaces([])) -> [FieldError] {
    resource.rules.flatMap { rule -> [FieldError] in
      let isJudged = rule.reads.allSatisfy { !unread.meet("/\($0)") }
      let faults = isJudged ? rule.check(self) : []
      guard rule.isAtTheDoorOnly, let old, !faults.isEmpty else { return faults }
      let standing = rule.check(old)
      return faults.filter { !standing.contains($0) }
    }
  }
}
