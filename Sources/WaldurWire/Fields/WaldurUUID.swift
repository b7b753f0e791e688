package import JSON

/// The identity of an object: read with hyphens and without, in any case, written as 32 hexadecimal
/// digits.
package struct WaldurUUID: WireValue, Hashable, Comparable, LosslessStringConvertible {
  private let high: UInt64
  private let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 digits, or 8-4-4-4-12 of them; nil for anything else.
  package init?(_ text: String) { self.init(utf8: text.utf8) }

  package init?(utf8: some Collection<UInt8>) {
    guard utf8.count == 32 || utf8.count == 36 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (position, byte) in utf8.enumerated() {
      if utf8.count == 36, [8, 13, 18, 23].contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = HexDigits.value(byte) else { return nil }
      if digits < 16 {
        halves.0 = halves.0 << 4 | UInt64(digit)
      } else {
        halves.1 = halves.1 << 4 | UInt64(digit)
      }
      digits += 1
    }
    (high, low) = halves
  }

  package init?(wire view: JSONView) {
    guard let text = view.string() else { return nil }
    self.init(text)
  }

  /// 32 hexadecimal digits.
  package var description: String {
    String(unsafeUninitializedCapacity: 32) { bytes in
      for position in 0..<32 {
        let half = position < 16 ? high : low
        let shift = UInt64(60 - position % 16 * 4)
        bytes[position] = HexDigits.lower(UInt8(half >> shift & 15))
      }
      return 32
    }
  }

  package func write(to writer: inout JSONWriter) { writer.string(description) }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
