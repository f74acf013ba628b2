/// What the program runs with: the defaults, changed by the settings file, the environment and the flags, in that order.
struct Configuration: Sendable {
  var host = "127.0.0.1"
  var port = 8080
  var database = "data/npdr.sqlite"
  var migrations = "migrations"
  var publicAddress: String?
  var loops = 0
  var workers = 2
  var logLevel = LogLevel.info
  var requestLog = RequestLog.changes
  var trustedProxies: [String] = []
  /// 0 is for ever.
  var feedDays = 0
  /// The register that clients ask.
  var server = "http://127.0.0.1:8080"
  var tokenFile: String?
  var contact = Contact()
  var metrics = Metrics()
  var subscriptions = Subscriptions()
  var limits = Limits()

  enum LogLevel: String, CaseIterable, Sendable { case debug, info, warning, error }

  /// Which requests get a line in the log.
  enum RequestLog: String, CaseIterable, Sendable {
    case all = "alles"
    /// Every write, and every answer of 400 and over.
    case changes = "wijzigingen"
    case none = "niets"
  }

  struct Contact: Sendable {
    var name = "Bureau NCDR"
    var url = "https://www.bureauncdr.nl"
    var email = "npdr@example.org"
  }

  /// Where figures can be read; port 0 is nowhere.
  struct Metrics: Sendable {
    var host = "127.0.0.1"
    var port = 0
  }

  /// Where events are delivered, and how.
  struct Subscriptions: Sendable {
    var source = "urn:nld:ncdr:systeem:npdr"
    var networks: [String] = []
    var allowsPlain = false
    var connectSeconds = 5
    var answerSeconds = 15
    var firstPauseSeconds = 5
    var parkHours = 72
    var together = 64
    var togetherPerHost = 4
  }

  /// Sizes in bytes, times in seconds.
  struct Limits: Sendable {
    var requestLine = 8 << 10
    var head = 32 << 10
    var fields = 100
    var headSeconds = 10
    var body = 4 << 20
    var importBody = 64 << 20
    var bodyRate = 1 << 10
    var bodySeconds = 10
    var idleSeconds = 75
    var connections = 10_000
    var output = 1 << 20
    var outputRate = 1 << 10
    var outputSeconds = 30
    var held = 512 << 20
    var cache = 16 << 20
    var queue = 1_024
    var logLines = 1_000
    var stopSeconds = 30
    var requestsPerAddress = 600
    var requestsPerToken = 3_000
  }
}

