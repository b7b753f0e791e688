/// What the terminal said was pasted (bracketed paste), before any of it is run or shown.
package struct Paste: Sendable, Hashable {
  /// The text with `\n` line ends and without line breaks at its end, so that a paste never runs by
  /// itself. Control characters and escape sequences are still in it.
  package let text: String

  /// Reads the bytes between the two paste marks. Terminals send a line end as CR.
  package init(bytes: some Collection<UInt8>) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var last: UInt8 = 0
    for byte in bytes {
      let isSecondHalf = byte == UInt8(ascii: "\n") && last == UInt8(ascii: "\r")
      if !isSecondHalf { result.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte) }
      last = byte
    }
    while result.last == UInt8(ascii: "\n") { result.removeLast() }
    text = String(decoding: result, as: UTF8.self)
  }

  /// The number of lines, at least 1.
  package var lineCount: Int { text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } }

  /// Whether it holds control characters other than tab and line break, or marks that reorder
  /// text: nothing a person means to run.
  package var holdsControls: Bool { DisplayText.holdsUnsafe(text) }
}

/// What becomes of a paste. Whatever is chosen, control characters are replaced by visible ones
/// before the text reaches the edited line or a result.
package enum PasteAction: Sendable, Hashable {
  /// Insert this at the cursor; what is too high for the window is held instead.
  case insert(String)
  /// Keep it aside under a label (`[pasted 40 lines]`) that stands for it until Enter.
  case hold(String)
  /// End the reading with this text alone as the line.
  case submit(String)
  /// Forget it.
  case discard
}
