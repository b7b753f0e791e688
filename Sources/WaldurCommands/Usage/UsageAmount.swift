import CommandKit
import Diagnostics
import Values

/// An amount of a component, `cpu=10` or `"CPU hours"=2.5`.
struct UsageAmount: ParameterValue {
  /// The component as somebody calls it: its type or its display name.
  let component: String
  let amount: Decimal

  static let typeName = "usage"
  static let expectation = "COMPONENT=AMOUNT such as cpu=10"

  static func parse(_ text: String) throws(ParameterError) -> UsageAmount {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex else {
      throw ParameterError("\"\(text)\" has no amount")
    }
    let number = String(text[text.index(after: mark)...])
    let start = text.utf8.distance(from: text.startIndex, to: mark) + 1
    guard let amount = Decimal(text: number) else {
      throw ParameterError("\"\(number)\" is not an amount", range: start..<text.utf8.count)
    }
    try check(amount, start..<text.utf8.count)
    return UsageAmount(component: String(text[..<mark]), amount: amount)
  }

  /// What the server would refuse, or would be sorry to have taken.
  private static func check(_ amount: Decimal, _ range: Range<Int>?) throws(ParameterError) {
    if amount.text.hasPrefix("-") {
      throw ParameterError("usage cannot be negative, and \(amount.text) is", range: range)
    }
    // Zeros at the end say nothing.
    if amount.scale > 2, amount.text.suffix(amount.scale - 2).contains(where: { $0 != "0" }) {
      throw ParameterError(
        "usage has at most two decimals, and \(amount.text) has \(amount.scale)", range: range,
        hint: "the server refuses it; round it")
    }
  }

  /// The amount as it is sent: with two decimals at most.
  var sentText: String {
    amount.scale > 2 ? String(amount.text.dropLast(amount.scale - 2)) : amount.text
  }

  var value: Value { .string("\(component)=\(amount.text)") }
}
