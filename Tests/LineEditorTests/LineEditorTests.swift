import TestSupport
import Testing

/// What a user does at the probe's prompt and the screen (12 rows, 40 columns) in the end.
private struct Session: CustomTestStringConvertible {
  enum Step {
    case type(String)
    case paste(String)
    /// Before going on.
    case shows(String)
    case resize(rows: Int, columns: Int)
  }

  let testDescription: String
  let steps: [Step]
  let screen: String
  var options = ""

  init(_ name: String, _ steps: [Step], _ screen: String, options: String = "") {
    (testDescription, self.steps, self.screen, self.options) = (name, steps, screen, options)
  }

  init(_ name: String, _ typed: String, _ screen: String) {
    self.init(name, [.type(typed)], screen)
  }

  func run() throws {
    let probe = try Probe(options)
    probe.expect("> ▮")
    for step in steps {
      switch step {
      case .type(let text): probe.terminal.type(text)
      case .paste(let text): probe.terminal.paste(text)
      case .shows(let screen): probe.expect(screen)
      case .resize(let rows, let columns): probe.terminal.resize(rows: rows, columns: columns)
      }
    }
    probe.expect(screen)
  }
}

private let escape = "\u{1b}"

@Test("Keys edit the line", arguments: Session.editing + Session.keys)
private func edits(_ session: Session) throws { try session.run() }

extension Session {
  fileprivate static let editing = [
    Session("typing", "hello\r", "> hello\n= hello\n> ▮"),
    Session("UTF-8 in the C locale", "żółw 漢字 😀\r", "> żółw 漢字 😀\n= żółw 漢字 😀\n> ▮"),
    Session("wide characters are one step", "漢字x\u{1b}[D\u{1b}[D\u{7f}", "> ▮字x"),
    Session(
      "a wide character at the margin", "0123456789012345678901234567890123456漢\u{1b}[Dx",
      "> 0123456789012345678901234567890123456x\n▮漢"),
    Session("Ctrl-C drops the line", "abc\u{3}", "> abc^C\ninterrupted\n> ▮"),
    Session(
      "Ctrl-C below all rows of a text", "a {\rb {\rc\u{1b}[A\u{3}",
      "> a {\nb {\nc^C\ninterrupted\n> ▮"),
    Session("Ctrl-D ends an empty line", "\u{4}", ">\nend of file\n▮"),
    Session("Ctrl-D deletes in a line", "abc\u{1}\u{4}", "> ▮bc"),
    Session("Delete takes combining marks along", "ae\u{301}b\u{1}\u{6}\u{1b}[3~", "> a▮b"),
    // libedit keeps them without drawing them.
    Session(
      "combining marks take no column", "e\u{301}e\u{301}x\r", "> eex\n= e\u{301}e\u{301}x\n> ▮"),
    Session("Enter goes on while incomplete", "for {\rx\r}\r", "> for {\nx\n}\n= for {|x|}\n> ▮"),
    Session("Enter in the middle takes the whole line", "abc\u{1}\r", "> abc\n= abc\n> ▮"),
    Session("Alt-Enter starts a row", "a\u{1b}\rb\r", "> a\nb\n= a|b\n> ▮"),
    Session("Ctrl-V inserts a tab", "a\u{16}\tb", "> a     b▮"),
    Session(
      "a paste behind Ctrl-V is a paste", [.type("a\u{16}"), .paste("PASTED"), .type("b")],
      "> aPASTEDb▮"),
    Session("Ctrl-V refuses what terminals obey", "a\u{16}\u{1b}b", "> ab▮"),
    Session("unknown keys leave nothing", "a\u{1b}[15~\u{1b}[57;9ub", "> ab▮"),
    Session(
      "no UTF-8 is replaced", [.type("a"), .shows("> a▮"), .type("\u{FFFD}b")], "> a\u{FFFD}b▮"),
    Session("killing and yanking", "one two\u{17}\u{1}\u{19}", "> two▮one"),
    Session("clearing the screen", "abc\r\u{c}x", "> x▮"),
  ]

  /// Each key with what it does to `one two`, marked by an `X` typed after it.
  fileprivate static let keys: [Session] = [
    ("Home", ["[H", "OH", "[1~", "[7~"], "> X▮one two"),
    ("End", ["[H\(escape)[F", "[H\(escape)OF", "[H\(escape)[4~", "[H\(escape)[8~"], "> one twoX▮"),
    ("word left", ["[1;5D", "[5D", "Od", "[1;3D", "b"], "> one X▮two"),
    (
      "word right", ["[H\(escape)[1;5C", "[H\(escape)Oc", "[H\(escape)[1;3C", "[H\(escape)f"],
      "> oneX▮ two"
    ),
    ("left", ["[D", "OD", "[1;2D"], "> one twX▮o"),
    ("delete", ["[H\(escape)[3~"], "> X▮ne two"),
    ("delete word", ["[H\(escape)[3;5~", "[H\(escape)d"], "> X▮ two"),
    ("nothing", ["[2~", "[Z", "OP", "[11~", "[24~", "[I", "[O", "[201~", "[6~"], "> one twoX▮"),
  ].flatMap { name, sequences, screen in
    sequences.map { Session("\(name) \($0)", "one two\(escape)\($0)X", screen) }
  }
}

