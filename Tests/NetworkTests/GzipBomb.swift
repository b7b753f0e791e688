/// A gzip file that is small and grows: blanks, told as one and that it comes again.
///
/// Source: RFC 1951, section 3.2.6, and RFC 1952.
enum GzipBomb {
  /// A file that grows to 9 442 801 bytes.
  static let bytes: [UInt8] = {
    let matches = 36_600
    let size = UInt32(1 + 258 * matches)
    /// The checksum of so many blanks.
    let checksum: UInt32 = 0x90FB_D1B7
    var bits = Bits()
    // The last block, with the codes that need no table.
    bits.add(0b1, 1)
    bits.add(0b01, 2)
    // A blank, and then 258 bytes from one byte before, again and again.
    bits.add(0b0000_1010, 8)
    for _ in 0..<matches {
      bits.add(0b1010_0011, 8)
      bits.add(0, 5)
    }
    bits.add(0, 7)
    let trailer = [checksum, size].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bits.bytes + trailer
  }()

  /// Bits in the order they are read in, from the lowest of each byte on. Codes stand reversed here:
  /// their highest bit is read first.
  private struct Bits {
    var bytes: [UInt8] = []
    private var count = 0

    mutating func add(_ bits: UInt8, _ number: Int) {
      for place in 0..<number {
        if count % 8 == 0 { bytes.append(0) }
        bytes[count / 8] |= (bits >> UInt8(place) & 1) << UInt8(count % 8)
        count += 1
      }
    }
  }
}
