/// Texts too high for the window, kept aside under labels that stand for them in the edited line.
struct HeldTexts {
  private var texts: [(label: String, text: String)] = []

  /// Keeps `text` and returns its label: `[pasted 40 lines]`, `[pasted 40 lines, 2]` for another.
  ///
  /// - Parameter origin: how the text came: `pasted`, `recalled`.
  mutating func hold(_ text: String, origin: String) -> String {
    if let known = texts.first(where: { $0.text == text }) { return known.label }
    let lineCount = text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let lines = lineCount == 1 ? "1 line" : "\(lineCount) lines"
    var label = "[\(origin) \(lines)]"
    var number = 2
    while texts.contains(where: { $0.label == label }) {
      label = "[\(origin) \(lines), \(number)]"
      number += 1
    }
    texts.append((label, text))
    return label
  }

  /// Returns `line` with every label replaced by what it stands for.
  func expanded(_ line: String) -> String {
    guard !texts.isEmpty else { return line }
    var result = ""
    var rest = line[...]
    while let bracket = rest.firstIndex(of: "[") {
      result += rest[..<bracket]
      rest = rest[bracket...]
      if let held = texts.first(where: { rest.hasPrefix($0.label) }) {
        result += held.text
        rest = rest.dropFirst(held.label.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  /// Returns the range of the label that a cut at `index` would break.
  func label(around index: Int, in line: [Unicode.Scalar]) -> Range<Int>? {
    for (label, _) in texts {
      let scalars = Array(label.unicodeScalars)
      for start in max(0, index - scalars.count + 1)..<max(index, 1)
      where line[start...].starts(with: scalars) && start < index {
        return start..<start + scalars.count
      }
    }
    return nil
  }
}
