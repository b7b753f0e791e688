import Glibc

/// What standard output is connected to.
struct Terminal: Sendable {
  let isTerminal: Bool
  let usesColour: Bool
  /// Whether text can be put anywhere on it.
  let isScreen: Bool

  /// No terminal: what tests and pipes see.
  static let none = Terminal()

  private init() {
    isTerminal = false
    usesColour = false
    isScreen = false
  }

  /// Looks at standard output. `NO_COLOR` and a dumb terminal turn colour off unless it is asked for.
  init(_ colour: ColourChoice, environment: [String: String]) {
    isTerminal = isatty(STDOUT_FILENO) == 1
    switch colour {
    case .always: usesColour = true
    case .never: usesColour = false
    case .auto:
      let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      usesColour = isTerminal && !noColour && environment["TERM"] != "dumb"
    }
    isScreen = isTerminal && environment["TERM"] ?? "dumb" != "dumb"
  }

  /// Columns at this moment, when it is a terminal.
  var width: Int? { isTerminal ? Self.size.columns : nil }

  /// Rows at this moment.
  var height: Int { Self.size.rows }

  private static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
