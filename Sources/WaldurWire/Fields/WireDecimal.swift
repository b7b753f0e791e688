package import JSON

/// A decimal number as it is written: prices, amounts and limits.
///
/// Servers write the same number as text and as a number, of which neither may lose a digit.
package struct WireDecimal: WireValue, Hashable, CustomStringConvertible {
  /// `10.00`, `-1.5e3`: the form of a JSON number.
  package let text: String
  /// Whether it stands in quotes on the wire.
  package let isQuoted: Bool

  /// Takes a number in the form of JSON; nil for anything else.
  package init?(_ text: String, isQuoted: Bool = true) {
    guard Self.isNumber(text.utf8) else { return nil }
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Takes a whole number, which stands without quotes.
  package init(_ number: Int) {
    text = String(number)
    isQuoted = false
  }

  package init?(wire view: JSONView) {
    switch view.kind {
    case .string: self.init(view.string() ?? "")
    case .int, .float: self.init(view.rawText, isQuoted: false)
    case .null, .bool, .array, .object: return nil
    }
  }

  package func write(to writer: inout JSONWriter) {
    if isQuoted { return writer.string(text) }
    Array(text.utf8).withUnsafeBufferPointer { writer.raw($0) }
  }

  package var description: String { text }

  /// How many digits stand behind the point; 0 where there is an exponent.
  package var fractionDigitCount: Int {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")), !text.utf8.contains(101),
      !text.utf8.contains(69)
    else { return 0 }
    return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
  }

  /// `-? digits (. digits)? ([eE] [+-]? digits)?`
  private static func isNumber(_ bytes: String.UTF8View) -> Bool {
    var rest = bytes[...]
    func skipDigits() -> Bool {
      let digits = rest.prefix { 48...57 ~= $0 }
      rest = rest[digits.endIndex...]
      return !digits.isEmpty
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard skipDigits() else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard skipDigits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard skipDigits() else { return false }
    }
    return rest.isEmpty
  }
}
