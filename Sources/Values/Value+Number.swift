extension Value {
  /// Reads a number as JSON writes it: an int, or a float whose text is kept where it says more
  /// than the float (`1.10`, `1e5`, 25 digits). Nil for any other text (`007`, `1.`, `0x1`).
  package init?(number text: String) {
    var text = text
    guard let isWhole = text.withUTF8({ Self.isWholeNumber($0) }) else { return nil }
    if isWhole, let number = Int(text), text != "-0" {
      self = .int(number)
      return
    }
    guard let number = Double(text) else { return nil }
    self =
      number.isFinite && number.description == text
      ? .float(number) : .number(NumberText(text: text, value: number))
  }

  /// Whether JSON's grammar reads the text as a number without fraction and exponent; nil when it
  /// reads no number at all.
  private static func isWholeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var index = 0
    func skipDigits() -> Int {
      let start = index
      while index < text.count, (48...57).contains(text[index]) { index += 1 }
      return index - start
    }
    func skip(_ bytes: UInt8...) -> Bool {
      guard index < text.count, bytes.contains(text[index]) else { return false }
      index += 1
      return true
    }
    _ = skip(UInt8(ascii: "-"))
    let first = index < text.count ? text[index] : 0
    let count = skipDigits()
    guard count == 1 || (count > 1 && first != UInt8(ascii: "0")) else { return nil }
    if index == text.count { return true }
    if skip(UInt8(ascii: ".")), skipDigits() == 0 { return nil }
    if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
      _ = skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
      if skipDigits() == 0 { return nil }
    }
    return index == text.count ? false : nil
  }
}
