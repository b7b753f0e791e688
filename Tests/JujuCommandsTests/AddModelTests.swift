import Diagnostics
import JujuClient
import Shell
import Synchronization
import Testing

/// What `add-model` sends to a controller of several clouds and regions.
@Suite struct AddModelTests {
  private static let clouds = """
    {"cloud-aws":{"type":"ec2","auth-types":["access-key"],"regions":[{"name":"eu-west-1"},\
    {"name":"us-east-1"}],"is-controller-cloud":true},\
    "cloud-maas":{"type":"maas","auth-types":["oauth1"],"regions":[]}}
    """

  /// A controller that says it has `clouds`, and refuses each model.
  private struct Transport: JujuTransport {
    let inner: any JujuTransport
    let sent: Sent

    func connect(
      target: JujuTarget, path: String, limit: WaitLimit
    ) throws(Diagnostic) -> any JujuLink {
      Link(inner: try inner.connect(target: target, path: path, limit: limit), sent: sent)
    }
  }

  /// What was asked for with `CreateModel`.
  private final class Sent: Sendable {
    let models = Mutex<[String]>([])
  }

  private final class Link: JujuLink {
    private let inner: any JujuLink
    private let sent: Sent
    private let reply = Mutex<String?>(nil)

    init(inner: any JujuLink, sent: Sent) {
      self.inner = inner
      self.sent = sent
    }

    func send(_ frame: [UInt8]) throws(Diagnostic) {
      let text = String(decoding: frame, as: UTF8.self)
      let id = text.drop { !$0.isNumber }.prefix { $0.isNumber }
      if text.contains(#""request":"Clouds""#) {
        reply.withLock { $0 = #"{"request-id":\#(id),"response":{"clouds":\#(clouds)}}"# }
      } else if text.contains(#""request":"CreateModel""#) {
        let parameters = text.rest(after: #""params":"#).dropLast()
        sent.models.withLock { $0.append(String(parameters)) }
        reply.withLock { $0 = #"{"request-id":\#(id),"error":"no","response":{}}"# }
      } else {
        try inner.send(frame)
      }
    }

    func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
      let reply = reply.withLock { reply in
        defer { reply = nil }
        return reply
      }
      guard let reply else { return try inner.receive(limit) }
      return Array(reply.utf8)
    }

    func close() { inner.close() }
  }

  @Test(arguments: [
    ("", ""), ("maas", #","cloud-tag":"cloud-maas""#),
    ("us-east-1", #","cloud-tag":"cloud-aws","region":"us-east-1""#),
    ("maas/us-east-1", #","cloud-tag":"cloud-maas","region":"us-east-1""#),
    (
      "--credential my_keys",
      #","cloud-tag":"cloud-aws","credential":"cloudcred-aws_admin_my%5fkeys""#
    ),
    (
      "maas --credential bob/mine",
      #","cloud-tag":"cloud-maas","credential":"cloudcred-maas_bob_mine""#
    ),
    (
      "eu-west-1 --owner bob --credential mine",
      #","cloud-tag":"cloud-aws","region":"eu-west-1","credential":"cloudcred-aws_bob_mine""#
    ),
  ])
  func whereAndWithWhatIsSent(_ words: String, _ expected: String) throws {
    let sent = Sent()
    let shell = try ScriptedShell(wayTo: { Transport(inner: $0, sent: sent) })
    #expect(shell.enter("add-model staging \(words)").text.hasPrefix("ERROR no\n"))
    let owner = words.contains("--owner bob") ? "bob" : "admin"
    #expect(
      sent.models.withLock { $0 }
        == [#"{"name":"staging","owner-tag":"user-\#(owner)"\#(expected)}"#])
  }

  @Test func whatIsNeitherIsAnsweredWithThePlacesThereAre() throws {
    let shell = try ScriptedShell(wayTo: { Transport(inner: $0, sent: Sent()) })
    let answer = shell.enter("add-model staging narnia")
    #expect(
      answer.text == """
        ERROR "narnia" is neither a cloud of foo nor a region of its cloud aws
          add-model staging narnia
                            ^^^^^^
          hint: it has aws/eu-west-1, aws/us-east-1, maas

        """)
    #expect(shell.enter("add-model staging us-est-1").text.contains("did you mean 'us-east-1'?"))
  }
}

extension String {
  /// What stands behind the first place where `mark` is.
  fileprivate func rest(after mark: String) -> Substring {
    firstRange(of: mark).map { self[$0.upperBound...] } ?? ""
  }
}
