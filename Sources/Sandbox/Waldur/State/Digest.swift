// MD5 (RFC 1321), SHA-256 and SHA-512 (FIPS 180-4) for the fingerprints of public keys. The constants
// of SHA-2 are fractions of roots of primes, computed with integers, so that no table can be wrong.

/// The fingerprint functions of public keys.
enum Digest {
  static func md5(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
    for block in padded(message, blockSize: 64, lengthSize: 8, isBigEndian: false) {
      let words = stride(from: 0, to: 64, by: 4).map { start -> UInt32 in
        block[start..<(start + 4)].reversed().reduce(0) { word, byte in word << 8 | UInt32(byte) }
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      for step in 0..<64 {
        let (mixed, word): (UInt32, Int) =
          switch step / 16 {
          case 0: (b & c | ~b & d, step)
          case 1: (d & b | ~d & c, (5 * step + 1) % 16)
          case 2: (b ^ c ^ d, (3 * step + 5) % 16)
          default: (c ^ (b | ~d), 7 * step % 16)
          }
        let sum = a &+ mixed &+ md5Sines[step] &+ words[word]
        let shift = md5Shifts[step / 16 * 4 + step % 4]
        (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
      }
      state = zip(state, [a, b, c, d]).map { $0 &+ $1 }
    }
    return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }

  static func sha256(_ message: [UInt8]) -> [UInt8] {
    form256.digest(padded(message, blockSize: 64, lengthSize: 8, isBigEndian: true))
  }

  static func sha512(_ message: [UInt8]) -> [UInt8] {
    form512.digest(padded(message, blockSize: 128, lengthSize: 16, isBigEndian: true))
  }

  private static let form256 = SHA2<UInt32>(
    rounds: 64, big0: [2, 13, 22], big1: [6, 11, 25], small0: (7, 18, 3), small1: (17, 19, 10))
  private static let form512 = SHA2<UInt64>(
    rounds: 80, big0: [28, 34, 39], big1: [14, 18, 41], small0: (1, 8, 7), small1: (19, 61, 6))

  private static let md5Shifts: [UInt32] = [
    7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21,
  ]

  /// `floor(2^32 · |sin(step + 1)|)`; the sine by its series, which ends long before these digits.
  private static let md5Sines: [UInt32] = (1...64).map { step in
    let turn = 6.283185307179586476925286766559
    let x = Double(step) - (Double(step) / turn).rounded(.down) * turn
    var (term, sum, power) = (x, x, 1.0)
    while term.magnitude > 1e-20 {
      term *= -x * x / ((power + 1) * (power + 2))
      sum += term
      power += 2
    }
    return UInt32(sum.magnitude * 4_294_967_296)
  }

  /// Returns the message in blocks, with a bit behind it and its length at the end.
  private static func padded(
    _ message: [UInt8], blockSize: Int, lengthSize: Int, isBigEndian: Bool
  ) -> [ArraySlice<UInt8>.SubSequence] {
    var bytes = message + [0x80]
    while bytes.count % blockSize != blockSize - lengthSize { bytes.append(0) }
    let bits = UInt64(message.count) * 8
    let length = (0..<lengthSize).map { place in
      place < 8 ? UInt8(truncatingIfNeeded: bits >> UInt64(place * 8)) : 0
    }
    bytes += isBigEndian ? length.reversed() : length
    return stride(from: 0, to: bytes.count, by: blockSize).map { start in
      ArraySlice(Array(bytes[start..<(start + blockSize)]))
    }
  }
}

/// SHA-2 over words of 32 or 64 bits.
private struct SHA2<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let rounds: Int
  private let big0: [Int]
  private let big1: [Int]
  private let small0: (Int, Int, Int)
  private let small1: (Int, Int, Int)
  private let constants: [Word]
  private let start: [Word]

  init(
    rounds: Int, big0: [Int], big1: [Int], small0: (Int, Int, Int), small1: (Int, Int, Int)
  ) {
    self.rounds = rounds
    self.big0 = big0
    self.big1 = big1
    self.small0 = small0
    self.small1 = small1
    let primes = Self.primes(rounds)
    constants = primes.map { Self.rootFraction($0, cube: true) }
    start = primes.prefix(8).map { Self.rootFraction($0, cube: false) }
  }

  func digest(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
    var state = start
    let size = Word.bitWidth / 8
    for block in blocks {
      var words = stride(from: 0, to: 16 * size, by: size).map { start -> Word in
        block[start..<(start + size)].reduce(0) { word, byte in word << 8 | Word(byte) }
      }
      for at in 16..<rounds {
        words.append(
          words[at - 16] &+ mixed(words[at - 15], small0) &+ words[at - 7]
            &+ mixed(words[at - 2], small1))
      }
      var s = state
      for at in 0..<rounds {
        let choice = s[4] & s[5] ^ ~s[4] & s[6]
        let one = s[7] &+ turned(s[4], big1) &+ choice &+ constants[at] &+ words[at]
        let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
        let two = turned(s[0], big0) &+ majority
        s = [one &+ two, s[0], s[1], s[2], s[3] &+ one, s[4], s[5], s[6]]
      }
      state = zip(state, s).map { $0 &+ $1 }
    }
    return state.flatMap { word in
      (0..<size).reversed().map { UInt8(truncatingIfNeeded: word >> Word($0 * 8)) }
    }
  }

  private func rotated(_ word: Word, _ count: Int) -> Word {
    word >> Word(count) | word << Word(Word.bitWidth - count)
  }

  private func turned(_ word: Word, _ counts: [Int]) -> Word {
    counts.reduce(0) { $0 ^ rotated(word, $1) }
  }

  private func mixed(_ word: Word, _ counts: (Int, Int, Int)) -> Word {
    rotated(word, counts.0) ^ rotated(word, counts.1) ^ word >> Word(counts.2)
  }

  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }

