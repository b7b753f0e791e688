// Sends recorded requests to a sandbox that holds the objects of the recorded server, in their order,
// and compares the answers. Requests whose answer is kept back are sent all the same: they change what
// the next ones find.

import Diagnostics
import JSON
import Sandbox
package import WaldurWire

/// The recorded exchanges of a real server, against a sandbox.
package struct Replay {
  /// What was found of one exchange.
  package struct Outcome: Sendable {
    package let exchange: Exchange
    /// What the sandbox answered.
    package let answer: HTTPResponse
    /// What differs; empty where the answers agree or there is nothing to compare with.
    package let differences: [String]

    /// Whether there was an answer to compare with.
    package var isCompared: Bool { exchange.response != nil }
  }

  private let exchanges: [Exchange]
  private let world: WaldurWorld
  private let clock: SandboxClock
  /// The day of the recording.
  private let day: String
  private let known: Set<String>
  /// How the recorded server calls itself.
  private let host: String

  /// Takes the text of `world.json`, `index.json` and `exchanges.jsonl`.
  package init(world: [UInt8], index: [UInt8], exchanges: [UInt8]) throws {
    self.world = try JSONDecoding().decode(from: world)
    let clockText = try JSONBuffer.parse(world).root.member("clock")?.string() ?? ""
    guard let milliseconds = SandboxClock.milliseconds(clockText) else {
      throw JSONError(.invalidValue("the world has no clock"))
    }
    clock = .fixed(milliseconds)
    day = String(clockText.prefix(10))
    known = Self.uuids(in: String(decoding: index, as: UTF8.self))
    let lines = exchanges.split(separator: UInt8(ascii: "\n"))
    self.exchanges = try lines.compactMap { line in
      Exchange(try JSONBuffer.parse(Array(line)).root)
    }.filter { $0.via == "http" }
    host = Self.host(in: exchanges)
  }

  /// Sends everything and returns what was found, in order.
  package func run() throws -> [Outcome] {
    let sandbox = try Sandbox(store: .memory, clock: clock)
    try sandbox.replaceWaldur(world)
    var comparison = Comparison(day: day, identities: Identities(known: known))
    var outcomes: [Outcome] = []
    for exchange in exchanges {
      var request = exchange.request
      request.path = comparison.identities.translated(request.path)
      request.query = comparison.identities.translated(request.query)
      let body = comparison.identities.translated(String(decoding: request.body, as: UTF8.self))
      request.body = Array(body.utf8)
      request.headers[HTTPHeaders.Name.host] = host
      let answer = sandbox.answer(request)
      guard let recorded = exchange.response else {
        remember(answer, request, in: &comparison)
        outcomes.append(Outcome(exchange: exchange, answer: answer, differences: []))
        continue
      }
      outcomes.append(
        Outcome(
          exchange: exchange, answer: answer, differences: comparison.compare(recorded, answer)))
    }
    return outcomes
  }

  /// Keeps the identifier of what was made, for requests that will name it.
  private func remember(
    _ answer: HTTPResponse, _ request: HTTPRequest, in comparison: inout Comparison
  ) {
    guard request.method == .post, answer.status == 201,
      let uuid = (try? JSONBuffer.parse(answer.body).root)?.member("uuid")?.string()
    else { return }
    let list = request.path.split(separator: "/").last.map(String.init) ?? ""
    comparison.identities.made(uuid, in: list)
  }

  private static func uuids(in text: String) -> Set<String> {
    Set(
      text.split(whereSeparator: { $0 == "\"" }).compactMap { WaldurUUID(String($0))?.description })
  }

  /// Returns the host that stands in the recorded URLs.
  private static func host(in exchanges: [UInt8]) -> String {
    let text = String(decoding: exchanges, as: UTF8.self)
    guard let start = text.firstRange(of: "\"http://")?.upperBound else { return "localhost" }
    return String(text[start...].prefix { $0 != "/" && $0 != "\"" })
  }
}
