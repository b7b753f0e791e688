import TestSupport
import Testing

/// What a program writes to a terminal of 4 rows and 10 columns, and what is seen.
private struct Showing: CustomTestStringConvertible {
  let testDescription: String
  let written: String
  let screen: String

  init(_ name: String, _ written: String, _ screen: String) {
    (testDescription, self.written, self.screen) = (name, written, screen)
  }

  static let all = [
    Showing("plain text", "abc", "abc▮"),
    Showing("line ends", "ab\r\ncd", "ab\ncd▮"),
    Showing("carriage return", "abc\rX", "X▮bc"),
    Showing("the margin waits for the next character", "0123456789", "012345678▮9"),
    Showing("wrapping", "0123456789a", "0123456789\na▮"),
    Showing("a wide character does not fit", "012345678漢", "012345678\n漢▮"),
    Showing("combining marks", "e\u{301}x", "e\u{301}x▮"),
    Showing("scrolling", "1\r\n2\r\n3\r\n4\r\n5", "2\n3\n4\n5▮"),
    Showing("tabs", "a\tb", "a       b▮"),
    Showing("motions", "abc\u{1b}[2D\u{1b}[1BX", "abc\n X▮"),
    Showing("absolute motions", "\u{1b}[2;3Hx\u{1b}[1;1Hy", "y▮\n  x"),
    Showing("erasing to the end of the row", "abcdef\r\u{1b}[2C\u{1b}[K", "ab▮"),
    Showing("erasing below", "1\r\n2\r\n3\u{1b}[2A\u{1b}[J", "1▮"),
    Showing("deleting cells", "abcdef\r\u{1b}[2P", "▮cdef"),
    Showing("inserting cells", "abc\r\u{1b}[2@X", "X▮ abc"),
    Showing("colours are ignored", "\u{1b}[1;31mred\u{1b}[0m", "red▮"),
    Showing("saved places", "ab\u{1b}7cd\u{1b}8X", "abX▮d"),
    Showing("titles are ignored", "\u{1b}]0;title\u{7}x", "x▮"),
  ]
}

@Test("A terminal shows what was written", arguments: Showing.all)
private func shows(_ showing: Showing) {
  var screen = TerminalScreen(rows: 4, columns: 10)
  screen.show(showing.written)
  #expect(screen.text() == showing.screen)
}

@Test("Lines broken at the margin are broken anew at another width")
func reflows() {
  var screen = TerminalScreen(rows: 4, columns: 10)
  screen.show("$ 0123456789ab\r\nnext")
  #expect(screen.text() == "$ 01234567\n89ab\nnext▮")
  screen.resize(rows: 4, columns: 20)
  #expect(screen.text() == "$ 0123456789ab\nnext▮")
  screen.resize(rows: 4, columns: 7)
  #expect(screen.text() == "$ 01234\n56789ab\nnext▮")
}
