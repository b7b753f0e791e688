import Glibc

/// Reads entries without any editing: from a pipe, a file, or a terminal that cannot do more.
///
/// Lines that are not complete by themselves are joined with those after them, as the editor does.
package final class PlainLineReader {
  /// Asked after each line; false asks for another one to go with it.
  package var isComplete: (String) -> Bool = { _ in true }
  /// Asked many times a second while somebody is waited for: true leaves the entry.
  package var isInterrupted: () -> Bool = { false }
  /// Printed without colours before each entry.
  package var prompt = Prompt("")
  /// Printed before each further line of an entry.
  package var continuationPrompt = Prompt("")

  private let input: TerminalInput
  private let promptDescriptor: Int32?
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - descriptor: what is read; read ahead of the lines returned.
  ///   - promptDescriptor: where prompts go; nil when nobody is there to see them.
  package init(descriptor: Int32 = STDIN_FILENO, promptDescriptor: Int32? = nil) {
    input = TerminalInput(descriptor: descriptor, wakeDescriptor: -1)
    self.promptDescriptor = promptDescriptor
  }

  /// Returns the next entry. The last one may be incomplete: there is nothing to complete it with.
  package func readLine() -> ReadResult {
    write(prompt.text)
    var text: String?
    while true {
      switch nextLine() {
      case .line(let line):
        let joined = text.map { $0 + "\n" + line } ?? line
        if isComplete(joined) { return .line(joined) }
        text = joined
        write(continuationPrompt.text)
      case .endOfFile: return text.map { .line($0) } ?? .endOfFile
      case let other: return other
      }
    }
  }

  private func nextLine() -> ReadResult {
    var scan = start
    while true {
      if let end = bytes[scan...].firstIndex(of: UInt8(ascii: "\n")) { return take(upTo: end) }
      scan = bytes.count
      if isAtEnd { return start < bytes.count ? take(upTo: bytes.count) : .endOfFile }
      if isInterrupted() {
        // What was typed before it is no line any more.
        bytes = []
        start = 0
        return .interrupted
      }
      switch input.wait(milliseconds: 50) {
      case .bytes(let more):
        bytes.removeFirst(start)
        scan -= start
        start = 0
        bytes += more
      case .woken, .timedOut: break
      case .closed: isAtEnd = true
      }
    }
  }

  private func take(upTo end: Int) -> ReadResult {
    var line = bytes[start..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    start = min(end + 1, bytes.count)
    return .line(String(decoding: line, as: UTF8.self))
  }

  private func write(_ text: String) {
    guard let promptDescriptor else { return }
    let bytes = Array(text.utf8)
    _ = Glibc.write(promptDescriptor, bytes, bytes.count)
  }
}
