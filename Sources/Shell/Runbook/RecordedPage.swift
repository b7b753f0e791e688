import CommandKit
import Diagnostics
import Glibc
import Syntax
import Values

/// A page of Markdown that is being written: a heading, and one block of code that grows.
struct RecordedPage: Sendable {
  let path: String
  private let file: OpenFile
  /// Where the next entry begins: behind what stays.
  private var place: Int
  /// Where the file ends.
  private var end: Int

  private static let opening = "```offsh\n"
  private static let closing = "```\n"

  /// Makes the file with its heading, as a whole or not at all. Throws where there is one already
  /// that is not to be replaced.
  init(_ path: String, overwrites: Bool, _ heading: Recorder.Heading) throws(Diagnostic) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let session = Self.inLine(heading.place)
    let text = """
      # Recorded session

      From \(Timestamp(seconds: heading.time.seconds).text) on\(session.isEmpty ? "" : ", at \(session)").
      `offsh \(Self.inLine(name))` does the same again, without the lines that failed: those that end with `[exit N]`.

      \(Self.opening)\(Self.closing)
      """
    let replacement = try FileReplacement(of: path, overwrites: overwrites)
    try replacement.write(text)
    try replacement.commit()
    self.path = path
    file = try OpenFile(path)
    end = text.utf8.count
    place = end - Self.closing.utf8.count
  }

  /// Returns text that anybody may have written as it can stand in a line of the heading: it stays
  /// one line, and no back-tick of it begins or ends code.
  private static func inLine(_ text: String) -> String {
    let scalars = TerminalText.escaped(text, keepsLines: false).unicodeScalars
    return String(String.UnicodeScalarView(scalars.map { $0 == "`" ? "'" : $0 }))
  }

  /// Returns a statement as it stands on a page.
  static func entry(_ text: String) -> String {
    let lines = MarkdownPage.lines(of: text)
    return lines.enumerated().reduce(into: "") { entry, line in
      let mark = line.offset == 0 ? "offsh>" : "  ...>"
      entry += line.element.isEmpty ? mark + "\n" : "\(mark) \(line.element)\n"
    }
  }

  /// Returns what a statement said as it stands below it. A line that a reader of the page would take
  /// for something else has a bar before it: nothing a server says becomes a command.
  static func output(_ text: String, status: Int32) -> String {
    var lines = MarkdownPage.lines(of: text)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var output = lines.reduce(into: "") { output, line in
      output += (MarkdownPage.isSpecial(line) ? "| " : "") + line + "\n"
    }
    if status != 0 { output += "[exit \(status)]\n" }
    return output
  }

  /// Writes text behind what stays, in one call together with the end of the block. It stays as well
  /// when it is to be kept; otherwise the next one takes its place. Returns whether that worked.
  mutating func write(_ text: String, keeping: Bool) -> Bool {
    let bytes = Array((text + Self.closing).utf8)
    guard file.write(bytes, at: place) else { return false }
    let newEnd = place + bytes.count
    if newEnd < end { file.cut(at: newEnd) }
    end = newEnd
    if keeping { place += text.utf8.count }
    return true
  }
}

/// A file that is open as long as somebody holds this.
private final class OpenFile: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws(Diagnostic) {
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileDiagnostic.failed("write", path, errno) }
  }

  deinit { close(descriptor) }

  /// Returns whether all of it could be written.
  func write(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset) } == bytes.count
  }

  func cut(at end: Int) { ftruncate(descriptor, end) }
}
