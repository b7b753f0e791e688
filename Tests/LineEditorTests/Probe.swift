import TestSupport
import Testing

/// The probe program on a terminal of its own.
struct Probe {
  let terminal: PseudoTerminal
  let folder: TemporaryFolder

  init(
    _ options: String = "", environment: [String: String] = [:], rows: Int = 12, columns: Int = 40,
    in folder: TemporaryFolder = TemporaryFolder()
  ) throws {
    self.folder = folder
    // Without the Swift runtime's own crash reporter, which talks to the terminal.
    var variables = [
      "TERM": "xterm-256color", "LANG": "C", "HOME": folder.path,
      "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    let arguments = options.split(separator: " ").map(String.init)
    terminal = try PseudoTerminal(
      [BuiltProgram.path("LineEditorProbe"), "--log", folder.file("log")] + arguments,
      environment: variables.filter { !$0.value.isEmpty }, rows: rows, columns: columns)
  }

  /// Waits for the screen to look so; a prompt alone stands for the start.
  func expect(_ screen: String, _ location: SourceLocation = #_sourceLocation) {
    let isShown = terminal.wait { $0.screen.text() == screen }
    if !isShown {
      #expect(terminal.screen.text() == screen, sourceLocation: location)
    }
  }

  /// Every line that was read, exactly.
  var lines: [String] { results.filter { $0.kind == "line" }.map(\.text) }

  private var results: [(kind: String, text: String)] {
    var bytes = folder.read("log")[...]
    var result: [(String, String)] = []
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      let head = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
      let count = Int(head[1]) ?? 0
      let text = String(decoding: bytes[(end + 1)...].prefix(count), as: UTF8.self)
      result.append((String(head[0]), text))
      bytes = bytes[(end + 1)...].dropFirst(count + 1)
    }
    return result
  }
}
