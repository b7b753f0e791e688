import CommandKit
import Diagnostics
import Values

/// Splits text into lines.
struct Lines: Command {
  static let name = "lines"
  static let group = CommandGroup.text
  static let summary = "Split text or a file into its lines"
  static let details = """
    A line ends with a line feed, with or without a carriage return before it; neither is part \
    of the line. A file is read as it is needed.
    """
  static let input = InputUse.required
  static let examples: [Example] = [#""one\ntwo\n" | lines"#]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    .records(LineReading.stream(of: try context.inputBytes(), context))
  }
}

/// Reading lines, for `lines` and `from lines`.
enum LineReading {
  /// Returns the lines of a file, a piece at a time.
  static func stream(of bytes: ByteStream, _ context: CommandContext) -> ValueStream {
    let (call, interruption) = (context.call, context.runtime.interruption)
    var rest: [UInt8] = []
    // How much of `rest` is known to hold no line feed: a line longer than a piece is looked
    // through once.
    var searched = 0
    var number = 0
    var isAtEnd = false
    return ValueStream { () throws(Diagnostic) -> Batch? in
      try interruption.check()
      if isAtEnd { return nil }
      var lines: [Value] = []
      let count = try bytes.appendPiece(to: &rest)
      isAtEnd = count == 0
      var start = 0
      while start < rest.count {
        let found = rest[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n"))
        guard let end = found ?? (isAtEnd ? rest.count : nil) else { break }
        number += 1
        lines.append(.string(try text(rest[start..<end], number, bytes.name, call)))
        start = end + 1
      }
      rest.removeFirst(min(start, rest.count))
      searched = rest.count
      return .values(lines)
    }
  }

  private static func text(
    _ line: ArraySlice<UInt8>, _ number: Int, _ name: String, _ call: CallSite
  ) throws(Diagnostic) -> String {
    let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Diagnostic(
        ValueDiagnostic.malformed, "\(name), line \(number): not UTF-8 text", at: call.span)
    }
    return text
  }
}

extension ByteStream {
  /// Reads a piece and appends it; returns how long it was, 0 at the end.
  func appendPiece(to bytes: inout [UInt8]) throws(Diagnostic) -> Int {
    let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { space.deallocate() }
    let count = try read(into: space)
    bytes.append(contentsOf: space[..<count])
    return count
  }
}
