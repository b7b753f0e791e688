/// Goes through the lines of a page and tells which stand in a block of code (CommonMark 0.31.2: 4.5
/// Fenced code blocks, 5.2 List items).
///
/// Knows fences, and items of lists, in which a fence is indented as their text is. Knows no quotes,
/// and no blocks without a fence: nobody runs those.
struct MarkdownBlocks {
  /// The columns where the text of the items begins that the line is in, the outermost first.
  private var items: [Int] = []
  private var open: Fence?

  /// Returns the language of the block that the next line stands in; nil for all other lines, those
  /// with the fences among them. A block without a language has an empty one.
  mutating func language(of line: Substring) -> Substring? {
    var place = Indented(line[...], at: 0)
    if place.text.isEmpty { return open?.language }
    leaveItems(at: place.column)
    if let fence = open {
      guard isFlush(place), let end = Fence(place.text), end.ends(fence) else {
        return fence.language
      }
      open = nil
      return nil
    }
    while isFlush(place), let width = Self.markWidth(place.text) {
      let column = place.column + width
      place = Indented(place.text.dropFirst(width), at: column)
      // Far behind its mark stands a block without a fence.
      let isNear = !place.text.isEmpty && place.column <= column + 4
      items.append(isNear ? place.column : column + 1)
    }
    if isFlush(place) { open = Fence(place.text) }
    return nil
  }

  /// An item ends with the first line that is not indented as its text is, and a block in it as well.
  private mutating func leaveItems(at column: Int) {
    while let item = items.last, column < item {
      items.removeLast()
      open = nil
    }
  }

  /// Whether a text begins where those of its item do: deeper ones are code, or go on with a
  /// paragraph.
  private func isFlush(_ place: Indented) -> Bool { place.column - (items.last ?? 0) <= 3 }

  /// Returns how wide the mark is that an item of a list begins with; nil where none begins.
  private static func markWidth(_ text: Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }.count
    guard let sign = text.dropFirst(digits).first,
      digits == 0 ? "-*+".contains(sign) : digits <= 9 && ".)".contains(sign)
    else { return nil }
    let next = text.dropFirst(digits + 1).first
    return next == nil || next == " " || next == "\t" ? digits + 1 : nil
  }
}

/// What stands behind the blanks of a line, and in which column, from 0.
private struct Indented {
  var column: Int
  var text: Substring

  init(_ line: Substring, at start: Int) {
    (column, text) = (start, line)
    while let first = text.first, first == " " || first == "\t" {
      column += first == " " ? 1 : 4 - column % 4
      text.removeFirst()
    }
  }
}

/// A line that begins a block of code, or ends one.
private struct Fence {
  let sign: Character
  let length: Int
  let info: Substring

  init?(_ text: Substring) {
    guard let sign = text.first, sign == "`" || sign == "~" else { return nil }
    self.sign = sign
    length = text.prefix { $0 == sign }.count
    info = text.dropFirst(length)
    // Back-ticks behind it make it code in a line of text.
    if length < 3 || (sign == "`" && info.unicodeScalars.contains("`")) { return nil }
  }

  var language: Substring { info.split { $0 == " " || $0 == "\t" }.first ?? "" }

  func ends(_ opening: Fence) -> Bool {
    sign == opening.sign && length >= opening.length
      && info.allSatisfy { $0 == " " || $0 == "\t" }
  }
}
