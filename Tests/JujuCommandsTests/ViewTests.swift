import JSON
import JujuWire
import Testing
import Values

@testable import JujuCommands

struct ViewTests {
  @Test(arguments: [
    ("app9", "app10"), ("app-x9x", "app-x10x"), ("a", "b"), ("mysql/2", "mysql/10"),
    ("a01b", "a2b"), ("app", "app1"), ("9", "a"),
  ])
  func countsAsPeopleCount(_ first: String, _ second: String) {
    #expect(NaturalOrder.precedes(first, second))
    #expect(!NaturalOrder.precedes(second, first))
    #expect(!NaturalOrder.precedes(first, first))
  }

  /// A column is as wide as its widest cell among consecutive lines that have it; the last cell of a
  /// line counts for nothing.
  @Test func laysOutAsTabwriterDoes() {
    var table = Tabular(rightAligned: [1])
    table.add(texts: ["Name", "N", "Note"])
    table.add(texts: ["a", "10", ""])
    table.add(texts: ["a very long line alone"])
    table.add(texts: ["bcd", "7", "ü"])
    table.add(texts: ["é", "", "x"])
    #expect(
      table.text() == """
        Name   N  Note
        a     10  \n\
        a very long line alone
        bcd  7  ü
        é       x

        """)
  }

  @Test func aLineOfAUnitIsOneLineWithoutControlCharacters() throws {
    let status = try WireJSON.decode(
      FullStatus.self,
      from: Array(
        #"""
        {"applications":{"a":{"units":{"a/0":{"public-address":"x\u001b[31m\ny"}}}}}
        """#.utf8))
    #expect(
      StatusLines.units(status)
        == "- a/0: x\\u{1b}[31m\\u{a}y (agent:, workload:)\n")
  }

  /// A subordinate counts for its own application, wherever it stands.
  @Test func scalesCountSubordinates() throws {
    let status = try WireJSON.decode(
      FullStatus.self,
      from: Array(
        #"""
        {"applications":{"a":{"units":{"a/0":{"agent-status":{"status":"idle"},"subordinates":
        {"ab/0":{"agent-status":{"status":"idle"}}}},"a/1":{"agent-status":{"status":"lost"}}}},
        "ab":{}}}
        """#.utf8))
    let scales = StatusTables.scales(of: status)
    #expect(scales == ["a": "1/2", "ab": "1"])
  }

  @Test func coloursRepeatTheWord() {
    var table = Tabular()
    table.add([.status("joined"), .status("error"), .init("plain")])
    #expect(
      table.text(usesColour: true) == "\u{1b}[32mjoined\u{1b}[0m  \u{1b}[31merror\u{1b}[0m  plain\n"
    )
    #expect(table.text() == "joined  error  plain\n")
  }

  @Test func controlCharactersOfServersNeverReachTheTerminal() {
    var table = Tabular()
    table.add(texts: ["a\u{1b}[31mb", "c\nd"])
    #expect(table.text() == "a\\u{1b}[31mb  c\\u{a}d\n")
  }

  @Test(arguments: [
    ("2025-01-01T08:04:03.5Z", "just now"), ("2025-01-01T08:04:00Z", "5 seconds ago"),
    ("2025-01-01T08:03:05Z", "1 minute ago"),
    ("2025-01-01T07:59:05Z", "5 minutes ago"), ("2025-01-01T07:04:05Z", "1 hour ago"),
    ("2024-12-31T09:04:05Z", "23 hours ago"), ("2024-12-31T08:04:05Z", "2024-12-31"),
    ("2025-01-01T09:00:00+01:00", "4 minutes ago"),
  ])
  func tellsTimesAsPeopleDo(_ time: String, _ text: String) throws {
    let now = try #require(Timestamp("2025-01-01T08:04:05Z"))
    #expect(FriendlyTime(WireTime(rawValue: time), now: now)?.text == text)
    #expect(FriendlyTime(nil, now: now) == nil)
    #expect(FriendlyTime("yesterday", now: now) == nil)
  }

  @Test(arguments: [
    (25_200, "15:04:05+07:00", "01 Jan 2025 15:04:05+07:00"),
    (-16_200, "03:34:05-04:30", "01 Jan 2025 03:34:05-04:30"),
    (0, "08:04:05Z", "01 Jan 2025 08:04:05Z"),
    (-32_400, "23:04:05-09:00", "31 Dec 2024 23:04:05-09:00"),
  ])
  func tellsLocalTimes(_ offset: Int, _ clock: String, _ full: String) {
    let zone = LocalTime { _ in offset }
    #expect(zone.clock("2025-01-01T08:04:05Z") == clock)
    #expect(zone.full("2025-01-01T08:04:05Z") == full)
  }

  @Test(
    arguments: [
      ("ch:amd64/jammy/mysql-313", "mysql", 313, "charmhub"),
      ("ch:mysql-1", "mysql", 1, "charmhub"),
      ("local:jammy/my-charm-0", "my-charm", 0, "local"), ("my-charm", "my-charm", nil, "charmhub"),
    ] as [(String, String, Int?, String)])
  func readsCharmURLs(_ url: String, _ name: String, _ revision: Int?, _ origin: String) {
    let charm = CharmName(url: url)
    #expect(charm.name == name && charm.revision == revision && charm.origin == origin)
  }

  /// The registration line, checked against one that Juju's reader takes apart: a sequence of user,
  /// addresses, key and controller.
  @Test func packsRegistrations() {
    let registration = Registration(
      user: "bob", addresses: ["10.0.0.1:17070"], secretKey: [1, 2, 3], controller: "foo")
    #expect(registration.text == "MCETA2JvYjAQEw4xMC4wLjAuMToxNzA3MAQDAQIDEwNmb28A")
  }
}
