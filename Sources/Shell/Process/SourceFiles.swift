import CommandKit
import Diagnostics
import Glibc

/// Reads offsh source from files and standard input.
enum SourceFiles {
  static let unreadable = DiagnosticID(
    "file.unreadable", .usage, "A file with offsh code cannot be read; the system says why.")

  /// The largest text that is read, in bytes.
  static let maximumSize = 1 << 26

  /// Returns the text of a file; `-` is standard input. Ctrl-C ends the waiting for somebody who
  /// types.
  static func read(
    _ path: String, _ interruption: Interruption
  ) throws(Diagnostic) -> SourceText {
    let name = path == "-" ? "standard input" : path
    let descriptor = path == "-" ? STDIN_FILENO : Interruption.openToRead(path)
    guard descriptor >= 0 else { throw failed(path, errno) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try interruption.read(descriptor, into: piece)
      if count == 0 { break }
      guard count > 0 else { throw failed(path, errno) }
      bytes += piece[..<count]
      // A device may give without end, and places in a text take memory, too.
      if bytes.count > maximumSize { throw failed(path, EFBIG) }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        unreadable, "'\(name)' is not UTF-8 text: line \(Self.line(ofBadByteIn: bytes))",
        hint: "if it is text of another encoding: iconv -f latin1 -t utf-8")
    }
    return SourceText(text, name: name, origin: .file)
  }

  /// Returns the number of the first line that is not UTF-8.
  private static func line(ofBadByteIn bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (bad ?? 0) + 1
  }

  /// Returns what gives the text that `source` names, relative to the file that names it.
  static func loader(
    _ interruption: Interruption
  ) -> @Sendable (String, SourceText) throws(Diagnostic) -> SourceText {
    { (path, from) throws(Diagnostic) in
      guard !path.hasPrefix("/"), from.origin == .file, let slash = from.name.lastIndex(of: "/")
      else {
        return try read(plain(path), interruption)
      }
      return try read(plain(from.name[...slash] + path), interruption)
    }
  }

  /// Returns a path without `.` and `name/..`, so that a file has one name however it is reached.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  private static func failed(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(unreadable, "cannot read '\(path)': \(String(cString: strerror(code)))")
  }
}
