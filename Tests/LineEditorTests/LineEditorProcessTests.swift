import Glibc
import TestSupport
import Testing

private let escape = "\u{1b}"

/// Text of many rows: tabs, wide characters, blanks at both ends, empty rows.
private func manyRows(_ count: Int) -> String {
  (1...count).map { $0 % 7 == 0 ? "" : "  row \($0)\t漢字 żółw \"quoted\" \\ end " }.joined(
    separator: "\n")
}

@Test("A paste of 1,000 rows arrives complete to the byte")
func bigPaste() throws {
  let probe = try Probe(rows: 24, columns: 80)
  probe.expect("> ▮")
  let text = manyRows(1000)
  probe.terminal.paste(text)
  probe.expect("> [pasted 1000 lines]▮")
  probe.terminal.type("\rexit\r")
  #expect(probe.terminal.waitForEnd() == 0)
  #expect(probe.lines == [text, "exit"])
}

@Test("1,000 lines typed without a pause all arrive")
func typeAhead() throws {
  let probe = try Probe()
  probe.expect("> ▮")
  let lines = (1...1000).map { "line \($0) żółw 漢字" }
  probe.terminal.type(lines.map { $0 + "\r" }.joined() + "exit\r")
  #expect(probe.terminal.waitForEnd() == 0)
  #expect(probe.lines == lines + ["exit"])
}

@Test("A text that was folded at both ends is read exactly")
func foldedText() throws {
  let probe = try Probe()
  probe.expect("> ▮")
  let rows = (1...20).map { "row \($0)" }
  probe.terminal.type("{\r" + rows.joined(separator: "\r") + "}")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("row 20}▮") })
  // To the label, and many rows before it.
  probe.terminal.type("\(escape)[A\u{1}\u{1}" + rows.joined(separator: "\u{1b}\r") + "\u{1b}\r")
  #expect(probe.terminal.wait { $0.screen.text().contains("row 20\n▮[folded ") })
  probe.terminal.type("\rexit\r")
  #expect(probe.terminal.waitForEnd() == 0)
  let text = rows.joined(separator: "\n")
  #expect(probe.lines == ["\(text)\n{\n\(text)}", "exit"])
}

@Test("The history outlives the session; secrets and blank starts do not")
func historyOverRestarts() throws {
  let folder = TemporaryFolder()
  let options = "--history \(folder.file("history"))"
  let first = try Probe(options, in: folder)
  first.expect("> ▮")
  first.terminal.type("one\rtwo {\r}\r hidden\rlogin password=x\r")
  first.expect(
    "> one\n= one\n> two {\n}\n= two {|}\n>  hidden\n=  hidden\n> login password=x\n= login password=x\n> ▮"
  )
  first.terminal.type("secret\r")
  #expect(first.terminal.wait { $0.screen.text().hasSuffix("Password: ▮") })
  first.terminal.type("hunter2\r")
  #expect(first.terminal.wait { $0.screen.text().hasSuffix("secret hunter2\n> ▮") })
  first.terminal.type("exit\r")
  #expect(first.terminal.waitForEnd() == 0)
  let stored = String(decoding: folder.read("history"), as: UTF8.self)
  #expect(!stored.contains("hunter2") && !stored.contains("hidden") && !stored.contains("password"))

  let second = try Probe(options, in: folder)
  second.expect("> ▮")
  second.terminal.type("\(escape)[A\(escape)[A\(escape)[A")
  second.expect("> two {\n}▮")
}

@Test("Two shells see each other's lines and lose none")
func twoShells() throws {
  let folder = TemporaryFolder()
  let options = "--history \(folder.file("history"))"
  let left = try Probe(options, in: folder)
  let right = try Probe(options, in: folder)
  left.expect("> ▮")
  right.expect("> ▮")
  left.terminal.type("from left\r")
  left.expect("> from left\n= from left\n> ▮")
  right.terminal.type("from right\r")
  right.expect("> from right\n= from right\n> ▮")
  right.terminal.type("list\r")
  right.expect("> from right\n= from right\n> list\nfrom left\nfrom right\nlist\n> ▮")
  left.terminal.type("\r\(escape)[A\(escape)[A\(escape)[A")
  left.expect("> from left\n= from left\n>\n=\n> from right▮")
}

