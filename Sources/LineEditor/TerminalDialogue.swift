import CLibEdit
import Glibc

/// What a person said to a question.
package enum Answer: Sendable, Hashable {
  case yes
  case no
  /// Yes, or no, to this and to all that would be asked next.
  case yesToAll, noToAll
  /// Ctrl-C.
  case interrupted
  /// There is no terminal to ask on.
  case nobody

  /// Reads what was typed. Everything that is no agreement means no; `all` and `none` are answers
  /// where the question is one of several.
  package init(typed: String, ofSeveral: Bool) {
    switch typed.lowercased() {
    case "y", "yes": self = .yes
    case "a", "all": self = ofSeveral ? .yesToAll : .no
    case "none": self = ofSeveral ? .noToAll : .no
    default: self = .no
    }
  }

  /// What may be typed, as it stands behind a question.
  package static func keys(ofSeveral: Bool) -> String {
    ofSeveral ? "[y/N/all/none]" : "[y/N]"
  }
}

/// What a person typed where nothing is shown.
package enum SecretReply: Sendable, Hashable {
  case text(String)
  /// Ctrl-D, or the end of input.
  case nothing
  /// Ctrl-C.
  case interrupted
}

/// Asks the person at the terminal, whatever standard input and output are connected to.
///
/// Works without libedit, so also where no line is edited. A question and its answer stay to be
/// seen; what asks for something secret is erased once answered, and what Ctrl-C ended is as well.
/// Knows nothing of the history: no secret can get there.
package struct TerminalDialogue: ~Copyable {
  private let terminal: Int32
  private let input: TerminalInput

  /// Fails when the process has no controlling terminal.
  package init?() {
    terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    input = TerminalInput(descriptor: terminal, wakeDescriptor: -1)
  }

  deinit { close(terminal) }

  /// Returns the answer to `question` (plain text, may span lines); what may be typed is added to it.
  ///
  /// Only what is typed after the question stands there counts: type-ahead is never an answer.
  package func ask(_ question: String, ofSeveral: Bool = false) -> Answer {
    ask(question, ofSeveral: ofSeveral, keepTypeAhead: { _ in })
  }

  /// Returns the line typed without echo.
  ///
  /// Type-ahead is dropped: it cannot be told whether it was meant to be secret.
  package func secret(prompt: String) -> SecretReply {
    switch converse(prompt, echo: false, keepTypeAhead: { _ in }) {
    case .text(let text): .text(text)
    case .interrupted: .interrupted
    case .ended: .nothing
    }
  }

  /// Returns the line typed without echo, or nil after Ctrl-C, Ctrl-D or at the end of input.
  package func readSecret(prompt: String) -> String? {
    guard case .text(let text) = secret(prompt: prompt) else { return nil }
    return text
  }

  /// Returns the line typed, or nil after Ctrl-C, Ctrl-D or at the end of input. Type-ahead is never
  /// part of it.
  package func readLine(prompt: String) -> String? {
    let reply = converse(prompt, echo: true, keepTypeAhead: { _ in })
    guard case .text(let text) = reply else { return nil }
    return text
  }

  /// Asks, and hands type-ahead to somebody who will treat it as such.
  func ask(
    _ question: String, ofSeveral: Bool = false, keepTypeAhead: ([UInt8]) -> Void
  ) -> Answer {
    let prompt = "\(question) \(Answer.keys(ofSeveral: ofSeveral))? "
    switch converse(prompt, echo: true, keepTypeAhead: keepTypeAhead) {
    case .text(let text): return Answer(typed: text, ofSeveral: ofSeveral)
    case .interrupted: return .interrupted
    case .ended: return .no
    }
  }
}

// MARK: - One exchange

extension TerminalDialogue {
  private enum Reply {
    case text(String)
    case interrupted
    case ended
  }

  private func converse(
    _ prompt: String, echo: Bool, keepTypeAhead: ([UInt8]) -> Void
  ) -> Reply {
    var saved = termios()
    guard tcgetattr(terminal, &saved) == 0 else { return .ended }
    cle_flush_standard_output()
    cle_guard_arm(terminal)
    takeAllKeys(saved)
    defer {
      tcsetattr(terminal, TCSADRAIN, &saved)
      cle_guard_disarm()
    }
    keepTypeAhead(typeAhead())
    let shown = DisplayText.visible(prompt, keepsLines: true)
    say(shown)
    var typed = ""
    let reply = read(into: &typed, echo: echo)
    if echo, case .text = reply {
      say("\r\n")
    } else {
      erase(shown + (echo ? typed : ""))
    }
    return reply
  }

  private func takeAllKeys(_ saved: termios) {
    var modes = saved
    modes.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
    modes.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
    modes.c_cc.5 = 0  // VTIME
    modes.c_cc.6 = 1  // VMIN
    tcsetattr(terminal, TCSADRAIN, &modes)
  }

  /// Returns what was typed or pasted before the question; a paste may still be arriving.
  private func typeAhead() -> [UInt8] {
    var bytes: [UInt8] = []
    while case .bytes(let more) = input.wait(milliseconds: bytes.isEmpty ? 0 : 30) { bytes += more }
    return bytes
  }

  private func read(into typed: inout String, echo: Bool) -> Reply {
    var decoder = KeyDecoder()
    var isLate = false
    while true {
      let event = decoder.next(isLate: isLate)
      isLate = false
      switch event {
      case .needsBytes, .needsBytesSoon:
        let wait = event == .needsBytes ? -1 : KeyDecoder.escapeDelay
        switch input.wait(milliseconds: wait) {
        case .bytes(let bytes): decoder.feed(bytes)
        case .timedOut: isLate = true
        case .woken: break
        case .closed: return .ended
        }
      case .paste(let paste): append(paste.text, to: &typed, echo: echo)
      case .key: break
      case .character(let character):
        if let reply = take(character, into: &typed, echo: echo) { return reply }
      }
    }
  }

  private func take(_ character: Unicode.Scalar, into typed: inout String, echo: Bool) -> Reply? {
    switch character.value {
    case 0x0A, 0x0D: return .text(typed)
    case 0x03: return .interrupted
    case 0x04, 0x1B: return .ended
    case 0x08, 0x7F: removeLast(from: &typed, echo: echo)
    case 0x15: while !typed.isEmpty { removeLast(from: &typed, echo: echo) }
    case 0x00..<0x20: break
    default: append(String(character), to: &typed, echo: echo)
    }
    return nil
  }

  private func append(_ text: String, to typed: inout String, echo: Bool) {
    typed += text
    if echo { say(DisplayText.visible(text)) }
  }

  private func removeLast(from typed: inout String, echo: Bool) {
    guard let last = typed.popLast(), echo else { return }
    let back = String(repeating: "\u{8}", count: DisplayText.width(of: String(last)))
    say(back + "\u{1b}[K")
  }

  /// Takes the exchange off the screen, or ends its row where the terminal cannot.
  private func erase(_ shown: String) {
    var (rows, columns): (Int32, Int32) = (0, 0)
    guard cle_window_size(terminal, &rows, &columns) == 0, columns > 0, TerminalType.canEdit
    else { return say("\r\n") }
    let height = ScreenLayout(columns: Int(columns)).position(after: shown.unicodeScalars).row
    guard height < Int(rows) else { return say("\r\n") }
    say("\r" + (height > 0 ? "\u{1b}[\(height)A" : "") + "\u{1b}[J")
  }

  private func say(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
