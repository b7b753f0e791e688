// The parser reads bytes; these let it name them as characters: `case "(":`, `byte == "$"`.

@inline(__always)
func ~= (scalar: Unicode.Scalar, byte: UInt8) -> Bool { UInt32(byte) == scalar.value }

@inline(__always)
func == (byte: UInt8, scalar: Unicode.Scalar) -> Bool { UInt32(byte) == scalar.value }

@inline(__always)
func != (byte: UInt8, scalar: Unicode.Scalar) -> Bool { UInt32(byte) != scalar.value }

extension UInt8 {
  /// A carriage return counts as a blank, so that files with DOS line ends read like others.
  @inline(__always)
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }

  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }

  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inline(__always)
  var startsName: Bool { isLetter || self == 0x5F }

  /// Without the `-` that joins the parts of a name: what follows it decides.
  @inline(__always)
  var continuesName: Bool { startsName || isDigit }

  /// Whether the byte can stand in bare text of a word.
  @inline(__always)
  var isBare: Bool {
    switch self {
    case " ", "\t", "\n", "\r", "|", ";", "&", "<", ">", "(", ")", "{", "}", "[", "]", "\"", "'",
      "$", "\\", "`":
      false
    default: true
    }
  }

  /// Whether the byte is a control character that no text should hold.
  @inline(__always)
  var isStrayControl: Bool {
    (self < 0x20 && self != 0x09 && self != 0x0A && self != 0x0D) || self == 0x7F
  }
}