  /// Returns the bits behind the point of a square or cube root, found digit by digit: the largest
  /// number whose power does not pass the prime, in units of the word's last bit.
  private static func rootFraction(_ prime: Int, cube: Bool) -> Word {
    // A root below 32 with a whole word behind the point fits 69 bits; its cube 207.
    var root = Wide(0)
    let target = Wide(UInt64(prime)).shifted(Word.bitWidth * (cube ? 3 : 2))
    for bit in (0..<(Word.bitWidth + 5)).reversed() {
      let next = root.adding(Wide(1).shifted(bit))
      let power = cube ? next.times(next).times(next) : next.times(next)
      if !target.isLess(than: power) { root = next }
    }
    return Word(truncatingIfNeeded: root.low)
  }
}

/// A number of 256 bits, enough for the roots.
private struct Wide {
  private var limbs: [UInt32]

  var low: UInt64 { UInt64(limbs[0]) | UInt64(limbs[1]) << 32 }

  init(_ value: UInt64) {
    limbs =
      [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)] + Array(repeating: 0, count: 6)
  }

  func shifted(_ bits: Int) -> Wide {
    var result = Wide(0)
    for at in 0..<8 where at + bits / 32 < 8 {
      let wide = UInt64(limbs[at]) << UInt64(bits % 32)
      result.limbs[at + bits / 32] |= UInt32(truncatingIfNeeded: wide)
      if at + bits / 32 + 1 < 8 { result.limbs[at + bits / 32 + 1] |= UInt32(wide >> 32) }
    }
    return result
  }

  func adding(_ other: Wide) -> Wide {
    var result = Wide(0)
    var carry: UInt64 = 0
    for at in 0..<8 {
      carry += UInt64(limbs[at]) + UInt64(other.limbs[at])
      result.limbs[at] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    return result
  }

  func times(_ other: Wide) -> Wide {
    var result = Wide(0)
    for one in 0..<8 {
      var carry: UInt64 = 0
      for two in 0..<(8 - one) {
        carry += UInt64(limbs[one]) * UInt64(other.limbs[two]) + UInt64(result.limbs[one + two])
        result.limbs[one + two] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
    }
    return result
  }

  func isLess(than other: Wide) -> Bool {
    for at in (0..<8).reversed() where limbs[at] != other.limbs[at] {
      return limbs[at] < other.limbs[at]
    }
    return false
  }
}

/// RFC 4648.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8], padded: Bool = true) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32((3 - part.count) * 8)
      for place in 0..<4 {
        if place <= part.count {
          text.append(alphabet[Int(bits >> UInt32(18 - place * 6) & 63)])
        } else if padded {
          text.append(UInt8(ascii: "="))
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the bytes; nil for what is no such text.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count % 4 == 0 else { return nil }
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    guard text.utf8.count - digits.count <= 2 else { return nil }
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for digit in digits {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }
}
