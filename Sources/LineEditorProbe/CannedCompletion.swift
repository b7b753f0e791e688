import LineEditor

/// Candidates that do not change, one set for each thing a listing can look like.
enum CannedCompletion {
  private static let words = ["offer", "offers", "orders", "order-list", "żółw", "漢字"]
  private static let flags: [Completion.Candidate] = [
    .init("--force", description: "Also remove what goes with it", kind: "flag"),
    .init(
      "--format=", description: "How to print: tabular, yaml, json", kind: "flag",
      appendsBlank: false),
    .init("--help", kind: "flag"),
  ]

  /// Returns candidates for the word at the cursor: flags after `--`, 300 after `many`, words.
  static func completion(of text: String, at cursor: Int) -> Completion {
    let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
    let word = before.split(omittingEmptySubsequences: false) { $0.isWhitespace }.last.map(
      String.init)
    let typed = word ?? ""
    let range = cursor - typed.utf8.count..<cursor
    if typed.hasPrefix("--") {
      return Completion(flags.filter { $0.text.hasPrefix(typed) }, replacing: range)
    }
    if typed.hasPrefix("many") {
      return Completion((100..<400).map { .init("many-\($0)") }, replacing: range)
    }
    if typed == "offline" {
      return Completion([], replacing: range, note: "no offers: not connected")
    }
    let found = words.filter { $0.hasPrefix(typed) }
    return Completion(found.map { .init($0) }, replacing: range)
  }
}
