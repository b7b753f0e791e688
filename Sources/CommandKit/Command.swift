package import Diagnostics
package import EffectGate
package import Values

/// A command of the shell, declared once: check, binding, help, completion, confirmation, dry run,
/// man page, reference and example tests are computed from this.
///
/// Parameters are properties wrapped by `Argument`, `Flag` and `Switch`, or stored parameter
/// groups. A value of the type is one call: made, bound, run, dropped.
package protocol Command: SendableMetatype {
  init()
  static var name: String { get }
  static var aliases: [String] { get }
  /// What the same thing is called elsewhere, in a library or another tool: no names here, only a way
  /// to say what to write instead.
  static var namesElsewhere: [String] { get }
  static var group: CommandGroup { get }
  /// One sentence without full stop, in the imperative.
  static var summary: String { get }
  /// More, for `help NAME`: paragraphs.
  static var details: String { get }
  static var effect: Effect { get }
  static var examples: [Example] { get }
  /// What comes out.
  static var result: ResultShape { get }
  /// What it does with the pipe's value.
  static var input: InputUse { get }

  func run(in context: CommandContext) throws(Diagnostic) -> Output

  /// Looks at a bound call before anything runs, when all its arguments are known then. For what a
  /// type cannot express: arguments that exclude each other, `require`. Sends no request.
  func check(in runtime: Runtime) throws(Diagnostic)

  /// The same with the places of the call, for errors that point at an argument. The default leaves
  /// it to `check(in:)`, whose errors point at the command.
  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic)
}

extension Command {
  package static var aliases: [String] { [] }
  package static var namesElsewhere: [String] { [] }
  package static var details: String { "" }
  package static var effect: Effect { .read }
  package static var result: ResultShape { .unknown }
  package static var input: InputUse { .ignored }
  package func check(in runtime: Runtime) throws(Diagnostic) {}

  package func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try check(in: runtime)
  }
}

/// The families that help lists commands by.
package enum CommandGroup: String, Sendable, CaseIterable {
  case session = "Session"
  case applications = "Applications"
  case offers = "Offers"
  case consumption = "Consumption"
  case firewall = "Firewall"
  case provider = "Provider"
  case orders = "Orders"
  case allocations = "Allocations"
  case teams = "Teams"
  case keys = "Keys"
  case usage = "Usage"
  case records = "Records and lists"
  case text = "Text"
  case formats = "Formats and files"
  case flow = "Flow"
  case shell = "Shell"

  /// Whether these are Juju's own commands, before which `juju` may stand.
  package var isJuju: Bool {
    switch self {
    case .session, .applications, .offers, .consumption, .firewall: true
    default: false
    }
  }
}

/// A line a person could type, with what it does; it runs as a test on a fresh sandbox.
package struct Example: Sendable, ExpressibleByStringLiteral {
  package let line: String
  package let note: String?

  package init(_ line: String, _ note: String? = nil) {
    self.line = line
    self.note = note
  }

  package init(stringLiteral line: String) { self.init(line) }
}

/// What a command gives out, as far as it is known before it runs.
package enum ResultShape: Sendable {
  case nothing
  case text
  case unknown
  /// One record with these fields.
  case record([String])
  /// A stream of records with these columns.
  case records([String])
  /// What came in: filters.
  case input
  /// Records with the columns that the call names: `select`.
  case named
}

/// What a command does with the value the pipe brings.
package enum InputUse: Sendable {
  /// Cannot be fed: `x | now` is an error in the check, unless parameters are pipe-fed.
  case ignored
  /// Takes it if there is one.
  case optional
  /// Needs one.
  case required
}

/// What a command hands back: a value, and how it shows itself when nothing follows.
package struct Output: Sendable {
  package let value: Value
  /// Renders the value as this command prints it (Juju's own tables and documents); nil for the
  /// shell's own rendering. Runs only when the value is printed.
  package let view: (@Sendable (ViewContext) throws(Diagnostic) -> String)?

  package init(
    _ value: Value, view: (@Sendable (ViewContext) throws(Diagnostic) -> String)? = nil
  ) {
    self.value = value
    self.view = view
  }

  package static let nothing = Output(.null)

  package static func text(_ text: String) -> Output { Output(.string(text)) }

  package static func records(_ stream: ValueStream) -> Output { Output(.stream(stream)) }
}

/// What a view may depend on.
package struct ViewContext: Sendable {
  /// Whether colour may be used.
  package let usesColour: Bool
  /// Columns of the terminal; nil when the output is no terminal.
  package let width: Int?

  package init(usesColour: Bool, width: Int?) {
    self.usesColour = usesColour
    self.width = width
  }
}