@Test("Up and Down move in a text and through the history", arguments: Session.vertical)
private func moves(_ session: Session) throws { try session.run() }

extension Session {
  fileprivate static let vertical = [
    Session(
      "an older line", "one\rtwo\r\(escape)[A\(escape)[A", "> one\n= one\n> two\n= two\n> one▮"),
    Session("and back to what was typed", "one\r\(escape)[A\(escape)[B", "> one\n= one\n> ▮"),
    Session(
      "by what was typed", "offer\rstatus\ro\u{10}",
      "> offer\n= offer\n> status\n= status\n> offer▮"),
    Session(
      "rows of a text", "ab {\rlonger\r\(escape)[A\(escape)[A",
      "> ▮ab {\nlonger"),
    Session(
      "aiming at one column", "abcd {\rx\rlong row\(escape)[D\(escape)[A\(escape)[A",
      "> abcd {▮\nx\nlong row"),
    Session(
      "a text of several rows comes back whole", "a {\r}\r\(escape)[A",
      "> a {\n}\n= a {|}\n> a {\n}▮"),
    Session("Home and End keep to the row", "a {\rbcd\u{1}X\u{5}Y", "> a {\nXbcdY▮"),
    Session("PageUp searches too", "one\rtwo\ro\(escape)[5~", "> one\n= one\n> two\n= two\n> one▮"),
    Session(
      "Ctrl-R searches", "needle in hay\rother\r\u{12}eed\r",
      "> needle in hay\n= needle in hay\n> other\n= other\n> needle in hay\n= needle in hay\n> ▮"),
    Session(
      "Ctrl-R finds texts of several rows", "a {\rneedle}\rother\r\u{12}eed\u{1b}\u{1b}[F!",
      "> a {\nneedle}\n= a {|needle}\n> other\n= other\n> a {\nneedle}!▮"),
  ]
}

@Test("Tab completes and lists", arguments: Session.completing)
private func completes(_ session: Session) throws { try session.run() }

extension Session {
  fileprivate static let completing = [
    Session("one candidate", "x order-\tz", "> x order-list z▮"),
    Session("the common part", "of\t", "> offer▮"),
    Session("a listing in columns", "offer\t", "> offer\noffer   offers\n> offer▮"),
    Session("Tab again does not repeat it", "offer\t\t\t", "> offer\noffer   offers\n> offer▮"),
    Session(
      "but after another key", "offer\t \u{7f}\t",
      "> offer\noffer   offers\n> offer\noffer   offers\n> offer▮"),
    Session(
      "descriptions beside", "x --\t",
      """
      > x --
      --force    Also remove what goes with …
      --format=  How to print: tabular, yaml…
      --help
      > x --▮
      """),
    Session("no blank where the word goes on", "x --form\ty", "> x --format=y▮"),
    Session("nothing to complete", "zzz\t", "> zzz▮"),
    Session("a remark alone", "offline\t", "> offline\nno offers: not connected\n> offline▮"),
    Session("wide words", "漢\t", "> 漢字 ▮"),
    Session("in the middle of a line", "of rest\u{1}\u{6}\u{6}\t", "> offer▮ rest"),
    Session(
      "in the middle of several rows", "a {\ron\rc\(escape)[A\u{15}offer\t",
      "> offer\noffer   offers\n> offer▮"),
    Session(
      "asks before more than a screenful",
      [.type("many-\t"), .shows("> many-\nShow all 300? [y/N] ▮")],
      "> many-\nShow all 300? [y/N] ▮"),
    Session(
      "and takes the question back",
      [.type("many-\t"), .shows("> many-\nShow all 300? [y/N] ▮"), .type("n")],
      "> many-▮"),
    Session(
      "from the middle of several rows",
      [
        .type("x {\rmany-\r}\(escape)[A\u{5}\t"), .shows("> x {\nmany-\n}\nShow all 300? [y/N] ▮"),
        .type("nX"),
      ], "> x {\nmany-X▮\n}"),
    Session(
      "shows all when told so",
      [.type("many-\t"), .shows("> many-\nShow all 300? [y/N] ▮"), .type("y")],
      """
      many-164  many-239  many-314  many-389
      many-165  many-240  many-315  many-390
      many-166  many-241  many-316  many-391
      many-167  many-242  many-317  many-392
      many-168  many-243  many-318  many-393
      many-169  many-244  many-319  many-394
      many-170  many-245  many-320  many-395
      many-171  many-246  many-321  many-396
      many-172  many-247  many-322  many-397
      many-173  many-248  many-323  many-398
      many-174  many-249  many-324  many-399
      > many-▮
      """),
  ]
}

@Test("A paste is text, whatever is in it", arguments: Session.pasting)
private func pastes(_ session: Session) throws { try session.run() }

