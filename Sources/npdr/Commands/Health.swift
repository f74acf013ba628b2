import ArgumentParser
import Webhooks

struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gezondheid",
    abstract: "Ask the server of these settings whether it is ready to answer.",
    discussion: "The exit code is 0 when it is, so that this serves as a container's health check.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var listening: ListeningOptions

  func run() throws {
    let configuration = try settings.configuration(listening.flags)
    let url = "http://\(configuration.reachableHost):\(configuration.port)/v1/gezondheid/gereed"
    let limits = HTTPClient.Limits(connect: .seconds(2), total: .seconds(5), answer: 1 << 16)
    let response: ClientResponse
    do {
      response = try HTTPClient(limits: limits).send(ClientRequest(.get, url))
    } catch {
      throw Failure("\(url) does not answer: \(error).")
    }
    print(String(decoding: response.body, as: UTF8.self))
    guard response.status == 200 else { throw Failure("\(url) answers \(response.status).") }
  }
}
