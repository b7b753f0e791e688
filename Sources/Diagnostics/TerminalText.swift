/// Text on its way to a terminal: how wide it is, and what must not get there raw.
package enum TerminalText {
  /// Returns `text` with every control, escape and bidirectional formatting character made visible
  /// (`\u{1b}`), so that text from a server cannot move the cursor or reorder what is read.
  /// Line breaks and tabs stay when `keepsLines` is true.
  package static func escaped(_ text: String, keepsLines: Bool = true) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0, keepsLines: keepsLines) }) else {
      return text
    }
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar, keepsLines: keepsLines) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Returns `text` with the same characters made visible, but leaves line breaks, and the sequences
  /// that colour what a view wrote.
  package static func escapedButColours(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return escaped(text) }
    var result = ""
    var rest = text[...]
    while let escape = rest.firstIndex(of: "\u{1b}") {
      result += escaped(String(rest[..<escape]))
      let end = rest[escape...].dropFirst().firstIndex { !"[0123456789;".contains($0) }
      let isColour = rest[escape...].dropFirst().first == "[" && end.map { rest[$0] == "m" } == true
      if isColour, let end {
        result += rest[escape...end]
        rest = rest[rest.index(after: end)...]
      } else {
        result += escaped("\u{1b}")
        rest = rest[rest.index(after: escape)...]
      }
    }
    return result + escaped(String(rest))
  }

  /// Returns `text` without the sequences that colour it.
  package static func withoutColours(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let escape = rest.firstIndex(of: "\u{1b}") {
      result += rest[..<escape]
      let behind = rest[escape...].dropFirst()
      let end = behind.dropFirst().firstIndex { !"0123456789;".contains($0) }
      if behind.first == "[", let end, rest[end] == "m" {
        rest = rest[rest.index(after: end)...]
      } else {
        result += "\u{1b}"
        rest = behind
      }
    }
    return result + rest
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: !keepsLines
    case 0x00...0x1F, 0x7F...0x9F: true
    // Marks that reorder or hide: ALM, LRM/RLM, embeddings and overrides, isolates, separators, BOM.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
    default: false
    }
  }

  /// Returns how many terminal columns `text` takes.
  package static func width(of text: String) -> Int {
    var isASCII = true
    var count = 0
    for byte in text.utf8 {
      if byte >= 0x80 {
        isASCII = false
        break
      }
      count += 1
    }
    if isASCII { return count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// Returns how many columns one character takes: 0 (combining alone), 1 or 2.
  package static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.properties.generalCategory == .nonspacingMark { return 0 }
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    return isWide(scalar.value) ? 2 : 1
  }

  /// East Asian wide and full-width blocks and the emoji planes (Unicode TR 11, without
  /// the ambiguous class).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
