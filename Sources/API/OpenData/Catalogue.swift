import Bytes
import Register

/// The register as a data portal reads it: one catalogue with one data set, its files and its API.
///
/// Source: DCAT-AP-NL 3.0, https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/, and DCAT-AP 3.0 below it. What is named
/// from a list of the EU has its type beside it, so that a checker that knows none of the lists can follow.
struct Catalogue {
  let configuration: APIConfiguration
  let publisher: Publisher
  /// The years the programmes speak of.
  let period: (from: Day?, through: Day?)
  /// When something public changed last.
  let modified: Timestamp?

  struct Publisher {
    let name: String
    /// That of the list of government organisations, when the register knows it; else our own page of it.
    let address: String
  }

  private var address: String { configuration.publicAddress }
  private var own: String { "\(address)/v1/catalogus" }
  private var api: String { "\(own)#api" }
  private var contact: String { "\(own)#contact" }

  private static let name = "Register van het Nationaal Programma tegen discriminatie en racisme"
  private static let about =
    "Alle maatregelen van het Nationaal Programma tegen discriminatie en racisme: waarvoor zij zijn, wie ervoor staat, "
    + "hoe ver het is, wat het kost, en hoe dat veranderde. Elke rij noemt haar bron. Leeg is: de bron zegt het niet; wat "
    + "een analist invulde staat in `afgeleid`."

  var json: JSON {
    ["@context": Self.context, "@graph": .array([catalogue, dataset, service] + distributions + agents)]
  }

  // MARK: Nodes

  private var catalogue: JSON {
    node(
      own, "dcat:Catalog",
      [
        "dct:title": text("Catalogus van het \(Self.name.prefix(1).lowercased())\(Self.name.dropFirst())"),
        "dct:description": text(
          "Wat het register als open data geeft: één gegevensverzameling, als bestanden en als API."),
        "dct:publisher": reference(publisher.address), "dct:creator": reference(publisher.address),
        "dcat:contactPoint": reference(contact), "dct:language": Self.dutch, "dct:license": Self.licence,
        "dct:spatial": Self.netherlands, "dcat:themeTaxonomy": Self.themes, "dct:modified": moment(modified),
        "foaf:homepage": document("\(address)/"), "dcat:dataset": reference("\(own)#register"),
        "dcat:service": reference(api),
        "dct:conformsTo": standard("https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/", "DCAT-AP-NL 3.0"),
      ])
  }

  private var dataset: JSON {
    node(
      "\(own)#register", "dcat:Dataset",
      [
        "dct:identifier": .string("\(own)#register"), "dct:title": text(Self.name), "dct:description": text(Self.about),
        "dct:publisher": reference(publisher.address), "dct:creator": reference(publisher.address),
        "dcat:contactPoint": reference(contact), "dct:accessRights": Self.openToAll,
        "dcat:theme": .array(Self.ownThemes), "dct:language": Self.dutch, "dct:spatial": Self.netherlands,
        "dct:accrualPeriodicity": Self.continuous, "dct:temporal": temporal, "dct:modified": moment(modified),
        "dcat:version": .string(configuration.version),
        "dcat:keyword": .array(
          ["discriminatie", "racisme", "gelijke behandeling", "maatregelen", "voortgang"].map(text)),
        "dcat:landingPage": document("\(address)/"), "foaf:page": document("\(address)/ontwikkelaars"),
        "dct:conformsTo": standard("\(address)/v1/openapi.json", "Beschrijving van elk veld (OpenAPI 3.0.3)"),
        "dcat:distribution": .array(distributions.compactMap { $0["@id"]?.asString }.map(reference)),
      ])
  }

  private var service: JSON {
    node(
      api, "dcat:DataService",
      [
        "dct:identifier": .string(api), "dct:title": text("API van het register"),
        "dct:description": text(
          "REST-API volgens de NL GOV API Design Rules: lijsten met filters, facetten en zoeken, de geschiedenis van elke "
            + "rij, rapporten en een feed van wijzigingen. Lezen kan zonder aanmelden."),
        "dct:publisher": reference(publisher.address), "dct:creator": reference(publisher.address),
        "dcat:contactPoint": reference(contact), "dct:accessRights": Self.openToAll, "dct:license": Self.licence,
        "dct:language": Self.dutch, "dcat:theme": .array(Self.ownThemes), "dct:modified": moment(modified),
        "dcat:keyword": .array(["discriminatie", "racisme", "API"].map(text)),
        "dcat:endpointURL": reference("\(address)/v1"),
        "dcat:endpointDescription": reference("\(address)/v1/openapi.json"),
        "dcat:servesDataset": reference("\(own)#register"), "dcat:landingPage": document("\(address)/ontwikkelaars"),
        "foaf:page": document("\(address)/ontwikkelaars"),
        "dct:conformsTo": .array([
          standard("https://gitdocumentatie.logius.nl/publicatie/api/adr/", "NL GOV API Design Rules"),
          standard("https://spec.openapis.org/oas/v3.0.3.html", "OpenAPI 3.0.3"),
        ]),
      ])
  }

