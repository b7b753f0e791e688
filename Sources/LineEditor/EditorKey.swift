/// A key that arrives as an escape sequence, as one character that libedit can bind.
///
/// libedit knows only sequences of characters: what it does not know it inserts from the first
/// unexpected character on, and a sequence bound in vi insert mode makes a lone Escape wait. So the
/// decoder recognises whole sequences and hands libedit one of these C1 codes, which no keyboard
/// sends (the decoder replaces them in what is typed).
enum EditorKey: UInt8, CaseIterable {
  /// Never typed: fed in by our own Enter once the text is complete.
  case accept = 0x80
  /// Never typed: draws everything again from what libedit knows.
  case redisplay
  /// A character without width, such as a combining accent.
  case mark
  case paste, up, down, left, right, home, end, wordLeft, wordRight
  case delete, deleteWord, pageUp, pageDown, backTab, help

  /// The notation that `bind` takes.
  var bindingNotation: String { "\\" + String(rawValue, radix: 8) }

  /// What to feed in as if it was typed.
  var character: Unicode.Scalar { Unicode.Scalar(rawValue) }
}

extension EditorKey {
  /// What a complete escape sequence means; nothing for those that do nothing here (function
  /// keys, Insert, focus events, mouse reports).
  ///
  /// - Parameter tail: the sequence without its Escape: `[1;5D`, `OH`.
  init?(sequence tail: some StringProtocol) {
    switch tail {
    case "[A", "OA", "[1;2A", "[1;5A", "[a", "Oa": self = .up
    case "[B", "OB", "[1;2B", "[1;5B", "[b", "Ob": self = .down
    case "[D", "OD", "[1;2D", "[d": self = .left
    case "[C", "OC", "[1;2C", "[c": self = .right
    case "[H", "OH", "[1~", "[7~", "[1;2H", "[1;5H": self = .home
    case "[F", "OF", "[4~", "[8~", "[1;2F", "[1;5F": self = .end
    case "[1;5D", "[5D", "Od", "[1;3D", "O5D": self = .wordLeft
    case "[1;5C", "[5C", "Oc", "[1;3C", "O5C": self = .wordRight
    case "[3~", "[3;2~": self = .delete
    case "[3;5~", "[3;3~", "[3^": self = .deleteWord
    case "[5~", "[5;2~": self = .pageUp
    case "[6~", "[6;2~": self = .pageDown
    case "[Z": self = .backTab
    case "OP", "[11~", "[[A": self = .help
    default: return nil
    }
  }
}
