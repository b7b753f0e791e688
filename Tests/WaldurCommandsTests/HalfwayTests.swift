import Diagnostics
import JujuClient
import Sandbox
import Shell
import Testing
import WaldurClient
import WaldurWire

/// What is said when the first of two steps was done and the second refused.
@Suite struct HalfwayTests {
  /// The sandbox, which refuses the call whose path ends so. It would not by itself: whoever may fail
  /// an order may mark the resource, too.
  private static func refusing(_ end: String) -> AlteredSandbox {
    AlteredSandbox { (request, ask) throws(Diagnostic) in
      guard request.path.hasSuffix(end) else { return try ask() }
      let why = ErrorDetail.detail("You do not have permission to perform this action.")
      return HTTPResponse(403, body: why.body)
    }
  }

  @Test func aRefusedSecondStepNamesTheFirst() throws {
    let shell = try ScriptedShell(network: Self.refusing("/set_as_erred/"))
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