@Test("A history that cannot be read is a warning")
func unreadableHistory() throws {
  let probe = try Probe("--history /dev/null/x", columns: 100)
  probe.expect(
    "warning: history /dev/null/x: Not a directory; the lines of this session are not kept\n> ▮")
  probe.terminal.type("x\r\(escape)[A")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("= x\n> x▮") })
}

@Test(
  "The terminal is restored however the program ends",
  arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, 0])
func restores(signal: Int32) throws {
  let probe = try Probe()
  probe.expect("> ▮")
  #expect(!probe.terminal.isRestored)
  probe.terminal.type("half")
  probe.expect("> half▮")
  if signal == 0 {
    probe.terminal.type("\u{3}\u{4}")
  } else {
    probe.terminal.signal(signal)
  }
  #expect(probe.terminal.waitForEnd() == (signal == 0 ? 0 : 128 + signal))
  #expect(probe.terminal.isRestored)
}

@Test("Ctrl-Z stops, and what was half typed is there again")
func stops() throws {
  let folder = TemporaryFolder()
  let shell = try PseudoTerminal(
    ["/bin/bash", "--norc", "--noprofile", "-i"],
    environment: [
      "TERM": "xterm-256color", "PS1": "$ ", "HOME": folder.path,
      "P": BuiltProgram.path("LineEditorProbe"),
    ], rows: 20, columns: 60
  )
  #expect(shell.wait { $0.screen.text() == "$ ▮" })
  shell.type("$P\r")
  #expect(shell.wait { $0.screen.text() == "$ $P\n> ▮" })
  shell.type("a {\rhalf typed\u{1b}[D\u{1b}[D")
  #expect(shell.wait { $0.screen.text() == "$ $P\n> a {\nhalf typ▮ed" })
  shell.type("\u{1a}")
  #expect(
    shell.wait {
      $0.screen.text() == "$ $P\n> a {\nhalf typed\n\n[1]+  Stopped                 $P\n$ ▮"
    })
  shell.type("fg\r")
  #expect(shell.wait { $0.screen.text().hasSuffix("$ fg\n$P\n> a {\nhalf typ▮ed") })
  shell.type("X}\r")
  #expect(shell.wait { $0.screen.text().hasSuffix("half typX}ed\n= a {|half typX}ed\n> ▮") })
}

@Test(
  "Without a capable terminal lines are read plainly", arguments: ["dumb", "", "no-such-terminal"])
func plainTerminal(type: String) throws {
  let probe = try Probe(environment: ["TERM": type])
  probe.expect("plain> ▮")
  probe.terminal.type("a {\r}\r")
  probe.expect("plain> a {\n}\n= a {|}\nplain> ▮")
  probe.terminal.type("\u{4}")
  #expect(probe.terminal.waitForEnd() == 0)
  #expect(!probe.terminal.output.contains(0x1B))
}

@Test("The user's key file counts: vi keys, own bindings, no editing")
func userKeys() throws {
  let folder = TemporaryFolder()
  folder.write("bind -v\n".utf8, to: ".editrc")
  let vi = try Probe("--user-keys", in: folder)
  vi.expect("> ▮")
  vi.terminal.type("one two\u{1b}")
  vi.expect("> one tw▮o")
  vi.terminal.type("0x")
  vi.expect("> ▮ne two")
  vi.terminal.type("A!\u{1b}[H?")
  vi.expect("> ?▮ne two!")
  vi.terminal.paste("p\nq")
  vi.expect("> ?p\nq▮ne two!")
  vi.terminal.type("\u{1b}\r")
  vi.expect("> ?p\nqne two!\n= ?p|qne two!\n> ▮")
  vi.terminal.type("\u{1b}k")
  vi.expect("> ?p\nqne two!\n= ?p|qne two!\n> ?p\nqne two▮!")
  vi.terminal.type("\u{3}")
  vi.expect("> ?p\nqne two!\n= ?p|qne two!\n> ?p\nqne two!^C\ninterrupted\n> ▮")

  folder.write(
    "other:bind ^A ed-move-to-end\nprobe:bind \"\\e[15~\" ed-move-to-beg\nbind ^E ed-kill-line\n"
      .utf8, to: ".editrc")
  let own = try Probe("--user-keys", in: folder)
  own.expect("> ▮")
  own.terminal.type("abc\u{1b}[15~X")
  own.expect("> X▮abc")
  own.terminal.type("\u{5}")
  own.expect("> X▮")
  own.terminal.type("bc\u{1}Y")
  own.expect("> Y▮Xbc")

  folder.write("edit off\n".utf8, to: ".editrc")
  let none = try Probe("--user-keys", in: folder)
  none.expect("plain> ▮")
}

