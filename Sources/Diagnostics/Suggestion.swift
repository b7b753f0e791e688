/// Finds the name a person probably meant.
package enum Suggestion {
  /// Returns the candidate nearest to `typed`, or nil when none is near enough to be worth saying.
  ///
  /// Near enough: at most one third of the longer name must change, transposed neighbours counting
  /// once; a candidate that `typed` is a prefix of also counts. Of several that are as near, one
  /// that begins as typed is nearest, then the first by the alphabet.
  package static func nearest(to typed: String, among candidates: some Sequence<String>) -> String?
  {
    let wanted = Array(typed.lowercased().utf8)
    guard !wanted.isEmpty else { return nil }
    var best: (rank: (Int, Int, String), name: String)?
    for candidate in candidates {
      let name = Array(candidate.lowercased().utf8)
      let limit = max(1, max(name.count, wanted.count) / 3)
      var cost = distance(wanted, name, limit: limit)
      if cost > limit, wanted.count >= 3, name.starts(with: wanted) { cost = limit }
      // Names without a letter in common are not alike, however short.
      guard cost < max(name.count, wanted.count) else { continue }
      guard cost <= limit else { continue }
      let rank = (cost, name.starts(with: wanted) ? 0 : 1, candidate)
      if best.map({ rank < $0.rank }) ?? true { best = (rank, candidate) }
    }
    return best?.name
  }

  /// Returns `did you mean 'NAME'?` for the nearest candidate.
  package static func hint(for typed: String, among candidates: some Sequence<String>) -> String? {
    // What was typed is no news.
    nearest(to: typed, among: candidates.filter { $0 != typed }).map { "did you mean '\($0)'?" }
  }

  /// Optimal string alignment distance; anything over `limit` may come back as `limit + 1`.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    if abs(left.count - right.count) > limit { return limit + 1 }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, a) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, b) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (a == b ? 0 : 1))
        if row > 0, column > 0, a == right[column - 1], left[row - 1] == b {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
