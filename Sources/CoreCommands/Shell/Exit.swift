import CommandKit
import Diagnostics
import Values

/// Ends the session or the script.
struct Exit: Command {
  static let name = "exit"
  static let aliases = ["quit", "q"]
  static let group = CommandGroup.shell
  static let summary = "End the session or the script"
  static let details = "'help exit-codes' lists what the statuses of offsh itself mean."
  static let result = ResultShape.nothing
  static let examples: [Example] = ["exit", "if false { exit 1 }"]

  @Argument("The exit status", defaultText: "0") var status = ExitStatus(code: 0)

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    throw .exiting(status.code)
  }
}

/// The status of a process that ends.
struct ExitStatus: ParameterValue {
  let code: Int

  var value: Value { .int(code) }

  static var typeName: String { "exit-status" }
  static var expectation: String { "a whole number from 0 to 255" }

  static func parse(_ text: String) throws(ParameterError) -> ExitStatus {
    try checked(Int.parse(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> ExitStatus {
    try checked(Int.convert(value))
  }

  private static func checked(_ number: Int) throws(ParameterError) -> ExitStatus {
    guard (0...255).contains(number) else {
      throw ParameterError("\(number) is not \(expectation)")
    }
    return ExitStatus(code: number)
  }
}
