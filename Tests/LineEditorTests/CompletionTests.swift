import Testing

@testable import LineEditor

/// What was typed, what could follow, and what Tab does.
private struct Tabbing: CustomTestStringConvertible {
  var testDescription: String { "\(typed) → \(candidates.map(\.text))" }
  let typed: String
  let candidates: [Completion.Candidate]
  var following: Character?
  let step: Completion.Step

  static let all: [Tabbing] = [
    Tabbing(typed: "x", candidates: [], step: .beep),
    Tabbing(typed: "of", candidates: [.init("offer")], step: .replace(with: "offer ")),
    Tabbing(
      typed: "of", candidates: [.init("offer")], following: " ", step: .replace(with: "offer")),
    Tabbing(
      typed: "c", candidates: [.init("ctrl:", appendsBlank: false)], step: .replace(with: "ctrl:")),
    Tabbing(typed: "my s", candidates: [.init("'my sql'")], step: .replace(with: "'my sql' ")),
    Tabbing(
      typed: "o", candidates: [.init("offer"), .init("offers")], step: .replace(with: "offer")),
    Tabbing(typed: "offer", candidates: [.init("offer"), .init("offers")], step: .list),
    Tabbing(typed: "", candidates: [.init("a"), .init("b")], step: .list),
    Tabbing(typed: "'x", candidates: [.init("x1"), .init("x2")], step: .list),
    // Whole characters: both begin with the same byte and the same scalar.
    Tabbing(typed: "", candidates: [.init("e\u{301}"), .init("e\u{300}")], step: .list),
  ]
}

@Test("Tab completes what is sure and lists the rest", arguments: Tabbing.all)
private func tabs(_ tabbing: Tabbing) {
  let completion = Completion(tabbing.candidates, replacing: 0..<0)
  #expect(completion.step(typed: tabbing.typed, following: tabbing.following) == tabbing.step)
}

@Test("A remark alone is shown")
func remark() {
  let completion = Completion([], replacing: 0..<0, note: "offers: not connected")
  #expect(completion.step(typed: "", following: nil) == .list)
  #expect(
    CandidateListing(completion, columns: 80, usesColour: false).rows == ["offers: not connected"])
}

/// Candidates and the rows they make on a terminal 30 columns wide.
private struct Listing: CustomTestStringConvertible {
  let testDescription: String
  let candidates: [Completion.Candidate]
  var usesColour = false
  let rows: [String]

  static let all: [Listing] = [
    Listing(
      testDescription: "columns, read downwards",
      candidates: ["a", "bb", "ccc", "dddd", "e"].map { .init($0) },
      rows: ["a     bb    ccc   dddd  e"]),
    Listing(
      testDescription: "several rows", candidates: (1...7).map { .init("word-\($0)-x") },
      rows: ["word-1-x  word-4-x  word-7-x", "word-2-x  word-5-x", "word-3-x  word-6-x"]),
    Listing(
      testDescription: "wide characters", candidates: ["漢字", "abcdefghi", "ż"].map { .init($0) },
      rows: ["漢字       ż", "abcdefghi"]),
    Listing(
      testDescription: "descriptions beside",
      candidates: [
        .init("a", description: "first"),
        .init("long-one", description: "a description too long to fit"),
      ],
      rows: ["a         first", "long-one  a description too …"]),
    Listing(
      testDescription: "kinds where descriptions are missing",
      candidates: [.init("a", kind: "model"), .init("b", kind: "offer")],
      rows: ["a  model", "b  offer"]),
    Listing(
      testDescription: "one kind tells nothing",
      candidates: [.init("a", kind: "model"), .init("b", kind: "model")], rows: ["a  b"]),
    Listing(
      testDescription: "server text cannot reach the terminal",
      candidates: [.init("x\u{1b}[2J", description: "\u{202e}evil")], rows: ["x␛[2J  \u{FFFD}evil"]),
    Listing(
      testDescription: "colour", candidates: [.init("a", description: "b")], usesColour: true,
      rows: ["a  \u{1b}[90mb\u{1b}[0m"]),
    Listing(
      testDescription: "shown otherwise than inserted", candidates: [.init("a/b/c/", shown: "c/")],
      rows: ["c/"]),
    Listing(
      testDescription: "a name wider than the terminal",
      candidates: [.init(String(repeating: "n", count: 40))],
      rows: [String(repeating: "n", count: 28) + "…"]),
  ]
}

@Test("Candidates are laid out in rows", arguments: Listing.all)
private func lists(_ listing: Listing) {
  let completion = Completion(listing.candidates, replacing: 0..<0)
  let rows = CandidateListing(completion, columns: 30, usesColour: listing.usesColour).rows
  #expect(rows == listing.rows)
}
