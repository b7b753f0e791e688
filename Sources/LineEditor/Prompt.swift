/// What stands before the edited text: one row, possibly in several colours.
package struct Prompt: Sendable, Hashable {
  /// A stretch of the prompt in one style.
  package struct Part: Sendable, Hashable {
    package var text: String
    /// The parameters of an SGR sequence (`1;32`), empty for plain text (ECMA-48 8.3.117).
    package var style: String

    package init(_ text: String, style: String = "") {
      // A control character would move the cursor behind libedit's back, and a line break cannot
      // stand in a prompt at all.
      self.text = DisplayText.visible(text)
      self.style = style.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ";") } ? style : ""
    }
  }

  package var parts: [Part]

  package init(_ parts: [Part]) { self.parts = parts }

  package init(_ text: String, style: String = "") { self.init([Part(text, style: style)]) }

  /// The text as it is seen, without colours.
  package var text: String { parts.map(\.text).joined() }

  /// Returns the prompt as libedit wants it: each escape sequence between two `\u{1}`.
  ///
  /// libedit ties such a literal to the printable character after it, prints a second literal
  /// before the same character as text and loses one at the very end. So neighbouring sequences
  /// become one literal, and the last character is always written in the plain style.
  func marked(usingColour: Bool) -> String {
    var styled: [(character: Character, style: String)] = []
    for part in parts {
      styled += part.text.map { ($0, usingColour ? part.style : "") }
    }
    if let last = styled.last { styled[styled.count - 1] = (last.character, "") }

    var result = ""
    var current = ""
    for (character, style) in styled {
      if style != current {
        result += "\u{1}" + Self.sequence(from: current, to: style) + "\u{1}"
        current = style
      }
      result.append(character)
    }
    return result
  }

  private static func sequence(from old: String, to new: String) -> String {
    let reset = old.isEmpty ? "" : "\u{1b}[0m"
    return new.isEmpty ? reset : reset + "\u{1b}[\(new)m"
  }
}
