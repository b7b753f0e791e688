/// The ways to go on from the cursor.
package struct Completion: Sendable, Hashable {
  /// One way to go on.
  package struct Candidate: Sendable, Hashable {
    /// What takes the place of the replaced range, quotes included where the language needs them.
    package var text: String
    /// How the listing shows it, if not as `text`.
    package var shown: String?
    /// What it is, in a few words; cut where the row ends.
    package var description: String
    /// The sort of thing (`flag`, `model`); stands in for a missing description.
    package var kind: String
    /// Whether the word ends here, so that a blank follows; false for `controller:`, `directory/`.
    package var appendsBlank: Bool

    package init(
      _ text: String, shown: String? = nil, description: String = "", kind: String = "",
      appendsBlank: Bool = true
    ) {
      self.text = text
      self.shown = shown
      self.description = description
      self.kind = kind
      self.appendsBlank = appendsBlank
    }
  }

  package var candidates: [Candidate]
  /// The UTF-8 offsets of what a candidate replaces, in the text that was passed.
  package var replacement: Range<Int>
  /// A remark under the listing, or alone where there are no candidates ("offers: 3 min old").
  package var note: String?

  package init(_ candidates: [Candidate], replacing replacement: Range<Int>, note: String? = nil) {
    self.candidates = candidates
    self.replacement = replacement
    self.note = note
  }

  /// Nothing to go on with.
  package static let none = Completion([], replacing: 0..<0)

  /// What Tab does about a completion.
  enum Step: Equatable {
    /// Put this in place of the replaced range.
    case replace(with: String)
    /// Show what there is to choose from.
    case list
    case beep
  }

  /// Returns what Tab does when `typed` stands in the replaced range and `following` after it.
  func step(typed: String, following: Character?) -> Step {
    guard let first = candidates.first else { return note == nil ? .beep : .list }
    if candidates.count == 1 {
      let blank = first.appendsBlank && following != " " ? " " : ""
      let text = first.text + blank
      return text == typed ? .beep : .replace(with: text)
    }
    let common = commonPrefix
    guard common.count > typed.count, common.hasPrefix(typed) else { return .list }
    return .replace(with: common)
  }

  /// The longest start that all candidates share, in whole characters.
  private var commonPrefix: String {
    guard var common = candidates.first?.text[...] else { return "" }
    for candidate in candidates.dropFirst() {
      while !candidate.text.hasPrefix(common) { common = common.dropLast() }
    }
    return String(common)
  }
}
