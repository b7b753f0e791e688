import Diagnostics
import Glibc
import Shell
import TestSupport
import Testing

/// What is shown does not depend on whether the sandbox is called or reached over a socket.
@Suite struct SocketTranscriptTests {
  static let files =
    Repository.files(under: "Tests/Transcripts/juju", ending: ".offt")
    + Repository.files(under: "Tests/Transcripts/waldur", ending: ".offt")

  @Test(arguments: files) func showsTheSameOverASocket(_ path: String) throws {
    // Paths in a heading are those of the checkout.
    try #require(chdir(Repository.root) == 0)
    let text = try #require(Repository.text(of: path))
    let cases = Transcript(text).cases.filter {
      $0.environment["JUJU_DATA"] == nil && $0.faults.isEmpty
    }
    for scene in cases {
      let network = Loopback()
      defer { network.stop() }
      let shell = try ScriptedShell(
        scene.options, environment: scene.environment, network: network, answers: scene.answers,
        choice: scene.choice)
      for entry in scene.entries {
        let answer = shell.enter(entry.text)
        #expect(
          Transcript.expected(answer.text, status: answer.status) == entry.expected,
          "\(path.split(separator: "/").last ?? ""):\(entry.line) '\(scene.name)'")
      }
    }
  }

  /// The bytes in process are those of the socket.
  @Test(arguments: ["juju/guide.offt", "waldur/orders.offt"])
  func carriesTheSameBytes(_ name: String) throws {
    let path = Repository.root + "/Tests/Transcripts/\(name)"
    let text = try #require(Repository.text(of: path))
    for scene in Transcript(text).cases {
      let (called, sent) = (FrameRecord(), FrameRecord())
      let network = Loopback(record: sent)
      defer { network.stop() }
      let inProcess = try ScriptedShell(scene.options, network: Recorded(record: called))
      let overSocket = try ScriptedShell(scene.options, network: network)
      for entry in scene.entries {
        _ = inProcess.enter(entry.text)
        _ = overSocket.enter(entry.text)
      }
      #expect(!sent.all.isEmpty)
      #expect(called.all == sent.all, "\(scene.name)")
    }
  }
}
