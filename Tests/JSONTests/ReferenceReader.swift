/// A plain reader of JSON after RFC 8259 that shares nothing with the one under test: what both say
/// of random bytes must agree.
struct ReferenceReader {
  private let bytes: [UInt8]
  private var at = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Returns whether the bytes are one document of at most 512 levels, perhaps behind a byte order
  /// mark.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var reader = ReferenceReader(
      bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes)
    return reader.value(depth: 0) && reader.at == reader.bytes.count
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[at...].starts(with: text.utf8) else { return false }
    at += text.utf8.count
    return true
  }

  /// Reads a value with the blanks around it.
  private mutating func value(depth: Int) -> Bool {
    skipBlanks()
    defer { skipBlanks() }
    switch next {
    case UInt8(ascii: "{"): return depth < 512 && container("}", depth) { $0.member($1) }
    case UInt8(ascii: "["): return depth < 512 && container("]", depth) { $0.value(depth: $1) }
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return take("true")
    case UInt8(ascii: "f"): return take("false")
    case UInt8(ascii: "n"): return take("null")
    default: return number()
    }
  }

  private mutating func container(
    _ end: String, _ depth: Int, _ item: (inout ReferenceReader, Int) -> Bool
  ) -> Bool {
    at += 1
    skipBlanks()
    if take(end) { return true }
    repeat {
      guard item(&self, depth + 1) else { return false }
    } while take(",")
    return take(end)
  }

  private mutating func member(_ depth: Int) -> Bool {
    skipBlanks()
    guard string() else { return false }
    skipBlanks()
    return take(":") && value(depth: depth)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      at += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 || (byte == UInt8(ascii: "\\") && !escape()) { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let letter = next else { return false }
    at += 1
    guard letter == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(letter) }
    for _ in 0..<4 {
      guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else { return false }
      at += 1
    }
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = at
    while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
    return at > start
  }
}