extension Session {
  fileprivate static let pasting = [
    Session(
      "one line is not run", [.type("x "), .paste("echo hi\n"), .type("!")], "> x echo hi!▮"),
    Session("several rows", [.paste("a\nb\nc")], "> a\nb\nc▮"),
    Session("in the middle", [.type("()\(escape)[D"), .paste("a\nb")], "> (a\nb▮)"),
    Session("Tab and Ctrl-C in it do nothing", [.paste("of\tx\u{3}y")], "> of    x␃y▮"),
    Session(
      "escape sequences are seen", [.paste("a\(escape)[2Jb\u{9b}c\u{202e}d")],
      "> a␛[2Jb\u{FFFD}c\u{FFFD}d▮"),
    Session(
      "what is too high is held", [.type("x "), .paste(rows(50)), .type(" y\r")],
      "> x [pasted 50 lines] y\n= 50 rows\n> ▮"),
    Session(
      "two of them", [.paste(rows(50)), .paste(rows(50) + "!"), .type("\r")],
      "> [pasted 50 lines][pasted 50 lines, 2]\n= 99 rows\n> ▮"),
    Session(
      "a held text comes back under a label", [.paste(rows(50)), .type("\r\(escape)[A")],
      "> [pasted 50 lines]\n= 50 rows\n> [recalled 50 lines]▮"),
    Session(
      "a paste that is submitted", [.type("submit\r"), .shows("> submit\n> ▮"), .paste("a\nb")],
      "> submit\n>\n= a|b\n> ▮"),
    Session(
      "a paste that is refused",
      [.type("refuse\r"), .shows("> refuse\n> ▮"), .paste("a\u{7}b"), .type("x")],
      "> refuse\n> x▮"),
    Session(
      "while searching",
      [
        .type("abc\r"), .shows("> abc\n= abc\n> ▮"), .type("\u{12}"),
        .shows("> abc\n= abc\n> ▮\nbck:"), .paste("xyz"),
      ],
      "> abc\n= abc\n> xyz▮"),
    Session(
      "at a question", [.type("many-\t"), .shows("> many-\nShow all 300? [y/N] ▮"), .paste("y")],
      "> many-y▮"),
  ]

  private static func rows(_ count: Int) -> String {
    (1...count).map { "row \($0)" }.joined(separator: "\n")
  }
}

@Test("A window of another size", arguments: Session.resizing)
private func resizes(_ session: Session) throws { try session.run() }

extension Session {
  private static let long = "abcdefghij 漢字漢字 0123456789 0123456789 end"

  fileprivate static let resizing = [
    Session(
      "narrower",
      [
        .type("x\r\(long)"), .shows("> x\n= x\n> abcdefghij 漢字漢字 0123456789 0123456\n789 end▮"),
        .resize(rows: 12, columns: 20),
      ], "> x\n= x\n> abcdefghij 漢字漢\n字 0123456789 012345\n6789 end▮"),
    Session(
      "wider",
      [
        .type("x\r\(long)"), .shows("> x\n= x\n> abcdefghij 漢字漢字 0123456789 0123456\n789 end▮"),
        .resize(rows: 12, columns: 60),
      ], "> x\n= x\n> \(long)▮"),
    Session(
      "there and back, and typing on",
      [
        .type("\(long)\u{1}"), .shows("> ▮abcdefghij 漢字漢字 0123456789 0123456\n789 end"),
        .resize(rows: 12, columns: 20), .shows("> ▮abcdefghij 漢字漢\n字 0123456789 012345\n6789 end"),
        .resize(rows: 20, columns: 40), .type("X"),
      ], "> X▮abcdefghij 漢字漢字 0123456789 012345\n6789 end"),
  ]
}

@Test("A text higher than the window is folded and comes out whole", arguments: Session.folding)
private func folds(_ session: Session) throws { try session.run() }

extension Session {
  private static let wide = (0..<60).map { "0123456\($0 % 10) " }.joined()

  fileprivate static let folding = [
    Session(
      "typed rows", [.type("{\r" + (1...20).map { "row \($0)\r" }.joined())],
      """
      > [folded 15 lines]
      row 15
      row 16
      row 17
      row 18
      row 19
      row 20
      ▮
      """),
    Session(
      "and entered",
      [
        .type("{\r" + (1...20).map { "row \($0)\r" }.joined()),
        .shows("> [folded 15 lines]\nrow 15\nrow 16\nrow 17\nrow 18\nrow 19\nrow 20\n▮"),
        .type("\u{c}}\r"),
      ], "> [folded 15 lines]\nrow 15\nrow 16\nrow 17\nrow 18\nrow 19\nrow 20\n}\n= 22 rows\n> ▮"),
    Session(
      "a long line", [.type(wide)],
      "> [folded 1 line]9 01234560 01234561 012\n"
        + "34562 01234563 01234564 01234565 0123456\n6 01234567 01234568 01234569 01234560 01\n"
        + "234561 01234562 01234563 01234564 012345\n65 01234566 01234567 01234568 01234569 ▮"),
  ]
}
