import CSimdjson

extension JSONWriter {
  /// Writes null.
  package mutating func null() { literal("null") }

  /// Writes true or false.
  package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  @inline(__always)
  mutating func literal(_ text: StaticString) {
    separate()
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes an integer.
  package mutating func int(_ value: Int64) {
    separate()
    reserve(20)
    if value < 0 {
      bytes[count] = UInt8(ascii: "-")
      count += 1
    }
    putDigits(value.magnitude)
  }

  /// Writes an integer.
  package mutating func int(_ value: Int) { int(Int64(value)) }

  /// Writes an integer without sign.
  package mutating func uint(_ value: UInt64) {
    separate()
    reserve(20)
    putDigits(value)
  }

  /// Writes at most 20 digits, for which there must be room.
  mutating func putDigits(_ value: UInt64) {
    var length = 1
    var limit: UInt64 = 10
    while value >= limit, length < 19 {
      length += 1
      limit &*= 10
    }
    if length == 19, value >= limit { length = 20 }
    var rest = value
    var at = count + length
    count = at
    repeat {
      at -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
  }

  /// Writes the shortest number that reads back as `value`, in Go's form: an exponent only from 1e21
  /// on and below 1e-6. What is no finite number has no form in JSON and is written as null.
  package mutating func double(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    reserve(32)
    count += offsh_json_write_double(value, bytes + count)
  }

  /// Writes the shortest number that reads back as `value`; otherwise like `double`.
  package mutating func float(_ value: Float) {
    guard value.isFinite else { return null() }
    separate()
    reserve(32)
    count += offsh_json_write_float(value, bytes + count)
  }

  /// Writes one whole JSON value as it is.
  package mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    put(text)
  }

  /// Writes a string value.
  package mutating func string(_ value: String) {
    separate()
    putQuoted(value)
  }

  /// Writes a string value of UTF-8 bytes.
  package mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    putQuoted(utf8)
  }

  /// Writes the name of a member; its value must follow.
  package mutating func name(_ name: String) {
    separate()
    putQuoted(name)
    endName()
  }

  /// Writes the name of a member from UTF-8 bytes; its value must follow.
  package mutating func name(utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    putQuoted(utf8)
    endName()
  }

  /// Writes the name of a member from what stands between its quotes; its value must follow.
  package mutating func name(escaped content: UnsafeBufferPointer<UInt8>) {
    separate()
    put(UInt8(ascii: "\""))
    put(content)
    put(UInt8(ascii: "\""))
    endName()
  }

  @inline(__always)
  mutating func endName() {
    put(UInt8(ascii: ":"))
    if layout == .indented { put(UInt8(ascii: " ")) }
    needsComma = false
  }
}

extension JSONWriter {
  mutating func putQuoted(_ value: String) {
    var value = value
    reserve(value.utf8.count + 2)
    // A closure cannot capture a noncopyable inout: the bytes are copied by a pointer to the whole.
    value.withUTF8 { utf8 in putQuoted(utf8) }
  }

  mutating func putQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
    put(UInt8(ascii: "\""))
    let plain = plainLength(utf8)
    put(UnsafeBufferPointer(rebasing: utf8[..<plain]))
    if plain < utf8.count { putEscaped(UnsafeBufferPointer(rebasing: utf8[plain...])) }
    put(UInt8(ascii: "\""))
  }

  func plainLength(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = utf8.baseAddress else { return 0 }
    return offsh_json_plain_length(start, utf8.count, escaping == .html)
  }

  /// Writes bytes that begin with one to escape.
  mutating func putEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    var rest = utf8
    while let byte = rest.first {
      rest = UnsafeBufferPointer(rebasing: rest[putEscape(byte, rest)...])
      let plain = plainLength(rest)
      put(UnsafeBufferPointer(rebasing: rest[..<plain]))
      rest = UnsafeBufferPointer(rebasing: rest[plain...])
    }
  }

  /// Writes the escape of the character that begins with `byte` and returns how long it was.
  private mutating func putEscape(_ byte: UInt8, _ rest: UnsafeBufferPointer<UInt8>) -> Int {
    reserve(6)
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): putShort(byte)
    case 0x08: putShort(UInt8(ascii: "b"))
    case 0x09: putShort(UInt8(ascii: "t"))
    case 0x0A: putShort(UInt8(ascii: "n"))
    case 0x0C: putShort(UInt8(ascii: "f"))
    case 0x0D: putShort(UInt8(ascii: "r"))
    case 0xE2:
      // U+2028 or U+2029, of three bytes.
      putUnicode(0x2028 + UInt16(rest[2] & 1))
      return 3
    default: putUnicode(UInt16(byte))
    }
    return 1
  }

  private mutating func putShort(_ letter: UInt8) {
    put(UInt8(ascii: "\\"))
    put(letter)
  }

  private mutating func putUnicode(_ unit: UInt16) {
    putShort(UInt8(ascii: "u"))
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(unit >> shift & 0xF)
      put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
