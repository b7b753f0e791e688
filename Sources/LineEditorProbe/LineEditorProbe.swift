import Glibc
import LineEditor

/// Reads lines with the editor and says what it read, for the tests that drive it through
/// a pseudo-terminal, and for trying it by hand.
///
/// Options: `--history FILE`, `--log FILE` (every result, exact to the byte), `--prompt TEXT`,
/// `--colour`, `--user-keys`, `--no-interrupt` (Ctrl-C between two lines does nothing). Lines with an open `{` are incomplete. Some lines do things: `exit`,
/// `secret`, `ask`, `hold`/`submit`/`refuse` (what becomes of the next pastes), `list`.
@main
struct LineEditorProbe {
  private let options = Options(CommandLine.arguments)

  static func main() { LineEditorProbe().run() }

  private func run() {
    if options.flags.contains("no-interrupt") { signal(SIGINT, SIG_IGN) }
    let history = History(
      path: options.values["history"], shouldStore: { !$0.contains("password") })
    if let warning = history.takeWarning() { say("warning: \(warning)") }
    let editor = LineEditor(
      program: "probe", history: history, usesColour: options.flags.contains("colour"),
      readsUserKeys: options.flags.contains("user-keys"))
    guard let editor else { return runPlainly() }
    let prompt = options.values["prompt"] ?? "> "
    editor.prompt = Prompt([.init(String(prompt.dropLast()), style: "1;32"), .init(" ")])
    editor.isComplete = Self.isComplete
    editor.complete = { text, cursor in CannedCompletion.completion(of: text, at: cursor) }
    while handle(editor.readLine(), editor) {}
  }

  private func runPlainly() {
    let reader = PlainLineReader(promptDescriptor: isatty(0) == 1 ? 1 : nil)
    reader.prompt = Prompt("plain> ")
    reader.isComplete = Self.isComplete
    while handle(reader.readLine(), nil) {}
  }

  private static func isComplete(_ text: String) -> Bool {
    text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "{") ? 1 : $1 == UInt8(ascii: "}") ? -1 : 0) }
      <= 0
  }

  /// Says what was read and returns whether to go on.
  private func handle(_ result: ReadResult, _ editor: LineEditor?) -> Bool {
    log(result)
    switch result {
    case .endOfFile:
      say("end of file")
      return false
    case .interrupted: say("interrupted")
    case .line("exit"): return false
    case .line(let text):
      if let editor, act(on: text, editor) { return true }
      let shown = text.split(separator: "\n", omittingEmptySubsequences: false)
      say(shown.count > 5 ? "= \(shown.count) rows" : "= " + shown.joined(separator: "|"))
    }
    return true
  }

  private func act(on line: String, _ editor: LineEditor) -> Bool {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "secret": say(Self.secret.map { "secret \($0)" } ?? "none")
    case "ask": say("\(editor.ask("Remove it?\nThis cannot be undone."))")
    case "hold": editor.onPaste = { .hold($0.text) }
    case "submit": editor.onPaste = { .submit($0.text) }
    case "refuse": editor.onPaste = { $0.holdsControls ? .discard : .insert($0.text) }
    case "list": editor.history.entries.forEach { say($0.text) }
    default: return false
    }
    return true
  }

  private static var secret: String? {
    guard let dialogue = TerminalDialogue(),
      case .text(let text) = dialogue.secret(prompt: "Password: ")
    else { return nil }
    return text
  }

  private func say(_ text: String) {
    var bytes = Array((text + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Appends `NAME BYTES\n` and the bytes themselves.
  private func log(_ result: ReadResult) {
    guard let path = options.values["log"] else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    var entry: [UInt8]
    if case .line(let text) = result {
      entry = Array("line \(text.utf8.count)\n\(text)\n".utf8)
    } else {
      entry = Array("\(result) 0\n\n".utf8)
    }
    _ = write(file, &entry, entry.count)
  }
}

/// `--name value` and `--flag`.
private struct Options {
  var values: [String: String] = [:]
  var flags: Set<String> = []

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      let name = String(argument.drop { $0 == "-" })
      if ["history", "log", "prompt"].contains(name), let value = rest.popFirst() {
        values[name] = value
      } else {
        flags.insert(name)
      }
    }
  }
}
