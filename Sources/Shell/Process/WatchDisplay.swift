import CommandKit
import Diagnostics
import CoreCommands
import Synchronization

/// Draws the rounds of `watch` on a terminal, each in the place of the one before.
///
/// Lines are overwritten rather than the screen cleared, so that nothing flickers. What does not
/// fit below the last row is counted, not shown. The last round stays when it ends.
struct WatchDisplay: Sendable {
  let streams: StandardStreams
  let terminal: Terminal
  let format: WriteFormat?

  /// The service that `watch` asks for.
  var screen: WatchScreen {
    WatchScreen { (heading, output) throws(Diagnostic) in try show(heading, output) }
  }

  private func show(_ heading: String, _ output: Output) throws(Diagnostic) {
    var lines = [heading, ""] + (try self.lines(of: output))
    let room = max(3, terminal.height - 1)
    if lines.count > room {
      let hidden = lines.count - (room - 1)
      lines = lines.prefix(room - 1) + ["… \(hidden) more lines; 'first N' shows fewer"]
    }
    let home = "\u{1b}[H"
    let drawn = lines.map { $0 + "\u{1b}[K\n" }.joined()
    try streams.write(home + drawn + "\u{1b}[J")
    streams.flush()
  }

  /// What the output looks like when it is printed.
  private func lines(of output: Output) throws(Diagnostic) -> [String] {
    let page = Page()
    let paper = StandardStreams(
      output: { bytes in
        page.bytes.withLock { $0.append(contentsOf: bytes) }
        return 0
      }, error: { _ in 0 })
    try Renderer(streams: paper, terminal: terminal, format: format).render(output)
    paper.flush()
    let text = String(decoding: page.bytes.withLock { $0 }, as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private final class Page: Sendable {
    let bytes = Mutex<[UInt8]>([])
  }
}
