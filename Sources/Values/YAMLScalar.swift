/// How a text stands in YAML so that it reads back as the same text.
///
/// Follows Go's yaml.v2, whose style Juju prints: a text that a YAML 1.1 reader would take for a
/// number, a bool, null or a date is put in double quotes; one that the syntax forbids to stand
/// plain is put in single quotes; one with control characters in double quotes with escapes; one of
/// several lines is a literal block where its lines allow that. Deliberately absent: folding of
/// long lines, which would make one value many lines for every other tool.
enum YAMLScalar {
  enum Style {
    case plain, singleQuoted, doubleQuoted, literal
  }

  /// Returns the style for UTF-8 bytes.
  static func style(of text: UnsafeBufferPointer<UInt8>) -> Style {
    let form = YAMLTextForm(text)
    if form.hasBreak { return form.allowsBlock ? .literal : .doubleQuoted }
    if YAMLMeaning.isOtherThanText(text) { return .doubleQuoted }
    if form.allowsPlain { return .plain }
    return form.allowsSingleQuotes ? .singleQuoted : .doubleQuoted
  }

  /// Appends a text in single quotes.
  static func appendSingleQuoted(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    let quote = UInt8(ascii: "'")
    out.append(quote)
    for byte in text {
      if byte == quote { out.append(quote) }
      out.append(byte)
    }
    out.append(quote)
  }

  /// Appends a text in double quotes, with escapes.
  static func appendDoubleQuoted(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    defer { out.append(UInt8(ascii: "\"")) }
    let isPlain = text.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      out.append(contentsOf: text)
      return
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      appendEscaped(scalar, to: &out)
    }
  }

  private static func appendEscaped(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    if scalar == "\"" || scalar == "\\" {
      out.append(UInt8(ascii: "\\"))
      out.append(UInt8(truncatingIfNeeded: scalar.value))
    } else if YAMLTextForm.isPrintable(scalar.value) {
      out.append(contentsOf: String(scalar).utf8)
    } else {
      out.append(UInt8(ascii: "\\"))
      out.append(contentsOf: escape(scalar.value).utf8)
    }
  }

  /// What stands behind the backslash.
  private static func escape(_ value: UInt32) -> String {
    switch value {
    case 0x00: "0"
    case 0x07: "a"
    case 0x08: "b"
    case 0x09: "t"
    case 0x0A: "n"
    case 0x0B: "v"
    case 0x0C: "f"
    case 0x0D: "r"
    case 0x1B: "e"
    case 0x85: "N"
    case 0x2028: "L"
    case 0x2029: "P"
    case ...0xFF: "x" + hexadecimal(value, 2)
    case ...0xFFFF: "u" + hexadecimal(value, 4)
    default: "U" + hexadecimal(value, 8)
    }
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}

/// What the characters of a text allow, whatever it means.
struct YAMLTextForm {
  private(set) var hasBreak = false
  private(set) var allowsPlain = true
  private(set) var allowsSingleQuotes = true
  private(set) var allowsBlock = true

  init(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, let last = text.last else { return }
    let space = UInt8(ascii: " ")
    if Self.beginsDocument(text) || Self.isIndicator(first, isAlone: Self.blank(text, 1)) {
      allowsPlain = false
    }
    if first == space || last == space { allowsPlain = false }
    if last == space { allowsBlock = false }
    var before: UInt8 = space
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"):
        hasBreak = true
        if before == space, index > 0 { forbidAllButEscapes() }
      case space where before == UInt8(ascii: "\n"):
        allowsSingleQuotes = false
      case UInt8(ascii: ":") where index > 0 && Self.blank(text, index + 1):
        allowsPlain = false
      case UInt8(ascii: "#") where index > 0 && (before == space || before == UInt8(ascii: "\n")):
        allowsPlain = false
      default: break
      }
      before = byte
    }
    if hasBreak { allowsPlain = false }
    if Self.hasUnprintable(text) { forbidAllButEscapes() }
  }

  /// Whether a text that may stand plain on a line of its own may so between brackets too.
  static func allowsPlainInFlow(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.first != UInt8(ascii: "?") && text.first != UInt8(ascii: "-")
      && !text.contains { byte in
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
          UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }

  private mutating func forbidAllButEscapes() {
    (allowsPlain, allowsSingleQuotes, allowsBlock) = (false, false, false)
  }

  private static func blank(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index >= text.count || text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "\n")
  }

  private static func beginsDocument(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.starts(with: [0x2D, 0x2D, 0x2D]) || text.starts(with: [0x2E, 0x2E, 0x2E])
  }

  /// Whether a first character has a meaning of its own; some have one only in front of a blank.
  private static func isIndicator(_ byte: UInt8, isAlone: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      true
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "-"): isAlone
    default: false
    }
  }

  private static func hasUnprintable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isASCII = true
    for byte in text {
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 && byte != 0x0A || byte == 0x7F {
        return true
      }
    }
    if isASCII { return false }
    return String(decoding: text, as: UTF8.self).unicodeScalars.contains {
      $0.value != 0x0A && !isPrintable($0.value)
    }
  }

  /// Whether a character stands as itself inside quotes. Characters past U+FFFF do not, in Go.
  static func isPrintable(_ value: UInt32) -> Bool {
    switch value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
  }
}
