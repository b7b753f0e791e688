import Diagnostics

/// Characters that are not what they seem.
extension Parser {
  /// Reports control, invisible and typographic characters in bare text.
  mutating func checkCharacters(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte >= 0x80 {
        let stop = characterEnd(index)
        checkCharacter(index..<stop, startsWord: index == range.lowerBound)
        index = stop
      } else {
        if byte.isStrayControl { rejectControl(index..<(index + 1)) }
        index += 1
      }
    }
  }

  private mutating func checkCharacter(_ range: Range<Int>, startsWord: Bool) {
    guard let scalar = scalar(range) else { return }
    switch scalar.value {
    case 0xA0, 0x2007, 0x202F, 0x3000:
      rejectCharacter(
        "a no-break blank joins two words", range, "put an ordinary blank in its place")
    case 0xFFFD: rejectReplacement(range)
    case 0x200B...0x200D, 0x2060, 0xFEFF:
      rejectCharacter("there is an invisible character in this word", range, "take it away")
    case let value where Self.isDirectionMark(value) || (0x80...0x9F).contains(value):
      rejectControl(range)
    case 0x201C, 0x201D, 0x201E, 0x2018, 0x2019, 0x201A, 0xAB:
      guard startsWord else { return }
      rejectCharacter("`\(text(range))` is no quote of the language", range, "write `\"` or `'`")
    case 0x2010...0x2015:
      guard startsWord, at(range.upperBound).isLetter || at(range.upperBound) == "-" else { return }
      rejectCharacter("`\(text(range))` is not the dash of a flag", range, "write `-` or `--`")
    default: break
    }
  }

  /// Reports a control or direction mark: what is read must be what is seen.
  mutating func rejectControl(_ range: Range<Int>) {
    guard let scalar = scalar(range) else { return }
    let code = "\\u{" + String(scalar.value, radix: 16) + "}"
    rejectCharacter(
      "there is a control character (\(code)) here", range,
      "take it away; as text write `\(code)` in double quotes")
  }

  /// What stands where bytes were that are no UTF-8: what was meant cannot be known.
  private mutating func rejectReplacement(_ range: Range<Int>) {
    rejectCharacter(
      "there was something here that is not UTF-8 text", range,
      "type it again; the character itself is `\\u{fffd}` in double quotes")
  }

  private mutating func rejectCharacter(_ message: String, _ range: Range<Int>, _ hint: String) {
    reportInside(SyntaxDiagnostic.character, message, range, hint: hint)
  }

  private func scalar(_ range: Range<Int>) -> Unicode.Scalar? {
    text(range).unicodeScalars.first
  }

  /// Marks that reorder the text around them.
  static func isDirectionMark(_ value: UInt32) -> Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Reports control and direction marks inside a string; everything else may stand there.
  mutating func checkStringCharacters(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte.isStrayControl {
        rejectControl(index..<(index + 1))
      } else if byte == 0xEF, scalar(index..<characterEnd(index)) == "\u{FFFD}" {
        rejectReplacement(index..<characterEnd(index))
      } else if byte == 0xC2, (0x80...0x9F).contains(at(index + 1)) {
        rejectControl(index..<characterEnd(index))
      } else if byte == 0xE2 || byte == 0xD8 {
        let character = index..<characterEnd(index)
        if let scalar = scalar(character), Self.isDirectionMark(scalar.value) {
          rejectControl(character)
        }
      }
      index += 1
    }
  }
}