  /// The API, all of it in one file, and a table for each collection.
  private var distributions: [JSON] {
    let whole = DumpFile.all.filter { $0.isWhole }
    let tables = DumpFile.all.filter { $0.format == .csv && $0.resource != nil }
    return [
      node(
        "\(own)#json", "dcat:Distribution",
        [
          "dct:title": text("JSON via de API"), "dct:description": text("Elke lijst, rij en versie, met filters."),
          "dcat:accessURL": reference("\(address)/v1"), "dcat:accessService": reference(api),
          "dct:license": Self.licence, "dct:language": Self.dutch, "dct:format": Self.format("JSON"),
          "dcat:mediaType": Self.media("application/json"), "dcatap:availability": Self.available,
          "dct:modified": moment(modified),
          "dct:conformsTo": standard("\(address)/v1/openapi.json", "Beschrijving van elk veld (OpenAPI 3.0.3)"),
        ])
    ]
      + (whole + tables).map { file in
        var members: JSONObject = [
          "dct:title": text(file.resource.map { ClientWords.plural($0.collection) } ?? "Alles in één bestand"),
          "dct:description": text(
            file.resource?.nl ?? "Alle collecties van één moment, een JSON-object per regel met `collectie` en de rij."),
          "dcat:accessURL": reference("\(address)\(DumpFile.list)"),
          "dcat:downloadURL": reference("\(address)\(file.path)"), "dct:license": Self.licence,
          "dct:language": Self.dutch, "dct:format": Self.format(file.format == .csv ? "CSV" : "JSON"),
          "dcatap:availability": Self.available, "dct:modified": moment(modified),
          "dct:conformsTo": standard("\(address)\(DumpFile.description.path)", "Data Package met elke kolom"),
        ]
        if file.format == .csv { members["dcat:mediaType"] = Self.media("text/csv") }
        return node("\(own)#\(file.name)", "dcat:Distribution", members)
      }
  }

  private var agents: [JSON] {
    [
      node(
        publisher.address, "foaf:Agent",
        [
          "foaf:name": text(publisher.name),
          "dct:type": concept("http://purl.org/adms/publishertype/NationalAuthority", "Rijksoverheid"),
        ]),
      [
        "@id": .string(contact), "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": .string(configuration.contact.name),
        "vcard:hasEmail": reference("mailto:\(configuration.contact.email)"),
        "vcard:hasURL": reference(configuration.contact.url),
      ],
    ]
  }

  private var temporal: JSON {
    guard period.from != nil || period.through != nil else { return .null }
    return [
      "@type": "dct:PeriodOfTime", "dcat:startDate": date(period.from), "dcat:endDate": date(period.through),
    ]
  }
}

extension Catalogue {
  private static let context: JSON = [
    "adms": "http://www.w3.org/ns/adms#", "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/", "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#", "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
  ]

  // MARK: Values from lists of the EU

  private static let authority = "http://publications.europa.eu/resource/authority/"

  private static func listed(_ path: String, _ type: String, _ label: String? = nil) -> JSON {
    var node: JSONObject = ["@id": .string(authority + path), "@type": .string(type)]
    if let label { node["skos:prefLabel"] = ["@language": "nl", "@value": .string(label)] }
    return .object(node)
  }

  private static let dutch = listed("language/NLD", "dct:LinguisticSystem")
  private static let netherlands = listed("country/NLD", "dct:Location")
  private static let openToAll = listed("access-right/PUBLIC", "dct:RightsStatement")
  private static let continuous = listed("frequency/UPDATE_CONT", "dct:Frequency")
  private static let themes = listed("data-theme", "skos:ConceptScheme")
  private static let available = listed("planned-availability/AVAILABLE", "skos:Concept", "Beschikbaar")
  private static let ownThemes = [
    listed("data-theme/SOCI", "skos:Concept", "Bevolking en samenleving"),
    listed("data-theme/GOVE", "skos:Concept", "Overheid en publieke sector"),
    listed("data-theme/JUST", "skos:Concept", "Justitie, rechtsstelsel en openbare veiligheid"),
  ]

  private static func format(_ name: String) -> JSON { listed("file-type/\(name)", "dct:MediaTypeOrExtent") }

  private static func media(_ name: String) -> JSON {
    ["@id": .string("https://www.iana.org/assignments/media-types/\(name)"), "@type": "dct:MediaType"]
  }

  private static let licence: JSON = [
    "@id": "http://creativecommons.org/publicdomain/zero/1.0/deed.nl", "@type": "dct:LicenseDocument",
  ]

  // MARK: Values

  /// Without the members of which nothing is known.
  private func node(_ id: String, _ type: String, _ members: JSONObject) -> JSON {
    var node: JSONObject = ["@id": .string(id), "@type": .string(type)]
    for (name, value) in members where !value.isNull { node[name] = value }
    return .object(node)
  }

  private func reference(_ id: String) -> JSON { ["@id": .string(id)] }

  private func text(_ words: String) -> JSON { ["@language": "nl", "@value": .string(words)] }

  private func date(_ day: Day?) -> JSON {
    day.map { ["@type": "xsd:date", "@value": .string($0.description)] } ?? .null
  }

  private func moment(_ moment: Timestamp?) -> JSON {
    moment.map { ["@type": "xsd:dateTime", "@value": .string($0.description)] } ?? .null
  }

  private func document(_ address: String) -> JSON { ["@id": .string(address), "@type": "foaf:Document"] }

  private func concept(_ id: String, _ label: String) -> JSON {
    ["@id": .string(id), "@type": "skos:Concept", "skos:prefLabel": text(label)]
  }

  private func standard(_ address: String, _ label: String) -> JSON {
    ["@id": .string(address), "@type": "dct:Standard", "rdfs:label": text(label)]
  }
}
