import ArgumentParser

/// Where the server listens.
struct ListeningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Address to listen on.", valueName: "address"))
  var host: String?

  @Option(help: ArgumentHelp("Port to listen on; 0 takes a free one.", valueName: "number"))
  var port: String?

  var flags: [(name: String, value: String?)] { [("host", host), ("port", port)] }
}
