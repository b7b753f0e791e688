import Diagnostics
import JujuClient
import Sandbox
import Shell
import Testing
import WaldurClient
import WaldurWire

/// What is said when the first of two steps was done and the second refused.
@Suite struct HalfwayTests {
  /// The sandbox, which refuses one call. It would not by itself: whoever may fail an order may mark
  /// the resource, too.
  private struct RefusingNetwork: Network {
    /// How the path of the call ends.
    let refused: String

    func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
      NoNetwork().controllers(trace: trace)
    }

    func servers(_ settings: ServerSettings) -> any WaldurTransport {
      NoNetwork().servers(settings)
    }

    func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
      Refusing(inner: try NoNetwork().embeddedServer(sandbox), refused: refused)
    }

    func serve(
      _ sandbox: Sandbox, _ settings: ServeSettings
    ) throws(Diagnostic) -> any ServedSandbox { try NoNetwork().serve(sandbox, settings) }
  }

  private struct Refusing: WaldurTransport {
    let inner: any WaldurTransport
    let refused: String

    func send(
      _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
      checkInterruption: @Sendable () throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> HTTPResponse {
      guard request.path.hasSuffix(refused) else {
        return try inner.send(
          request, to: address, deadline: deadline, checkInterruption: checkInterruption)
      }
      let why = ErrorDetail.detail("You do not have permission to perform this action.")
      return HTTPResponse(403, body: why.body)
    }
  }

  @Test func aRefusedSecondStepNamesTheFirst() throws {
    let shell = try ScriptedShell(network: RefusingNetwork(refused: "/set_as_erred/"))
    let answer = shell.enter("set-resource-state retired-pipeline erred --message 'disk full'")
    #expect(answer.status == 4)
    #expect(
      answer.text.contains(
        "offsh failed the Terminate order, and retired-pipeline is OK and not Erred: "
          + "You do not have permission to perform this action"), "\(answer.text)")
    #expect(shell.enter("show-order retired-pipeline | get state").output == "erred\n")
    #expect(shell.enter("show-resource retired-pipeline | get state").output == "OK\n")
  }
}