extension Configuration {
  /// Every setting there is.
  static let table: [Setting] = [
    .text("host", \.host, "Address to listen on."),
    .integer("port", \.port, 0...65_535, "Port to listen on; 0 takes a free one."),
    .text("database", \.database, "The SQLite file that holds the register; made when it does not exist."),
    .text("migraties", \.migrations, "Folder with the schema's migrations, one folder for each engine."),
    .text(
      "publiekAdres", \.publicAddress,
      "The address clients know, without path; links are made from it. Null: http://localhost and the port.", .origin),
    .integer("lussen", \.loops, 0...256, "Event loops that serve connections; 0 is one for each core."),
    .integer("werkers", \.workers, 1...64, "Threads for what may take long: big exports, searches, reports."),
    .choice("logniveau", \.logLevel, "Least important log line that is written."),
    .choice(
      "verzoeklog", \.requestLog,
      "Requests that get a log line: all, those that write or are refused (wijzigingen), or none."),
    .texts(
      "vertrouwdeProxies", \.trustedProxies,
      "Addresses or networks (10.0.0.0/8) whose Forwarded and X-Forwarded-For are believed."),
    .integer(
      "feedDagen", \.feedDays, 0...36_500,
      "Days for which a reader of /v1/wijzigingen may stay away and go on where it was; 0 is for ever."),
    .text("server", \.server, "The register that `npdr query`, `report` and `import --to` ask."),
    .text(
      "tokenbestand", \.tokenFile,
      "File with mode 600 that holds their token, when NPDR_TOKEN does not. Null: ~/.config/npdr/token, if it is there."
    ),
    .text("contact.naam", \.contact.name, "Who answers questions about the API."),
    .text("contact.url", \.contact.url, "Where they are found on the web.", .page),
    .text("contact.email", \.contact.email, "Their e-mail address.", .email),
    .text("metrics.host", \.metrics.host, "Address on which /metrics is answered, for whoever keeps watch."),
    .integer("metrics.port", \.metrics.port, 0...65_535, "Port of /metrics; 0 answers nowhere and counts nothing."),
    .text(
      "abonnementen.bron", \.subscriptions.source,
      "`source` of every event: a URN of the organisation that publishes (its OIN) and of this system."),
    .texts(
      "abonnementen.netten", \.subscriptions.networks,
      "Addresses or networks that are not public and to which events may be delivered all the same."),
    .boolean(
      "abonnementen.onversleuteld", \.subscriptions.allowsPlain,
      "Events may be delivered to http:// too; for development."),
    .integer("abonnementen.verbindSeconden", \.subscriptions.connectSeconds, 1...60, "Seconds to reach a receiver."),
    .integer("abonnementen.antwoordSeconden", \.subscriptions.answerSeconds, 1...300, "Seconds for a whole delivery."),
    .integer(
      "abonnementen.pauzeSeconden", \.subscriptions.firstPauseSeconds, 1...3_600,
      "Seconds after a first failure; twice as long after each next one, up to an hour."),
    .integer(
      "abonnementen.parkeerUren", \.subscriptions.parkHours, 1...8_760,
      "Hours of nothing but failures after which a subscription is parked."),
    .integer("abonnementen.tegelijk", \.subscriptions.together, 1...1_000, "Deliveries at a time."),
    .integer(
      "abonnementen.tegelijkPerOntvanger", \.subscriptions.togetherPerHost, 1...100,
      "Deliveries at a time to one host and port."),
    .integer("grenzen.verzoekregel", \.limits.requestLine, 512...65_535, "Bytes of a request line."),
    .integer("grenzen.kop", \.limits.head, 1_024...65_535, "Bytes of all header fields of a request together."),
    .integer("grenzen.kopvelden", \.limits.fields, 8...1_000, "Header fields of a request."),
    .integer("grenzen.kopSeconden", \.limits.headSeconds, 1...3_600, "Seconds in which a whole head has to arrive."),
    .integer("grenzen.inhoud", \.limits.body, 1_024...1_073_741_824, "Bytes of a request's body."),
    .integer("grenzen.inhoudImport", \.limits.importBody, 1_024...1_073_741_824, "Bytes of the body of an import."),
    .integer("grenzen.inhoudTempo", \.limits.bodyRate, 1...1_073_741_824, "Bytes a second a body has to keep up."),
    .integer("grenzen.inhoudSeconden", \.limits.bodySeconds, 1...3_600, "Seconds a body may run behind that rate."),
    .integer("grenzen.stilteSeconden", \.limits.idleSeconds, 1...86_400, "Seconds a connection may lie idle."),
    .integer("grenzen.verbindingen", \.limits.connections, 1...1_000_000, "Connections open at a time."),
    .integer("grenzen.uitvoer", \.limits.output, 65_536...1_073_741_824, "Bytes of answers kept for a slow reader."),
    .integer(
      "grenzen.uitvoerTempo", \.limits.outputRate, 1...1_073_741_824, "Bytes a second a reader has to take."),
    .integer(
      "grenzen.uitvoerSeconden", \.limits.outputSeconds, 1...3_600, "Seconds a reader may run behind that rate."),
    .integer(
      "grenzen.geheugen", \.limits.held, 1_048_576...1_099_511_627_776,
      "Bytes received and unsent for all connections together; over it 503."),
    .integer(
      "grenzen.antwoordvoorraad", \.limits.cache, 0...1_073_741_824,
      "Bytes of finished answers each event loop keeps; 0 keeps none."),
    .integer(
      "grenzen.wachtrij", \.limits.queue, 1...1_000_000, "Long questions that may wait for a worker; over it 503."),
    .integer(
      "grenzen.logregels", \.limits.logLines, 0...1_000_000,
      "Request lines in the log a second, stored writes not counted; the rest is counted and said. 0 is no limit."),
    .integer(
      "grenzen.stopSeconden", \.limits.stopSeconds, 0...3_600,
      "Seconds to finish on SIGTERM; two more, and the program ends whatever is under way."),
    .integer("grenzen.perAdres", \.limits.requestsPerAddress, 0...1_000_000, "Requests a minute from one address."),
    .integer("grenzen.perToken", \.limits.requestsPerToken, 0...1_000_000, "Requests a minute with one token."),
  ]

  /// `publiekAdres`, or what follows from the port that is listened on.
  func address(port listening: Int) -> String {
    if let publicAddress {
      return publicAddress.hasSuffix("/") ? String(publicAddress.dropLast()) : publicAddress
    }
    let local = ["127.0.0.1", "0.0.0.0", "::1", "::", "localhost"].contains(host)
    let name = local ? "localhost" : host.contains(":") ? "[\(host)]" : host
    return listening == 80 ? "http://\(name)" : "http://\(name):\(listening)"
  }
}

extension Configuration {
  /// Where the server can be reached from this machine.
  var reachableHost: String {
    switch host {
    case "0.0.0.0", "localhost": "127.0.0.1"
    case "::": "[::1]"
    default: host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }
  }
}
