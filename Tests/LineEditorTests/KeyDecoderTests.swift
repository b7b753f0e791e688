import Testing

@testable import LineEditor

/// Bytes of a terminal, in the pieces they come in, and the events they mean.
private struct Decoding: CustomTestStringConvertible {
  let testDescription: String
  let pieces: [[UInt8]]
  let events: [KeyDecoder.Event]

  init(_ name: String, _ pieces: [String], _ events: [KeyDecoder.Event]) {
    self.init(name, bytes: pieces.map { Array($0.utf8) }, events)
  }

  init(_ name: String, bytes: [[UInt8]], _ events: [KeyDecoder.Event]) {
    (testDescription, pieces, self.events) = (name, bytes, events)
  }

  static let all: [Decoding] = [
    Decoding("characters", ["aż漢😀"], typed("aż漢😀")),
    Decoding("a character in pieces", bytes: [[0xE6], [0xBC], [0xA2]], typed("漢")),
    Decoding("no UTF-8", bytes: [[0xFF, 0x61, 0xC3, 0x62]], typed("\u{FFFD}a\u{FFFD}b")),
    Decoding("an over-long form", bytes: [[0xE0, 0x80, 0x80]], typed("\u{FFFD}")),
    Decoding("a surrogate", bytes: [[0xED, 0xA0, 0x80]], typed("\u{FFFD}")),
    Decoding("a typed C1 control is no key", ["\u{81}"], typed("\u{FFFD}")),
    Decoding("arrows of both kinds", ["\u{1b}[A\u{1b}OB"], [.key(.up), .key(.down)]),
    Decoding("a sequence in pieces", ["\u{1b}", "[1;", "5D"], [.key(.wordLeft)]),
    Decoding("Home of four terminals", ["\u{1b}[H\u{1b}OH\u{1b}[1~\u{1b}[7~"], keys(.home, 4)),
    Decoding(
      "function keys leave nothing", ["\u{1b}OQ\u{1b}[15~\u{1b}[24;2~\u{1b}[[Bx"], typed("x")),
    Decoding("focus and mouse reports leave nothing", ["\u{1b}[I\u{1b}[<0;1;1Mx"], typed("x")),
    Decoding("a stray paste end leaves nothing", ["\u{1b}[201~x"], typed("x")),
    Decoding("a broken-off sequence is dropped", ["\u{1b}[1\rx"], typed("\rx")),
    Decoding("Alt and a letter", ["\u{1b}b"], typed("\u{1b}b")),
    Decoding("a paste", ["\u{1b}[200~ab\rcd\u{1b}[201~x"], [paste("ab\rcd")] + typed("x")),
    Decoding(
      "a paste in pieces, its marks cut",
      ["\u{1b}[20", "0~a", "b\u{1b}[", "A\u{1b}[20", "1~"], [paste("ab\u{1b}[A")]),
    Decoding(
      "a paste with a paste mark in it", ["\u{1b}[200~a\u{1b}[200~b\u{1b}[201~"],
      [paste("a\u{1b}[200~b")]),
  ]

  private static func typed(_ text: String) -> [KeyDecoder.Event] {
    text.unicodeScalars.map { .character($0) }
  }

  private static func keys(_ key: EditorKey, _ count: Int) -> [KeyDecoder.Event] {
    [KeyDecoder.Event](repeating: .key(key), count: count)
  }

  private static func paste(_ text: String) -> KeyDecoder.Event {
    .paste(Paste(bytes: Array(text.utf8)))
  }
}

/// Returns all events that come of themselves, and what the decoder then asks for.
private func events(of decoder: inout KeyDecoder) -> (
  events: [KeyDecoder.Event], wish: KeyDecoder.Event
) {
  var events: [KeyDecoder.Event] = []
  while true {
    let event = decoder.next()
    if event == .needsBytes || event == .needsBytesSoon { return (events, event) }
    events.append(event)
  }
}

@Test("Bytes become characters, keys and pastes", arguments: Decoding.all)
private func decodes(_ decoding: Decoding) {
  var decoder = KeyDecoder()
  var found: [KeyDecoder.Event] = []
  for piece in decoding.pieces {
    decoder.feed(piece)
    found += events(of: &decoder).events
  }
  #expect(found == decoding.events)
}

@Test("Cut anywhere, the same bytes mean the same")
func decodesByteByByte() {
  for decoding in Decoding.all {
    var decoder = KeyDecoder()
    var found: [KeyDecoder.Event] = []
    for byte in decoding.pieces.joined() {
      decoder.feed([byte])
      found += events(of: &decoder).events
    }
    #expect(found == decoding.events, "\(decoding.testDescription)")
  }
}

@Test("A lone Escape is one after a short wait")
func loneEscape() {
  var decoder = KeyDecoder()
  decoder.feed(Array("\u{1b}".utf8))
  #expect(events(of: &decoder).wish == .needsBytesSoon)
  #expect(decoder.next(isLate: true) == .character("\u{1b}"))
  #expect(events(of: &decoder).wish == .needsBytes)
}

@Test("A sequence that breaks off goes to libedit as it came, since the rest may follow")
func lateSequence() {
  var decoder = KeyDecoder()
  decoder.feed(Array("\u{1b}[".utf8))
  #expect(events(of: &decoder).wish == .needsBytesSoon)
  #expect(decoder.next(isLate: true) == .character("\u{1b}"))
  #expect(decoder.next() == .character("["))
}

@Test("Sequences the user has bound go to libedit as they came")
func userBindings() {
  var decoder = KeyDecoder()
  decoder.userBindings = #"bind "\e[15~" ed-clear-screen"#
  decoder.feed(Array("\u{1b}[15~\u{1b}[17~".utf8))
  #expect(events(of: &decoder).events == "\u{1b}[15~".unicodeScalars.map { .character($0) })
}

@Test("A paste whose end was lost can be ended")
func endlessPaste() {
  var decoder = KeyDecoder()
  decoder.feed(Array("\u{1b}[200~half".utf8))
  #expect(events(of: &decoder).wish == .needsBytes)
  #expect(decoder.isCollectingPaste)
  #expect(decoder.endPaste() == .paste(Paste(bytes: Array("half".utf8))))
  #expect(!decoder.isCollectingPaste)
}
