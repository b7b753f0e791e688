// Sends recorded requests to a sandbox that holds the objects of the recorded server, in their order,
// and compares the answers. Each client's run begins with the objects as they were. Requests whose answer is kept back are sent all the same: they change what
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
  /// The day of the recording and the one before.
  private let days: [String]
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
    days = [milliseconds, milliseconds - 86_400_000].map { SandboxClock.day($0) }
    // What the index names and the world does not have is drawn by either side for itself.
    known = Self.uuids(in: String(decoding: index, as: UTF8.self))
      .intersection(Self.uuids(in: String(decoding: world, as: UTF8.self)))
    let lines = exchanges.split(separator: UInt8(ascii: "\n"))
    self.exchanges = try lines.compactMap { line in
      Exchange(try JSONBuffer.parse(Array(line)).root)
    }
    host = Self.host(in: exchanges)
  }

  /// Sends everything and returns what was found, in order.
  package func run() throws -> [Outcome] {
    var outcomes: [Outcome] = []
    var rest = exchanges[...]
    while let first = rest.first {
      let run = rest.prefix { $0.via == first.via }
      outcomes += try replay(run)
      rest = rest.dropFirst(run.count)
    }
    return outcomes
  }

  private func replay(_ run: ArraySlice<Exchange>) throws -> [Outcome] {
    let sandbox = try Sandbox(store: .memory, clock: clock, waldur: .october2024)
    try sandbox.replaceWaldur(world)
    var comparison = Comparison(days: days, identities: Identities(known: known))
    var outcomes: [Outcome] = []
    for exchange in run {
      var request = exchange.request
      request.path = comparison.identities.translated(request.path)
      request.query = comparison.identities.translated(request.query)
      let body = comparison.identities.translated(String(decoding: request.body, as: UTF8.self))
      request.body = Array(body.utf8)
      let credentials = request.headers[HTTPHeaders.Name.authorization]
      request.headers[HTTPHeaders.Name.authorization] =
        credentials.map { comparison.identities.translated($0) }
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
      text.split(whereSeparator: { $0 == "\"" }).compactMap { Identities.identifier(String($0)) })
  }

  /// Returns the host that stands in the recorded URLs.
  private static func host(in exchanges: [UInt8]) -> String {
    let text = String(decoding: exchanges, as: UTF8.self)
    guard let start = text.firstRange(of: "\"http://")?.upperBound else { return "localhost" }
    return String(text[start...].prefix { $0 != "/" && $0 != "\"" })
  }
}
