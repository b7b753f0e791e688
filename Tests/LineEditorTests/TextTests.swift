import Testing

@testable import LineEditor

@Test(
  "A paste has line feeds for line ends and none at its end",
  arguments: [
    ("one", "one", 1), ("a\rb\r", "a\nb", 2), ("a\r\nb\r\n\r\n", "a\nb", 2),
    ("a\n\nb", "a\n\nb", 3),
    ("", "", 1), ("\r", "", 1),
  ])
func pasteLines(bytes: String, text: String, lineCount: Int) {
  let paste = Paste(bytes: Array(bytes.utf8))
  #expect(paste.text == text)
  #expect(paste.lineCount == lineCount)
}

@Test(
  "Controls and marks that reorder text are seen and made visible",
  arguments: [
    ("plain żółw 漢字 😀\tand\nlines", nil), ("\u{1b}[2Jx", "␛[2Jx"), ("a\u{7}b\u{7f}", "a␇b␡"),
    ("\u{9b}2J", "\u{FFFD}2J"), ("user\u{202e}txt", "user\u{FFFD}txt"), ("a\rb", "a⏎b"),
    ("\0", "␀"),
  ] as [(String, String?)])
func controls(text: String, visible: String?) {
  #expect(DisplayText.visible(text, keepsLines: true) == visible ?? text)
  #expect(Paste(bytes: Array(text.utf8)).holdsControls == (visible != nil && text != "a\rb"))
}

@Test(
  "Text is cut to columns, never through a wide character",
  arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"), ("ab", 1, "…"),
  ])
func cuts(text: String, columns: Int, result: String) {
  #expect(DisplayText.cut(text, to: columns) == result)
}

@Test(
  "libedit's literals: never two at one place, never one at the end",
  arguments: [
    ([("> ", "")], "> "),
    ([("a>", "1"), (" ", "")], "\u{1}\u{1b}[1m\u{1}a>\u{1}\u{1b}[0m\u{1} "),
    (
      [("a", "1"), ("b", "2"), (" ", "")],
      "\u{1}\u{1b}[1m\u{1}a\u{1}\u{1b}[0m\u{1b}[2m\u{1}b\u{1}\u{1b}[0m\u{1} "
    ),
    ([("ab", "1")], "\u{1}\u{1b}[1m\u{1}a\u{1}\u{1b}[0m\u{1}b"),
    ([("a\n\u{1b}[2J> ", "")], "a⏎␛[2J> "),
    ([("a> ", "1;31m\u{1b}]0;x")], "a> "),
  ] as [([(String, String)], String)])
func prompts(parts: [(String, String)], marked: String) {
  let prompt = Prompt(parts.map { Prompt.Part($0.0, style: $0.1) })
  #expect(prompt.marked(usingColour: true) == marked)
  #expect(prompt.marked(usingColour: false) == prompt.text)
}

@Test(
  "Characters stand where libedit puts them",
  arguments: [
    ("", 0, 0), ("abc", 0, 3), ("0123456789", 1, 0), ("a\nb", 1, 1), ("a\tb", 0, 9),
    ("012345678漢", 1, 2),
    ("e\u{301}", 0, 1), ("\u{1}", 0, 2), ("0123456\t", 0, 8), ("01234567\t", 1, 0),
  ])
func layout(text: String, row: Int, column: Int) {
  let place = ScreenLayout(columns: 10).position(after: text.unicodeScalars)
  #expect(place == ScreenPosition(row: row, column: column))
}

@Test("A line finds its rows and offsets")
func editedLine() {
  let line = EditedLine(scalars: Array("żół\nab\nlong".unicodeScalars), cursor: 6)
  #expect((line.rowStart, line.rowEnd) == (4, 6))
  #expect(line.cursorOffset == 9)
  #expect(line.textBeforeCursor == "żół\nab")
  #expect(line.scalarRange(ofOffsets: 2..<4) == 1..<2)
  #expect(line.scalarRange(ofOffsets: 5..<99) == 3..<11)
  #expect(line.cursorAbove(column: 2) == 2)
  #expect(line.cursorBelow(column: 9) == 11)
  let top = EditedLine(scalars: line.scalars, cursor: 3)
  #expect(top.cursorAbove(column: 0) == nil)
}

@Test("Held texts stand behind their labels, each behind its own")
func heldTexts() {
  var held = HeldTexts()
  let first = held.hold("a\nb", origin: "pasted")
  let second = held.hold("c\n\(first)", origin: "pasted")
  #expect(first == "[pasted 2 lines]")
  #expect(second == "[pasted 2 lines, 2]")
  #expect(held.hold("a\nb", origin: "pasted") == first)
  #expect(held.expanded("x [0] \(second) \(first)") == "x [0] c\n[pasted 2 lines] a\nb")
  let line = Array("ab\(first)cd".unicodeScalars)
  #expect(held.label(around: 10, in: line) == 2..<2 + first.count)
  #expect(held.label(around: 2, in: line) == nil)
  #expect(held.label(around: 2 + first.count, in: line) == nil)
  #expect(held.label(around: 0, in: []) == nil)
}
