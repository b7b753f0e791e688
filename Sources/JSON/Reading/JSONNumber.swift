import CSimdjson

/// Numbers from text that is known to be one.
enum JSONNumber {
  /// Returns an integer; nil when it does not fit.
  static func int64(_ text: UnsafePointer<UInt8>, count: Int) -> Int64? {
    let isNegative = text[0] == UInt8(ascii: "-")
    var at = isNegative ? 1 : 0
    // Eighteen digits always fit; the nineteenth must be watched.
    let safe = min(count, at + 18)
    var value: Int64 = 0
    while at < safe {
      value = value &* 10 &+ Int64(text[at] &- UInt8(ascii: "0"))
      at += 1
    }
    if isNegative { value = 0 &- value }
    if at == count { return value }
    guard at + 1 == count else { return nil }
    let digit = Int64(text[at] &- UInt8(ascii: "0"))
    let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, overflow) =
      isNegative
      ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
    return tensOverflow || overflow ? nil : sum
  }

  /// Returns an integer without sign; nil when it is negative or does not fit.
  static func uint64(_ text: UnsafePointer<UInt8>, count: Int) -> UInt64? {
    if text[0] == UInt8(ascii: "-") { return int64(text, count: count) == 0 ? 0 : nil }
    var value: UInt64 = 0
    for at in 0..<count {
      let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(UInt64(text[at] &- UInt8(ascii: "0")))
      if tensOverflow || overflow { return nil }
      value = sum
    }
    return value
  }

  /// Returns the nearest double; nil where it would be infinite.
  static func double(_ text: UnsafePointer<UInt8>, count: Int) -> Double? {
    var fits = false
    let value = offsh_json_double(text, count, &fits)
    return fits ? value : nil
  }
}
