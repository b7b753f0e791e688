/// One word of the tape; `CSimdjson.h` describes the layout.
struct TapeWord {
  let bits: UInt64

  @inline(__always)
  init(_ bits: UInt64) { self.bits = bits }

  /// A value's kind; a member name reads as `.null`, since nothing asks it.
  @inline(__always)
  var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: bits >> 60)) ?? .null }

  /// Where the value, or the content of a string or name, begins in the text.
  @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) }

  /// How many bytes a number or the content of a string has.
  @inline(__always)
  var length: Int { Int(truncatingIfNeeded: bits >> 32 & 0x07FF_FFFF) }

  /// How many elements or members a container has, or `unknownCount`.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: bits >> 32 & 0xFF_FFFF) }

  @inline(__always)
  static var unknownCount: Int { 0xFF_FFFF }

  /// How many bytes a name has, or `longName` for those that have that many or more.
  @inline(__always)
  var nameLength: Int { Int(truncatingIfNeeded: bits >> 32 & 0x1_FFFF) }

  @inline(__always)
  static var longName: Int { 0x1_FFFF }

  /// How deep the object of a name is nested; the outermost has 1.
  @inline(__always)
  var nameDepth: Int { Int(truncatingIfNeeded: bits >> 49 & 0x3FF) }

  /// A boolean's value; a string's or name's backslash; an object that may repeat a name.
  @inline(__always)
  var flag: Bool { bits & 1 << 59 != 0 }

  /// An object with the names of the object before it at the same depth, in the same order.
  @inline(__always)
  var hasSameNames: Bool { bits & 1 << 58 != 0 }

  /// A container that holds no container.
  @inline(__always)
  var isFlat: Bool { bits & 1 << 57 != 0 }

  @inline(__always)
  var isContainer: Bool { bits >> 60 &- 5 < 2 }

  @inline(__always)
  var isObject: Bool { bits >> 60 == 6 }

  @inline(__always)
  var isArray: Bool { bits >> 60 == 5 }

  /// An object in which no name stands twice.
  @inline(__always)
  var isObjectWithDistinctNames: Bool { bits >> 59 == 12 }
}
