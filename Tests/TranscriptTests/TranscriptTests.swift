import Diagnostics
import Glibc
import Shell
import TestSupport
import Testing

/// Runs every golden transcript on a fresh sandbox, in process. With `OFFSH_UPDATE_TRANSCRIPTS` set
/// the expected parts are rewritten instead: read that difference like code.
@Suite struct TranscriptTests {
  static let files = Repository.files(under: "Tests/Transcripts", ending: ".offt")

  @Test(arguments: files) func showsWhatItShowed(_ path: String) throws {
    let text = try #require(Repository.text(of: path))
    var transcript = Transcript(text)
    #expect(!transcript.cases.isEmpty, "a transcript has cases under headings '## name ##'")
    let isUpdating = getenv("OFFSH_UPDATE_TRANSCRIPTS") != nil
    for index in transcript.cases.indices {
      try play(&transcript.cases[index], path, comparing: !isUpdating)
    }
    if isUpdating { #expect(Repository.write(transcript.text, to: path)) }
  }

  static let documents =
    Repository.files(under: "docs", ending: "language.md") + [Repository.root + "/README.md"]

  /// Every example of the documentation gives what stands below it.
  @Test(arguments: documents) func documentsTellTheTruth(_ path: String) throws {
    let text = try #require(Repository.text(of: path))
    var document = DocumentTranscript(text)
    let isUpdating = getenv("OFFSH_UPDATE_TRANSCRIPTS") != nil
    for index in document.cases.indices {
      try play(&document.cases[index], path, comparing: !isUpdating)
    }
    if isUpdating { #expect(Repository.write(document.text, to: path)) }
  }

  /// Lists the diagnostics that no transcript and no example provokes: the list may get shorter,
  /// and a new diagnostic comes with the line that provokes it.
  @Test func everyDiagnosticIsProvokedButThese() throws {
    var provoked: Set<String> = []
    for path in Self.files + Self.documents {
      let text = try #require(Repository.text(of: path))
      let cases = path.hasSuffix(".md") ? DocumentTranscript(text).cases : Transcript(text).cases
      for scene in cases {
        let shell = try Self.shell(for: scene)
        for entry in scene.entries { _ = shell.enter(entry.text) }
        provoked.formUnion(shell.provoked)
      }
    }
    let missing = DiagnosticCatalogue.all.map(\.name).filter { !provoked.contains($0) }.sorted()
    let path = Repository.root + "/Tests/Fixtures/unprovoked-diagnostics.txt"
    if getenv("OFFSH_UPDATE_TRANSCRIPTS") != nil {
      #expect(Repository.write(missing.joined(separator: "\n") + "\n", to: path))
    } else {
      let known = try #require(Repository.text(of: path)).split(separator: "\n").map(String.init)
      #expect(missing == known)
    }
  }

  /// Paths in a heading are those of the checkout.
  private static func shell(for scene: Transcript.Case) throws -> ScriptedShell {
    try #require(chdir(Repository.root) == 0)
    let (http, faults) = (
      scene.faults.filter { $0.hasPrefix("/") }, scene.faults.filter { !$0.hasPrefix("/") }
    )
    let network: any Network = http.isEmpty ? NoNetwork() : FaultyNetwork(http)
    return try ScriptedShell(
      scene.options, environment: scene.environment, network: network, answers: scene.answers,
      choice: scene.choice,
      wayTo: { faults.isEmpty ? $0 : FaultyTransport($0, faults) })
  }

  private func play(
    _ scene: inout Transcript.Case, _ path: String, comparing: Bool
  ) throws {
    let shell = try Self.shell(for: scene)
    for index in scene.entries.indices {
      let entry = scene.entries[index]
      let answer = shell.enter(entry.text)
      let seen = Transcript.expected(answer.text, status: answer.status)
      if comparing {
        #expect(
          seen == entry.expected,
          "\(path.split(separator: "/").last ?? ""):\(entry.line) '\(scene.name)'")
      }
      scene.entries[index].expected = seen
    }
  }
}
