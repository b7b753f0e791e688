import CLibEdit

/// Text as the terminal will show it: its width, and control characters made visible.
///
/// Widths come from C's `wcwidth`, since libedit places its own characters by it and both must
/// agree on where the cursor is. That makes them widths of Unicode scalars, not of characters.
enum DisplayText {
  /// Returns the columns `text` takes on one row; control characters count as shown (`^X`).
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// Returns the columns that libedit gives to one scalar other than tab and line break: two to a
  /// control character, seven or eight to what cannot be printed (`\U+200E`).
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
    if isControl(scalar) { return 2 }
    let width = Int(cle_width(wchar_t(scalar.value)))
    return width >= 0 ? width : (scalar.value > 0xFFFF ? 8 : 7)
  }

  /// Returns `text` with everything that could move the cursor, change colours or reorder what is
  /// read replaced by a visible stand-in.
  ///
  /// C0 controls become their pictures (`␛`), all others `�`. Line breaks and tabs stay only if
  /// `keepsLines` is true.
  static func visible(_ text: String, keepsLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0, keepsLines: keepsLines) }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(isUnsafe(scalar, keepsLines: keepsLines) ? standIn(for: scalar) : scalar)
    }
    return String(result)
  }

  /// Returns whether `text` holds what `visible` would replace, line breaks and tabs aside.
  static func holdsUnsafe(_ text: String) -> Bool {
    text.unicodeScalars.contains { isUnsafe($0, keepsLines: true) }
  }

  /// Returns the longest start of `text` that fits in `columns`, ending in `…` where it was cut.
  static func cut(_ text: String, to columns: Int) -> String {
    guard width(of: text) > columns else { return text }
    guard columns > 1 else { return columns == 1 ? "…" : "" }
    var result = ""
    var used = 0
    for character in text {
      let width = width(of: String(character))
      if used + width > columns - 1 { break }
      used += width
      result.append(character)
    }
    return result + "…"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: !keepsLines
    case 0x20...0x7E: false
    // Marks that reorder or hide: ALM, LRM/RLM, embeddings and overrides, isolates, separators, BOM.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
    default: isControl(scalar)
    }
  }

  /// Returns the control picture (Unicode block 2400) of a C0 control, else U+FFFD.
  private static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x0A, 0x0D: "⏎"
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "␡"
    default: "\u{FFFD}"
    }
  }
}
