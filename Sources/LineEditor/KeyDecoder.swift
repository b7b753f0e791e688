/// Turns the bytes of the terminal into characters, keys and pastes.
///
/// A state machine without I/O: bytes go in with `feed`, `next` says what they are. It decodes
/// UTF-8 itself (libedit drops what it does not like), takes whole escape sequences (see
/// `EditorKey`) and collects a bracketed paste into one event. Only a lone Escape needs the clock:
/// `next` asks for a short wait and is told when it was in vain.
struct KeyDecoder {
  enum Event: Equatable {
    case character(Unicode.Scalar)
    case key(EditorKey)
    case paste(Paste)
    /// Nothing to say before more bytes come.
    case needsBytes
    /// The same, but ask again with `isLate` if none come within `escapeDelay`.
    case needsBytesSoon
  }

  /// How long the rest of an escape sequence may take, in milliseconds.
  private static let escapeDelay: Int32 = 40
  /// How long a paste must have stood still before Ctrl-C gives up waiting for its end, in
  /// milliseconds.
  private static let pastePause: Int32 = 500

  /// What the user's own key file says: sequences that stand in it go to libedit as they came.
  var userBindings = ""

  private var bytes: [UInt8] = []
  private var start = 0
  /// Bytes that go on without interpretation: part of a sequence that was given up or is bound by
  /// the user.
  private var rawCount = 0
  private var isInPaste = false
  /// Where the search for the end of the paste goes on.
  private var pasteScan = 0

  /// Adds what was read from the terminal.
  mutating func feed(_ more: some Sequence<UInt8>) {
    if start > 0, start == bytes.count || start >= 4096 {
      bytes.removeFirst(start)
      pasteScan = max(0, pasteScan - start)
      start = 0
    }
    bytes += more
  }

  /// How long to wait for what an event needs, in milliseconds; -1 for as long as it takes.
  func patience(after event: Event) -> Int32 {
    if event == .needsBytesSoon { return Self.escapeDelay }
    return isInPaste ? Self.pastePause : -1
  }

  /// Whether a paste has begun whose end has not come.
  var isCollectingPaste: Bool { isInPaste }

  /// Ends a paste whose end mark does not come: the user's way out when a terminal lost it.
  mutating func endPaste() -> Event {
    isInPaste = false
    defer { start = bytes.count }
    return .paste(Paste(bytes: bytes[start...]))
  }

  /// Returns the next event and uses its bytes up.
  ///
  /// - Parameter isLate: the wait that `needsBytesSoon` asked for has passed.
  mutating func next(isLate: Bool = false) -> Event {
    while true {
      if isInPaste { return nextPaste() }
      guard let first = peek(0) else { return .needsBytes }
      if rawCount > 0 || first != Self.escape {
        if rawCount > 0 { rawCount -= 1 }
        return nextCharacter()
      }
      switch escapeSequence(isLate: isLate) {
      case .incomplete: return .needsBytesSoon
      case .notOne(let length): rawCount = length
      case .complete(let tail, let length):
        if tail == "[200~" {
          start += length
          beginPaste()
        } else if !tail.isEmpty, userBindings.contains(tail) {
          rawCount = length
        } else {
          start += length
          if let key = EditorKey(sequence: tail) { return .key(key) }
        }
      }
    }
  }

  private static let escape: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1b}[201~".utf8)

  private func peek(_ offset: Int) -> UInt8? {
    start + offset < bytes.count ? bytes[start + offset] : nil
  }
}

// MARK: - Pastes

extension KeyDecoder {
  private mutating func beginPaste() {
    isInPaste = true
    pasteScan = start
  }

  private mutating func nextPaste() -> Event {
    let mark = Self.pasteEnd
    var index = pasteScan
    while index + mark.count <= bytes.count {
      if bytes[index] == Self.escape, bytes[index..<index + mark.count].elementsEqual(mark) {
        let paste = Paste(bytes: bytes[start..<index])
        start = index + mark.count
        isInPaste = false
        return .paste(paste)
      }
      index += 1
    }
    pasteScan = index
    return .needsBytes
  }
}

// MARK: - Escape sequences

extension KeyDecoder {
  private enum EscapeSequence {
    /// Without the Escape; and the length with it.
    case complete(String, length: Int)
    case incomplete
    /// An Escape of its own, or one before another key; and how many bytes to pass on raw.
    case notOne(length: Int)
  }

  /// Reads the escape sequence at the start: CSI (ECMA-48 5.4) or SS3.
  private func escapeSequence(isLate: Bool) -> EscapeSequence {
    guard let second = peek(1) else { return isLate ? .notOne(length: 1) : .incomplete }
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else {
      return .notOne(length: 1)
    }
    var length = 2
    // The Linux console's function keys: `ESC [ [ A`.
    if second == UInt8(ascii: "["), peek(2) == UInt8(ascii: "[") { length = 3 }
    while let byte = peek(length) {
      length += 1
      switch byte {
      case 0x20...0x3F: continue
      case 0x40...0x7E: return .complete(text(1..<length), length: length)
      // A control character cannot be part of one: what came so far was none.
      default: return .complete("", length: length - 1)
      }
    }
    return isLate ? .notOne(length: length) : .incomplete
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
  }
}

// MARK: - Characters

extension KeyDecoder {
  /// Decodes one character of UTF-8 (RFC 3629); what is no UTF-8 becomes U+FFFD, and the byte that
  /// broke a sequence begins the next character.
  private mutating func nextCharacter() -> Event {
    guard let lead = peek(0) else { return .needsBytes }
    let (length, payload): (Int, UInt32)
    switch lead {
    case 0x00...0x7F: (length, payload) = (1, UInt32(lead))
    case 0xC2...0xDF: (length, payload) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, payload) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, payload) = (4, UInt32(lead & 0x07))
    default:
      start += 1
      return .character("\u{FFFD}")
    }
    var value = payload
    for offset in 1..<max(1, length) {
      guard let byte = peek(offset) else { return .needsBytes }
      guard byte & 0xC0 == 0x80 else {
        start += offset
        return .character("\u{FFFD}")
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    start += length
    return .character(Self.scalar(value, length: length))
  }

  /// Returns the character, or U+FFFD for over-long forms, surrogates, and C1 controls, whose
  /// codes stand for keys.
  private static func scalar(_ value: UInt32, length: Int) -> Unicode.Scalar {
    let isOverlong = length == 3 && value < 0x800 || length == 4 && value < 0x10000
    guard !isOverlong, !(0x80...0x9F).contains(value), let scalar = Unicode.Scalar(value) else {
      return "\u{FFFD}"
    }
    return scalar
  }
}