@Test("Questions take only what is typed after them, and stay with their answers")
func questions() throws {
  let probe = try Probe()
  probe.expect("> ▮")
  // The answer that was typed ahead is not one; it is the next line.
  probe.terminal.type("ask\ry\r")
  probe.expect("> ask\nRemove it?\nThis cannot be undone. [y/N]? ▮")
  probe.terminal.type("y\u{7f}n\r")
  let question = "> ask\nRemove it?\nThis cannot be undone. [y/N]? "
  let refused = question + "n\nno\n> y\n= y\n"
  probe.expect(refused + "> ▮")
  probe.terminal.type("ask\r")
  probe.expect(refused + question + "▮")
  probe.terminal.type("yes\r")
  probe.expect(refused + question + "yes\nyes\n> ▮")
  probe.terminal.type("ask\r")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("[y/N]? ▮") })
  // Ctrl-C is no answer, and leaves nothing.
  probe.terminal.type("y\u{3}")
  // The first row has gone off the screen.
  #expect(
    probe.terminal.wait {
      $0.screen.text().hasSuffix("[y/N]? yes\nyes\n> ask\ninterrupted\n> ▮")
    })
}

@Test("Secrets are not echoed and can be refused")
func secrets() throws {
  let probe = try Probe()
  probe.expect("> ▮")
  probe.terminal.type("secret\r")
  probe.expect("> secret\nPassword: ▮")
  probe.terminal.type("abcx\u{7f}d żółw\r")
  probe.expect("> secret\nsecret abcd żółw\n> ▮")
  probe.terminal.type("secret\r")
  probe.expect("> secret\nsecret abcd żółw\n> secret\nPassword: ▮")
  probe.terminal.type("abc\u{3}")
  probe.expect("> secret\nsecret abcd żółw\n> secret\nnone\n> ▮")
}

@Test("Other threads print above the line, change the prompt and end the reading")
func otherThreads() throws {
  let probe = try Probe()
  let folder = probe.folder
  probe.expect("> ▮")
  probe.terminal.type("above \(folder.file("a"))\r")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("> ▮") })
  probe.terminal.type("\u{c}a {\rhalf typed\u{1b}[A")
  probe.expect("> a {▮\nhalf typed")
  folder.write([], to: "a")
  probe.expect("job done\n> a {▮\nhalf typed")
  probe.terminal.type("\u{3}wake \(folder.file("w"))\r")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("> ▮") })
  probe.terminal.type("\u{c}half")
  probe.expect("> half▮")
  folder.write([], to: "w")
  probe.expect("woken> half▮")
  probe.terminal.type("\u{3}cancel \(folder.file("c"))\r")
  #expect(probe.terminal.wait { $0.screen.text().hasSuffix("> ▮") })
  probe.terminal.type("\u{c}half")
  probe.expect("woken> half▮")
  folder.write([], to: "c")
  probe.expect("woken> half\ncancelled\nwoken> ▮")
}

@Test("The prompt is coloured only when colours are wanted", arguments: ["", "--colour"])
func colours(option: String) throws {
  let probe = try Probe(option)
  probe.expect("> ▮")
  let output = String(decoding: probe.terminal.output, as: UTF8.self)
  #expect(output.contains("\(escape)[1;32m>\(escape)[0m ") == (option == "--colour"))
  #expect(!output.contains("\u{1}"))
}
