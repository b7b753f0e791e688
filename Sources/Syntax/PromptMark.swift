/// Whether a line begins with a mark that terminals print before a command, blanks before it aside.
package func beginsWithPromptMark(_ line: some StringProtocol) -> Bool {
  PromptMark.occurs(in: Array(line.utf8))
}

/// Finds what a terminal prints before a command, so that lines copied with it can run as they are.
///
/// Known are `$ ` and `% `, `user@host:path$ ` and `user@host:path# `, `offsh> ` and offsh's own
/// `controller:user/model ⟨Provider⟩> `, whose parts may be missing as long as a colon or the
/// provider's brackets tell it from a command.
enum PromptMark {
  /// A prompt is never longer; keeps the search for one from reading far.
  private static let longest = 200

  /// Returns where the command begins when a mark stands at `start` (leading blanks already
  /// skipped), or nil.
  static func end(in bytes: [UInt8], at start: Int) -> Int? {
    let limit = min(bytes.count, start + longest)
    guard start < limit else { return nil }
    switch bytes[start] {
    case "$", "%": return afterBlank(bytes, start + 1)
    case 0xE2: return ownPromptTail(bytes, start, limit)
    default: break
    }
    var index = start
    var sawAt = false
    var sawColon = false
    while index < limit, bytes[index].isBare {
      if bytes[index] == "@" { sawAt = true }
      if bytes[index] == ":" { sawColon = true }
      index += 1
    }
    guard index > start, index < limit else { return nil }
    if bytes[index] == "$" || bytes[index - 1] == "#" {
      return shellPromptEnd(bytes, start..<index, sawAt && sawColon)
    }
    if bytes[index] == ">" {
      let isOffsh = bytes[start..<index].elementsEqual("offsh".utf8)
      return sawColon || isOffsh ? afterBlank(bytes, index + 1) : nil
    }
    guard bytes[index] == " " else { return nil }
    return ownPromptTail(bytes, index + 1, limit)
  }

  /// Whether any line of the text begins with a mark.
  static func occurs(in bytes: [UInt8]) -> Bool {
    anyLine(of: bytes) { end(in: bytes, at: $0) != nil }
  }

  /// Whether any line of the text begins with `juju `.
  static func jujuOccurs(in bytes: [UInt8]) -> Bool {
    anyLine(of: bytes) { startsWithJuju(bytes, at: $0) }
  }

  static func startsWithJuju(_ bytes: [UInt8], at start: Int) -> Bool {
    start + 4 < bytes.count && bytes[start..<(start + 4)].elementsEqual("juju".utf8)
      && bytes[start + 4].isBlank
  }

  /// Calls `holds` with the first place of each line that is not blank.
  private static func anyLine(of bytes: [UInt8], where holds: (Int) -> Bool) -> Bool {
    var isAtStart = true
    for (index, byte) in bytes.enumerated() {
      if byte == "\n" {
        isAtStart = true
      } else if isAtStart, !byte.isBlank {
        if holds(index) { return true }
        isAtStart = false
      }
    }
    return false
  }

  /// `user@host:path` is in `body`; the `#` of a root prompt is its last byte, a `$` follows it.
  private static func shellPromptEnd(
    _ bytes: [UInt8], _ body: Range<Int>, _ looksLikeHost: Bool
  ) -> Int? {
    guard looksLikeHost else { return nil }
    let at = body.first { bytes[$0] == "@" } ?? body.lowerBound
    let colon = body.first { bytes[$0] == ":" } ?? body.lowerBound
    guard body.lowerBound < at, at + 1 < colon else { return nil }
    let isRoot = bytes[body.upperBound] != "$"
    return afterBlank(bytes, isRoot ? body.upperBound : body.upperBound + 1)
  }

  /// `⟨Provider⟩> `
  private static func ownPromptTail(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
    guard has(bytes, [0xE2, 0x9F, 0xA8], at: start) else { return nil }
    var index = start + 3
    while index < limit, bytes[index] != "\n" {
      if has(bytes, [0xE2, 0x9F, 0xA9], at: index) {
        guard index + 3 < bytes.count, bytes[index + 3] == ">" else { return nil }
        return afterBlank(bytes, index + 4)
      }
      index += 1
    }
    return nil
  }

  private static func has(_ bytes: [UInt8], _ sequence: [UInt8], at start: Int) -> Bool {
    start + sequence.count <= bytes.count && bytes[start] == sequence[0]
      && bytes[start..<(start + sequence.count)].elementsEqual(sequence)
  }

  /// Returns the place behind the one blank a mark ends with; the end of a line does as well.
  private static func afterBlank(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard index < bytes.count, bytes[index] != "\n" else { return index }
    return bytes[index].isBlank ? index + 1 : nil
  }
}
