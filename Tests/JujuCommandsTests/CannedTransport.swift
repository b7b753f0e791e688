import Diagnostics
import JSON
import JujuClient
import JujuWire
import Synchronization

/// A controller that gives prepared answers and remembers what it was asked: for the recorded
/// outputs of Juju's own client, whose answers no real world would give.
final class CannedTransport: JujuTransport {
  struct Request: Sendable {
    let controller: String
    let facade: String
    let method: String
    let parameters: RawJSON
  }

  private let answers: [String: RawJSON]
  private let log = Mutex<[Request]>([])

  /// `answers` are result bodies by `Facade.Method`.
  init(answers: [String: RawJSON]) { self.answers = answers }

  var requests: [Request] { log.withLock { $0 } }

  func connect(
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
    let name = "\(request.facade).\(request.method)"
    if name == "Admin.Login" { return login(request.requestID) }
    log.withLock {
      $0.append(
        Request(
          controller: controller, facade: request.facade, method: request.method,
          parameters: request.parameters ?? .null))
    }
    guard let answer = answers[name] else {
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

  /// Answers that everything is there, except the firewall facade of old controllers where the
  /// prepared answers are not those of one.
  private func login(_ id: UInt64) -> [UInt8] {
    let isOld = answers.keys.contains { $0.hasPrefix("FirewallRules.") }
    let names = [
      "ApplicationOffers:4,5", "ModelManager:9,10", "Controller:11,12", "UserManager:3",
      "Pinger:1", "Application:15,19,20", "Client:6,7,8", "ModelConfig:3", "Charms:5,6,7",
    ]
    let facades = (names + (isOld ? ["FirewallRules:1"] : [])).map { entry in
      let parts = entry.split(separator: ":")
      return #"{"name":"\#(parts[0])","versions":[\#(parts[1])]}"#
    }
    return text(id, #""response":{"facades":[\#(facades.joined(separator: ","))]}"#)
  }
}
