import Glibc
import TestSupport
import Testing

/// Runs the golden transcripts of the core commands on the language alone. With
/// `OFFSH_UPDATE_TRANSCRIPTS` set the expected parts are rewritten instead: read that difference
/// like code.
@Suite struct CoreTranscriptTests {
  static let files = Repository.files(under: "Tests/CoreCommandsTests/Transcripts", ending: ".offt")

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

  private func play(
    _ scene: inout Transcript.Case, _ path: String, comparing: Bool
  ) throws {
    let width = scene.options.first { $0.hasPrefix("--width=") }.flatMap { Int($0.dropFirst(8)) }
    let session = Session(
      mode: scene.options.contains("--dry-run")
        ? .dryRun : (scene.options.contains("--read-only") ? .readOnly : .live),
      width: width,
      environment: ["HOME": "/home/me", "EDITOR": "vi", "API_TOKEN": "abc"],
      hasScreen: scene.options.contains("--screen"))
    let interpreter = session.interpreter()
    for index in scene.entries.indices {
      let entry = scene.entries[index]
      let answer = session.enter(entry.text, in: interpreter)
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
