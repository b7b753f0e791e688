import CTerminal
import Glibc

/// Runs a program on a terminal of its own and keeps what that shows.
///
/// Reading never stops while writing, so that neither side blocks on a full buffer. Nothing here
/// waits for a time to pass: `wait` ends as soon as what it waits for is there, and fails only when
/// nothing of it came for long.
package final class PseudoTerminal: CustomStringConvertible {
  /// Why the program could not be started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// How long `wait` waits, in seconds: for a busy machine, since a passing test never uses it up.
  package static let patience = 30

  package private(set) var screen: TerminalScreen
  /// Everything the program wrote.
  package private(set) var output: [UInt8] = []
  package let process: Int32

  private let descriptor: Int32
  /// Bytes of a character whose end has not come.
  private var undecoded: [UInt8] = []
  private var status: Int32?

  /// Starts `arguments[0]`, a path. The environment is exactly the one given.
  package init(
    _ arguments: [String], environment: [String: String] = [:], rows: Int = 24, columns: Int = 80
  ) throws(Failure) {
    screen = TerminalScreen(rows: rows, columns: columns)
    var path = [CChar](repeating: 0, count: 128)
    descriptor = cterminal_open(&path, path.count)
    guard descriptor >= 0 else { throw Failure(description: "no pseudo-terminal: \(errno)") }
    cterminal_resize(descriptor, Int32(rows), Int32(columns))
    let environment = environment.map { "\($0)=\($1)" }
    process = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment) { cterminal_spawn(path, arguments, $0) }
    }
    guard process > 0 else { throw Failure(description: "cannot start \(arguments)") }
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(descriptor)
  }

  package var description: String { screen.text() }

  /// Types text, as bytes of UTF-8.
  package func type(_ text: String) { send(Array(text.utf8)) }

  /// Sends bytes as the terminal would.
  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      guard count > 0 || errno == EAGAIN || errno == EINTR else { return }
      // Nobody will ever read the rest.
      if count <= 0, hasEnded { return }
      readAvailable(milliseconds: count > 0 ? 0 : 10)
    }
  }

  /// Pastes text the way a terminal does: marked if the program asked for it, lines ended by CR.
  package func paste(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let sent = lines.joined(separator: "\r")
    type(screen.marksPastes ? "\u{1b}[200~\(sent)\u{1b}[201~" : sent)
  }

  package func resize(rows: Int, columns: Int) {
    screen.resize(rows: rows, columns: columns)
    cterminal_resize(descriptor, Int32(rows), Int32(columns))
  }

  package func signal(_ number: Int32) { kill(process, number) }

  /// Whether the terminal is as a program should leave it: lines, echo, Ctrl-C, no paste marks.
  package var isRestored: Bool { cterminal_is_cooked(descriptor) != 0 && !screen.marksPastes }

  /// Reads until `condition` holds and returns whether it came to that.
  ///
  /// - Parameter patience: how long to wait for it, in seconds.
  package func wait(
    patience: Int = PseudoTerminal.patience, until condition: (PseudoTerminal) -> Bool
  ) -> Bool {
    let deadline = time(nil) + patience
    while !condition(self) {
      if time(nil) > deadline { return condition(self) }
      readAvailable(milliseconds: 20)
    }
    return true
  }

  /// Reads until the program has ended and returns its exit status, 128 + N for a signal, or nil if
  /// it does not end.
  package func waitForEnd() -> Int32? {
    _ = wait { $0.hasEnded }
    while readAvailable(milliseconds: 0) {}
    return status.map { $0 & 0x7F == 0 ? $0 >> 8 & 0xFF : 128 + $0 & 0x7F }
  }

  /// Whether the program has ended.
  package var hasEnded: Bool {
    if status != nil { return true }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    self.status = status
    return true
  }

  @discardableResult
  private func readAvailable(milliseconds: Int32) -> Bool {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else {
      // Nobody has the other side open: do not spin until the end of the program is seen.
      if milliseconds > 0 { usleep(2000) }
      return false
    }
    output += buffer[..<count]
    undecoded += buffer[..<count]
    let whole = Self.wholeCharacters(undecoded)
    screen.show(String(decoding: undecoded[..<whole], as: UTF8.self))
    undecoded.removeFirst(whole)
    return true
  }

  /// Returns the length without a last character whose bytes have not all come.
  private static func wholeCharacters(_ bytes: [UInt8]) -> Int {
    for back in 1...4 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return length > back ? bytes.count - back : bytes.count
    }
    return bytes.count
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return body(pointers)
  }
}
