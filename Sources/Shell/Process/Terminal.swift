import Glibc

/// What standard output is connected to.
struct Terminal: Sendable {
  let isTerminal: Bool
  let usesColour: Bool
  /// Columns, when it is a terminal.
  let width: Int?

  /// No terminal: what tests and pipes see.
  static let none = Terminal(isTerminal: false, usesColour: false, width: nil)

  private init(isTerminal: Bool, usesColour: Bool, width: Int?) {
    self.isTerminal = isTerminal
    self.usesColour = usesColour
    self.width = width
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
    width = isTerminal ? Self.columns : nil
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
