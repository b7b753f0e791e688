import CRE2

/// A regular expression of bounded time (RE2): server text meets users' patterns, so nothing may
/// backtrack without end. No back-references, no look-around.
package final class RegularExpression: @unchecked Sendable {
  // Unchecked: `handle` is set once and RE2 matches from several threads at a time.

  /// Why a text is no pattern.
  package struct Problem: Error {
    package let message: String
  }

  /// A match: UTF-8 offsets of the whole and of each group, nil for a group that took no part.
  package struct Match: Sendable {
    package let range: Range<Int>
    package let groups: [Range<Int>?]

    package init(range: Range<Int>, groups: [Range<Int>?]) {
      self.range = range
      self.groups = groups
    }
  }

  private let handle: OpaquePointer

  private init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { offsh_re2_free(handle) }

  /// Compiles a pattern.
  package static func compile(_ source: String) -> Result<RegularExpression, Problem> {
    var source = source
    let handle = source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { offsh_re2_compile($0.baseAddress, $0.count) }
    }
    guard let handle else { return .failure(Problem(message: "out of memory")) }
    let pattern = RegularExpression(handle)
    if let error = offsh_re2_error(handle) {
      return .failure(Problem(message: String(cString: error)))
    }
    return .success(pattern)
  }

  /// Names of the groups in order; nil for those without.
  package var groupNames: [String?] {
    (0..<Int(offsh_re2_group_count(handle))).map { index in
      offsh_re2_group_name(handle, Int32(index + 1)).map { String(cString: $0) }
    }
  }

  /// Whether the pattern occurs anywhere in `text`.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        offsh_re2_find(handle, $0.baseAddress, $0.count, 0, nil, 0)
      }
    }
  }

  /// The first match, or nil.
  package func firstMatch(in text: String) -> Match? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { find(in: $0, from: 0) }
    }
  }

  /// All matches from left to right that do not overlap.
  package func allMatches(in text: String) -> [Match] {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var matches: [Match] = []
        var start = 0
        while start <= characters.count, let match = find(in: characters, from: start) {
          matches.append(match)
          start = Self.nextStart(after: match, in: characters)
        }
        return matches
      }
    }
  }

  private func find(in text: UnsafeBufferPointer<CChar>, from start: Int) -> Match? {
    let count = Int(offsh_re2_group_count(handle)) + 1
    var ends = [Int](repeating: -1, count: count * 2)
    guard offsh_re2_find(handle, text.baseAddress, text.count, start, &ends, Int32(count)) else {
      return nil
    }
    let ranges = (0..<count).map { ends[2 * $0] < 0 ? nil : ends[2 * $0]..<ends[2 * $0 + 1] }
    guard let whole = ranges[0] else { return nil }
    return Match(range: whole, groups: Array(ranges.dropFirst()))
  }

  /// Where to go on: behind the match, or one character on when it was empty.
  private static func nextStart(after match: Match, in text: UnsafeBufferPointer<CChar>) -> Int {
    guard match.range.isEmpty else { return match.range.upperBound }
    var next = match.range.upperBound + 1
    while next < text.count, UInt8(bitPattern: text[next]) & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
