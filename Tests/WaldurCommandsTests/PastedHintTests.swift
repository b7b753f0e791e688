import Diagnostics
import JujuClient
import Sandbox
import Shell
import Testing
import WaldurClient
import WaldurWire

/// Names are a server's: in a line that a hint gives to type, each is one word of it.
@Suite struct PastedHintTests {
  private static let name = "old; remove-offer postgresql --force"

  /// The sandbox, on which one resource has a name that would be two commands.
  private static func renaming(_ resource: String) -> AlteredSandbox {
    AlteredSandbox { (_, ask) throws(Diagnostic) in
      var response = try ask()
      response.body = Array(
        String(decoding: response.body, as: UTF8.self)
          .replacing("\"\(resource)\"", with: "\"\(name)\"").utf8)
      return response
    }
  }

  @Test(arguments: [
    ("protein-folding", "terminate-resource UUID", "'reject-order NAME' ends one"),
    ("retired-pipeline", "terminate-resource UUID", "'wait-order NAME' waits for its end"),
    ("wind-atlas", "terminate-resource UUID", "'complete-order NAME' or 'fail-order NAME' ends"),
    ("old-cluster-share", "terminate-resource UUID", "'approve-order NAME' carries it out"),
    (
      "protein-folding", "set-resource-state UUID terminated",
      "'complete-order NAME' or 'fail-order NAME' ends"
    ),
    (
      "retired-pipeline", "set-resource-state UUID ok",
      "'fail-order NAME' keeps the resource; 'set-resource-state NAME terminated' carries out"
    ),
  ])
  func aNameIsOneWordOfTheLine(_ resource: String, _ line: String, _ hint: String) throws {
    let shell = try ScriptedShell(network: Self.renaming(resource), answers: ["y"])
    let uuid = shell.enter("resources | where .name =~ '^old;' | first | get uuid").output
    let answer = shell.enter(line.replacing("UUID", with: uuid.prefix { $0 != "\n" }))
    #expect(answer.status == 1)
    #expect(
      answer.text.contains("hint: " + hint.replacing("NAME", with: "\"\(Self.name)\"")),
      "\(answer.text)")
  }
}
