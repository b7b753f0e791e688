import Glibc
import TestSupport
import Testing

@testable import LineEditor

private func texts(_ history: History) -> [String] { history.entries.map(\.text) }

@Test("Entries come back in the next session, each text once, the newest last")
func keepsEntries() {
  let folder = TemporaryFolder()
  let path = folder.file("deep/er/history")
  let first = History(path: path)
  for text in ["one", "two", "one", "three\nrows\n", "back\\slash \\n", "tab\tżółw 漢字"] {
    #expect(first.add(text))
  }
  let expected = ["two", "one", "three\nrows\n", "back\\slash \\n", "tab\tżółw 漢字"]
  #expect(texts(first) == expected)
  let second = History(path: path)
  #expect(texts(second) == expected)
  #expect(second.takeWarning() == nil)
  var status = stat()
  #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
}

@Test(
  "What is not to be kept is not kept",
  arguments: [
    "", " secret", "\tx", "  ", "login password=1", String(repeating: "x", count: 100_001),
  ])
func refuses(text: String) {
  let folder = TemporaryFolder()
  let history = History(path: folder.file("h"), shouldStore: { !$0.contains("password") })
  #expect(!history.add(text))
  #expect(texts(history) == [])
  #expect(folder.read("h") == [])
}

@Test("Two shells keep each other's lines; their own come last")
func shares() {
  let folder = TemporaryFolder()
  let (left, right) = (History(path: folder.file("h")), History(path: folder.file("h")))
  left.add("left 1")
  right.add("right 1")
  left.add("left 2")
  right.add("right 2")
  left.refresh()
  #expect(texts(left) == ["right 1", "right 2", "left 1", "left 2"])
  right.refresh()
  #expect(texts(right) == ["left 1", "left 2", "right 1", "right 2"])
  #expect(texts(History(path: folder.file("h"))) == ["left 1", "right 1", "left 2", "right 2"])
}

@Test("Many writers at once lose nothing")
func concurrentWriters() async {
  let folder = TemporaryFolder()
  let path = folder.file("h")
  await withTaskGroup(of: Void.self) { group in
    for writer in 0..<8 {
      group.addTask {
        let history = History(path: path)
        for number in 0..<50 { history.add("\(writer)-\(number)") }
      }
    }
  }
  #expect(Set(texts(History(path: path))).count == 400)
}

@Test("The file is kept short, and by rename, so that another shell follows")
func compacts() {
  let folder = TemporaryFolder()
  let other = History(path: folder.file("h"), maximumCount: 10)
  let history = History(path: folder.file("h"), maximumCount: 10)
  for number in 0..<25 { history.add("\(number)") }
  #expect(texts(history) == (15..<25).map(String.init))
  let next = History(path: folder.file("h"), maximumCount: 10)
  #expect(texts(next) == (15..<25).map(String.init))
  #expect(folder.read("h").split(separator: UInt8(ascii: "\n")).count == 11)
  other.add("mine")
  #expect(texts(History(path: folder.file("h"), maximumCount: 100)).suffix(2) == ["24", "mine"])
}

@Test(
  "A damaged file gives what can be read and a warning",
  arguments: [
    ("#history 1\n1 good\nrubbish\n2 fine\n", ["good", "fine"], "skipped 1 damaged line"),
    ("#history 1\n1 good\n2 \u{1b}[2J\n3 \n", ["good"], "skipped 2 damaged lines"),
    ("#history 1\n1 good\n2 cut o", ["good"], nil),
    ("#history 1\n#history 1\n1 good\n", ["good"], nil),
    ("", [], nil),
  ] as [(String, [String], String?)])
func damaged(content: String, expected: [String], warning: String?) {
  let folder = TemporaryFolder()
  folder.write(content.utf8, to: "h")
  let history = History(path: folder.file("h"))
  #expect(texts(history) == expected)
  #expect(history.takeWarning() == warning.map { "history \(folder.file("h")): \($0)" })
  history.add("new")
  #expect(texts(History(path: folder.file("h"))).last == "new")
}

@Test("A line with bytes that are no UTF-8 is skipped")
func invalidBytes() {
  let folder = TemporaryFolder()
  folder.write(Array("#history 1\n1 a".utf8) + [0xFF] + Array("\n2 b\n".utf8), to: "h")
  #expect(texts(History(path: folder.file("h"))) == ["b"])
}

@Test("What is no history file is left alone, and the session goes on")
func foreignFile() {
  let folder = TemporaryFolder()
  folder.write("my diary\n".utf8, to: "h")
  let history = History(path: folder.file("h"))
  #expect(
    history.takeWarning()
      == "history \(folder.file("h")): not a history file of this program; it is left alone; "
      + "the lines of this session are not kept")
  #expect(history.add("x"))
  #expect(texts(history) == ["x"])
  #expect(folder.read("h") == Array("my diary\n".utf8))
  #expect(history.takeWarning() == nil)
}

@Test(
  "A path that cannot be used is a warning",
  arguments: ["/dev/null/history", "/proc/1/none/history", "/tmp"])
func unusable(path: String) {
  let history = History(path: path)
  #expect(history.add("x"))
  #expect(history.takeWarning()?.hasPrefix("history \(path): ") == true)
  #expect(texts(history) == ["x"])
}

@Test("Up and Down walk by what was typed before")
func browses() {
  let history = ["offer a", "status", "offer b", "offer\nc"]
  var browser = HistoryBrowser()
  func older(_ current: String, _ prefix: String) -> String? {
    browser.older(than: current, prefix: prefix, in: { history })
  }
  #expect(older("off", "off") == "offer\nc")
  #expect(older("offer\nc", "ignored") == "offer b")
  #expect(older("offer b", "ignored") == "offer a")
  #expect(older("offer a", "ignored") == nil)
  #expect(browser.newer(than: "offer a") == "offer b")
  #expect(browser.newer(than: "offer b") == "offer\nc")
  #expect(browser.newer(than: "offer\nc") == "off")
  #expect(browser.newer(than: "off") == nil)
  // Changing what was recalled begins anew.
  #expect(older("", "") == "offer\nc")
  #expect(older("sta", "sta") == "status")
  #expect(browser.newer(than: "status!") == nil)
}
