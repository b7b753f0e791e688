/// What a reader of YAML 1.1 takes a plain text for.
///
/// Source: the resolution rules of Go's yaml.v2 (2.4), which decide what Juju quotes.
enum YAMLMeaning {
  /// Whether the text, left plain, would be read as a number, a bool, null, a date or a merge key.
  static func isOtherThanText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    switch first {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
      UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "~"), UInt8(ascii: "<"):
      return text.count <= 5 && words.contains(String(decoding: text, as: UTF8.self))
    case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      if canBeNumber(text) {
        let plain = String(decoding: text, as: UTF8.self)
        if words.contains(plain) || isNumber(plain) { return true }
      }
      return isDate(text) || isBase60(text)
    default: return false
    }
  }

  private static let words: Set<String> = [
    "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON",
    "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF",
    "~", "null", "Null", "NULL", "<<",
    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf",
    "-.INF",
  ]

  // MARK: Numbers

  /// Whether the characters are those of numbers; most texts that begin with a digit have others.
  private static func canBeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let isPrefixed =
      text.contains(UInt8(ascii: "x")) || text.contains(UInt8(ascii: "X"))
      || text.first == UInt8(ascii: ".") || text.dropFirst().first == UInt8(ascii: ".")
    if isPrefixed { return text.count <= 32 }
    return text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "e"), UInt8(ascii: "E"),
        UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "b"), UInt8(ascii: "B"):
        true
      default: false
      }
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.filter { $0 != "_" }
    return isInteger(digits) || isFloat(Array(digits.utf8))
  }

  private static func isInteger(_ text: String) -> Bool { integer(text) != nil }

  /// Reads an integer: decimal, or with a prefix `0x`, `0o`, `0b`, or `0` for octal. One above the
  /// range of 64 bits with sign is a float.
  static func integer(_ text: String) -> Value? {
    var magnitude = Substring(text)
    let isNegative = magnitude.hasPrefix("-")
    let isSigned = isNegative || magnitude.hasPrefix("+")
    if isSigned { magnitude = magnitude.dropFirst() }
    var radix = ["0x": 16, "0o": 8, "0b": 2][magnitude.prefix(2).lowercased()]
    if radix != nil {
      magnitude = magnitude.dropFirst(2)
    } else if magnitude.count > 1, magnitude.hasPrefix("0") {
      radix = 8
    }
    guard let first = magnitude.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+"),
      let value = UInt64(magnitude, radix: radix ?? 10)
    else { return nil }
    if isNegative {
      return value == UInt64(Int64.max) + 1 ? .int(.min) : Int(exactly: value).map { .int(-$0) }
    }
    if let number = Int(exactly: value) { return .int(number) }
    return isSigned ? nil : .float(Double(value))
  }

  /// `[+-] (digits [. [digits]] | . digits) [e [+-] digits]`, and not too large.
  static func isFloat(_ text: [UInt8]) -> Bool {
    var scan = ByteScan(text[...])
    scan.skipSign()
    let whole = scan.skipDigits()
    let hasPoint = scan.skip(UInt8(ascii: "."))
    let fraction = hasPoint ? scan.skipDigits() : 0
    guard whole > 0 || fraction > 0 else { return false }
    if scan.skip(UInt8(ascii: "e")) || scan.skip(UInt8(ascii: "E")) {
      scan.skipSign()
      guard scan.skipDigits() > 0 else { return false }
    }
    return scan.isAtEnd && Double(String(decoding: text, as: UTF8.self))?.isFinite == true
  }

  /// `1:30:00`, which YAML 1.1 reads in base 60: digits, then groups of at most 59 behind colons.
  private static func isBase60(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.contains(UInt8(ascii: ":")) else { return false }
    var scan = ByteScan(Array(text)[...])
    scan.skipSign()
    guard scan.skipDigits() > 0 else { return false }
    scan.skipDigitsAndLines()
    var groups = 0
    while scan.skip(UInt8(ascii: ":")) {
      guard let group = scan.number(1...2), group < 60 else { return false }
      groups += 1
    }
    if scan.skip(UInt8(ascii: ".")) { scan.skipDigitsAndLines() }
    return groups > 0 && scan.isAtEnd
  }

  // MARK: Dates

  /// A date, or a date and time, with numbers of one or two digits.
  private static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 8, text[4] == UInt8(ascii: "-") else { return false }
    var scan = ByteScan(Array(text)[...])
    guard let year = scan.number(4...4), scan.skip(UInt8(ascii: "-")),
      let month = scan.number(1...2), scan.skip(UInt8(ascii: "-")), let day = scan.number(1...2),
      Timestamp.isDate(year: year, month: month, day: day)
    else { return false }
    if scan.isAtEnd { return true }
    let hasZone = scan.skip(UInt8(ascii: "T")) || scan.skip(UInt8(ascii: "t"))
    guard hasZone || scan.skip(UInt8(ascii: " ")), isTime(&scan) else { return false }
    return hasZone ? isZone(&scan) : scan.isAtEnd
  }

  private static func isTime(_ scan: inout ByteScan) -> Bool {
    guard let hour = scan.number(1...2), hour < 24, scan.skip(UInt8(ascii: ":")),
      let minute = scan.number(1...2), minute < 60, scan.skip(UInt8(ascii: ":")),
      let second = scan.number(1...2), second < 60
    else { return false }
    return scan.skip(UInt8(ascii: ".")) ? scan.skipDigits() > 0 : true
  }

  private static func isZone(_ scan: inout ByteScan) -> Bool {
    if scan.skip(UInt8(ascii: "Z")) { return scan.isAtEnd }
    guard scan.skip(UInt8(ascii: "+")) || scan.skip(UInt8(ascii: "-")),
      let hour = scan.number(2...2), hour < 24, scan.skip(UInt8(ascii: ":")),
      let minute = scan.number(2...2), minute < 60
    else { return false }
    return scan.isAtEnd
  }
}

/// Goes through bytes from left to right.
private struct ByteScan {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipSign() {
    if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
  }

  /// Skips digits and returns how many there were.
  mutating func skipDigits() -> Int {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return digits.count
  }

  /// Skips digits and the lines between them (`1_000`).
  mutating func skipDigitsAndLines() {
    while skipDigits() > 0 || skip(UInt8(ascii: "_")) {}
  }

  /// Reads a number of so many digits; nil when there are more or fewer.
  mutating func number(_ widths: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard widths.contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
