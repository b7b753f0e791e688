import TestSupport
import Testing

/// Random keys from a fixed seed: what people and terminals send, and what they should not.
private struct RandomKeys: CustomTestStringConvertible {
  let seed: UInt64
  let keyFile: String

  var testDescription: String { "seed \(seed), \(keyFile)" }

  static let all = (1...4).flatMap { seed in
    ["bind -e", "bind -v"].map { RandomKeys(seed: seed, keyFile: $0) }
  }

  private static let texts = [
    "a", "b ", "{", "}", "\"", "offer", "many-", "--", "漢", "é", "e\u{301}", "😀", "\u{202e}",
    String(repeating: "x", count: 30), "\u{1b}",
  ]
  /// Without those that mean something between two lines: Ctrl-D, S, Z and backslash.
  private static let controls: [UInt8] = [
    0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21, 22, 23, 24, 25, 30, 31, 127,
  ]
  private static let sequences = [
    "[A", "[B", "[C", "[D", "[H", "[F", "[3~", "[1;5D", "[1;5C", "[3;5~", "[5~", "[6~", "OA", "OP",
    "[Z", "[201~", "[15~", "[<0;3;3M", "b", "f", "d", "u", "l", "p", "n", "y", ".", "\r", "\u{7f}",
  ]
  private static let sizes = [(3, 20), (6, 10), (12, 40), (24, 80), (50, 200)]

  /// Types `count` random things.
  func type(_ count: Int, on terminal: PseudoTerminal) {
    var generator = Generator(state: seed)
    for _ in 0..<count {
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<35: terminal.type(Self.texts.randomElement(using: &generator) ?? "")
      case 35..<60: terminal.send([Self.controls.randomElement(using: &generator) ?? 0])
      case 60..<85:
        terminal.type("\u{1b}" + (Self.sequences.randomElement(using: &generator) ?? ""))
      case 85..<93: terminal.paste(Self.rows(Int.random(in: 1...40, using: &generator)))
      case 93..<96:
        let bytes = (0..<3).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) }
        terminal.send(bytes)
      default:
        let (rows, columns) = Self.sizes.randomElement(using: &generator) ?? (24, 80)
        terminal.resize(rows: rows, columns: columns)
      }
    }
  }

  private static func rows(_ count: Int) -> String {
    (0..<count).map { "row \($0)\t漢\u{1b}[2J" }.joined(separator: "\n")
  }

  /// The same numbers on every machine (SplitMix64).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}

@Test("Whatever is typed, the editor goes on", arguments: RandomKeys.all)
private func goesOn(_ keys: RandomKeys) throws {
  let folder = TemporaryFolder()
  folder.write((keys.keyFile + "\n").utf8, to: ".editrc")
  let probe = try Probe(
    "--user-keys --no-interrupt --history \(folder.file("history"))", in: folder)
  probe.expect("> ▮")
  keys.type(1500, on: probe.terminal)
  // Something may still wait for a key (a question, an Escape), and a Ctrl-C between two lines is
  // nobody's: so more than once.
  _ = (0..<20).contains { _ in
    probe.terminal.type("\u{1b}[201~x\u{3}exit\r")
    return probe.terminal.wait(patience: 2) { $0.hasEnded }
  }
  #expect(probe.terminal.waitForEnd() == 0)
}
