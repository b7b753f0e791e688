import JujuWire

/// Draws identifiers and other random-looking values: a sequence that its seed decides.
///
/// The seed and how many were drawn stand in the database and change in the transaction that uses
/// them, so an identifier never comes twice, in no process that shares the file.
struct IdentifierSource {
  let database: Database

  /// Returns a version 4 UUID.
  func uuid() throws(DatabaseError) -> String {
    let (high, low) = (try word(), try word())
    let bytes = (high & ~0xF000 | 0x4000, low & ~(0b11 << 62) | 0b10 << 62)
    let text = Self.hex(bytes.0) + Self.hex(bytes.1)
    var result = ""
    for (index, character) in text.enumerated() {
      if [8, 12, 16, 20].contains(index) { result.append("-") }
      result.append(character)
    }
    return result
  }

  /// Returns `count` bytes in hexadecimal.
  func hex(bytes count: Int) throws(DatabaseError) -> String {
    var text = ""
    while text.utf8.count < count * 2 { text += Self.hex(try word()) }
    return String(text.prefix(count * 2))
  }

  /// Returns 64 bits.
  func word() throws(DatabaseError) -> UInt64 {
    let drawn =
      try database.first(
        "UPDATE sandbox_meta SET drawn = drawn + 1 RETURNING seed, drawn",
        read: { (UInt64(bitPattern: $0.id(0)), UInt64(bitPattern: $0.id(1))) }) ?? (0, 0)
    return Self.mixed(drawn.0 &+ drawn.1 &* 0x9E37_79B9_7F4A_7C15)
  }

  /// SplitMix64's finaliser: spreads every bit over all others.
  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  static func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }
}
