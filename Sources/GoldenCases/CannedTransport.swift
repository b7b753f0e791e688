package import Diagnostics
package import JSON
package import JujuClient
import JujuWire
import Synchronization

/// A controller that gives prepared answers and remembers what it was asked: for the recorded
/// outputs of Juju's own client, whose answers no real world would give.
package final class CannedTransport: JujuTransport {
  package struct Request: Sendable {
    package let controller: String
    package let facade: String
    package let method: String
    package let parameters: RawJSON

    var call: String { "\(facade).\(method)" }
  }

  private let answers: [String: RawJSON]
  /// Calls whose answer is not the point: each is told that it was carried out.
  private let accepted: Set<String>
  private let log = Mutex<[Request]>([])

  /// `answers` are result bodies by `Facade.Method`; `accepted` are calls that need no body.
  package init(answers: [String: RawJSON], accepted: Set<String> = []) {
    self.answers = answers
    self.accepted = accepted
  }

  package var requests: [Request] { log.withLock { $0 } }

  package func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    Link(transport: self, controller: target.name)
  }

  private final class Link: JujuLink {
    private let transport: CannedTransport
    private let controller: String
    private let replies = Mutex<[[UInt8]]>([])

    init(transport: CannedTransport, controller: String) {
      self.transport = transport
      self.controller = controller
    }

    func send(_ frame: [UInt8]) throws(Diagnostic) {
      let reply = transport.reply(to: frame, controller)
      replies.withLock { $0.append(reply) }
    }

    func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
      let reply = replies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      if let reply { return reply }
      throw Diagnostic(JujuDiagnostic.connectionLost, "no answer is prepared")
    }

    func close() {}
  }

  private func reply(to frame: [UInt8], _ controller: String) -> [UInt8] {
    guard let request = try? WireJSON.decode(RequestFrame<RawJSON>.self, from: frame) else {
      return Array("{}".utf8)
    }
    let call = Request(
      controller: controller, facade: request.facade, method: request.method,
      parameters: request.parameters ?? .null)
    let name = call.call
    if name == "Admin.Login" { return login(request.requestID) }
    log.withLock { $0.append(call) }
    guard let answer = answers[name] ?? (accepted.contains(name) ? Self.done(call) : nil) else {
      return text(
        request.requestID, #""error":"\#(name) has no prepared answer","error-code":"not found""#)
    }
    if let error = (try? answer.view())?.member("error"), let message = error.member("message") {
      let code = error.member("code")?.rawText ?? "\"\""
      return text(request.requestID, #""error":\#(message.rawText),"error-code":\#(code)"#)
    }
    return text(request.requestID, #""response":\#(answer.description)"#)
  }

  private func text(_ id: UInt64, _ members: String) -> [UInt8] {
    Array(#"{"request-id":\#(id),\#(members)}"#.utf8)
  }

  /// An empty result for each thing the call was about.
  private static func done(_ call: Request) -> RawJSON? {
    let things = (try? call.parameters.view())?.members.first { $0.value.kind == .array }
    let results = Array(repeating: "{}", count: things?.value.count ?? 1)
    return try? RawJSON(parsing: #"{"results":[\#(results.joined(separator: ","))]}"#)
  }

  /// Answers that everything is there, and of what only some releases have, what the prepared
  /// answers belong to.
  private func login(_ id: UInt64) -> [UInt8] {
    let calls = Set(answers.keys).union(accepted)
    let hasRules = calls.contains { $0.hasPrefix("FirewallRules.") }
    let isOlder = calls.contains("Application.Deploy")
    let names = [
      "ApplicationOffers:4,5", "ModelManager:9,10", "Controller:11,12", "UserManager:3",
      "Pinger:1", "Client:6,7,8", "ModelConfig:3", "Charms:5,6,7", "Cloud:7",
      isOlder ? "Application:15" : "Application:15,19,20",
    ]
    let facades = (names + (hasRules ? ["FirewallRules:1"] : [])).map { entry in
      let parts = entry.split(separator: ":")
      return #"{"name":"\#(parts[0])","versions":[\#(parts[1])]}"#
    }
    return text(id, #""response":{"facades":[\#(facades.joined(separator: ","))]}"#)
  }
}
