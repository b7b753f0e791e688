/// What a plain word of YAML stands for when it is read.
///
/// As Go's yaml.v2 has it, with two differences: `y` and `n` alone are text, and so are dates,
/// which are then written again as they were read.
package enum YAMLWord {
  package static func value(of text: String) -> Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> Value? {
    guard let first = text.utf8.first, first < UInt8(ascii: ":") else { return nil }
    if let number = Value(number: text) { return number }
    let digits = text.filter { $0 != "_" }
    if let whole = YAMLMeaning.integer(digits) { return whole }
    guard YAMLMeaning.isFloat(Array(digits.utf8)), let number = Double(digits) else { return nil }
    return .float(number)
  }
}
