import Bytes
import Register
import Testing

struct ListTests {
  @Test(arguments: [
    ("grond", "moslimdiscriminatie", ["m-registratie"]),
    ("grond", "moslimhaat", ["m-registratie"]),
    ("grond", "np-gronden", ["m-registratie", "m-vierogen"]),
    ("domein", "zorg", ["m-training"]),
    ("organisatie", "politie", ["m-registratie"]),
    ("organisatie", "SZW", ["m-registratie"]),
    ("verantwoordelijk", "politie", []),
    ("uitvoerder", "politie", ["m-registratie"]),
    ("organisatie", "szw,vws", ["m-registratie", "m-training"]),
    ("programma", "np-2022", ["m-registratie"]),
    ("opname", "opgenomen", ["m-registratie"]),
    ("uitvoeringsstatus", "afgerond", ["m-training"]),
    ("document", "brief", ["m-registratie"]),
    ("mist", "gronden", ["m-training"]),
    ("heeft", "programmas", ["m-registratie"]),
    ("mist", "voortgang", ["m-registratie", "m-training", "m-vierogen"]),
    ("startGeplandVanaf", "2024-12-31", ["m-vierogen"]),
    ("startGeplandVanaf", "2025-01-01", []),
    ("gereedGeplandTotEnMet", "2024-05-31", []),
    ("gereedGeplandTotEnMet", "2024-06-01", ["m-vierogen"]),
    ("search", "antisemitisme", ["m-vierogen"]),
    ("search", "REGISTR*", ["m-registratie"]),
    ("search", "registr", []),
    ("kenmerk", "m-training,m-vierogen", ["m-training", "m-vierogen"]),
  ])
  func `a filter finds these measures`(key: String, value: String, found: [String]) throws {
    let register = try TestRegister()
    #expect(try register.list("maatregel", [(key, value)]).sorted() == found)
    #expect(try register.reader.count(register.query("maatregel", [(key, value)]), for: .everyone) == found.count)
  }

  @Test func `an inferred phase does not count when only what is stated counts`() throws {
    let register = try TestRegister()
    #expect(try register.list("maatregel", [("fase", "herkennen-melden")]) == ["m-registratie"])
    #expect(try register.list("maatregel", [("fase", "herkennen-melden"), ("zonderAfgeleid", "true")]) == [])
  }

  @Test func `a generic measure matches any ground when asked to`() throws {
    let register = try TestRegister()
    let both = try register.list("maatregel", [("grond", "antisemitisme"), ("metGeneriek", "true")])
    #expect(both.sorted() == ["m-training", "m-vierogen"])
  }

  @Test func `a repeated key must hold as often as it is said`() throws {
    let register = try TestRegister()
    #expect(try register.list("maatregel", [("organisatie", "szw"), ("organisatie", "politie")]) == ["m-registratie"])
    #expect(try register.list("maatregel", [("organisatie", "szw"), ("organisatie", "vws")]) == [])
  }

  @Test(arguments: [
    [], ["metGeneriek"], ["metGeneriek", "exact"], ["metGeneriek", "zonderAfgeleid"], ["doorAfgeleid"],
  ])
  func `a facet's number is the length of the list filtered on it`(flags: [String]) throws {
    let register = try TestRegister()
    let asked = flags.map { ($0, "true") }
    var query = try register.query("maatregel", asked)
    query.facets = ["grond", "fase", "uitvoeringsstatus", "organisatie", "verantwoordelijk", "programma", "opname"]
    let facets = try register.reader.facets(query, for: .everyone)
    #expect(facets.contains { !$0.values.isEmpty })
    for facet in facets {
      #expect(!facet.values.isEmpty || flags.contains { $0.hasSuffix("Afgeleid") })
      for (value, count) in facet.values {
        let found = try register.list("maatregel", asked + [(facet.filter, value)])
        #expect(found.count == count, "\(facet.filter)=\(value)")
      }
    }
    if flags.first == "metGeneriek" {
      // Generic measures have every ground, and only a ground.
      let grounds = try register.list("grond")
      #expect(Set(facets[0].values.map(\.value)) == Set(grounds))
    }
  }

  @Test(arguments: [
    "titel", "-titel", "-gewijzigdOp", "startGepland", "-startGepland", "uitvoeringsstatus", "kenmerk", "-kenmerk",
  ])
  func `pages of one, one after the other, are the whole list in the same order`(sort: String) throws {
    let register = try TestRegister()
    var query = try register.query("maatregel", [])
    let name = sort.hasPrefix("-") ? String(sort.dropFirst()) : sort
    query.sort = [ListQuery.SortKey(path: [name], descending: sort.hasPrefix("-"))]
    var whole: [String] = []
    _ = try register.reader.page(query, for: .everyone) { kenmerk, _ in whole.append(kenmerk) }
    query.limit = 1
    var paged: [String] = []
    while true {
      query.after = try register.reader.page(query, for: .everyone) { kenmerk, _ in paged.append(kenmerk) }
      if query.after == nil { break }
    }
    #expect(whole.count == 3)
    #expect(paged == whole)
  }

  @Test(arguments: [
    ("gron", "x"), ("grond", "onzin"), ("uitvoeringsstatus", "klaar"), ("metGeneriek", "ja"), ("grond", ""),
    ("startGeplandVanaf", "2024"), ("search", "*"), ("mist", "niets"), ("gewijzigdSinds", "gisteren"),
    ("grond", "antisemitisme,"),
  ])
  func `a filter that makes no sense is a fault that names it`(key: String, value: String) throws {
    let register = try TestRegister()
    #expect {
      try register.list("maatregel", [(key, value)])
    } throws: { error in
      guard case RegisterError.invalid(let faults) = error else { return false }
      return faults.allSatisfy { $0.location == key && $0.isInQuery }
    }
  }
}
