import CommandKit
import Diagnostics
import Values

/// Reads the environment.
struct Env: Command {
  static let name = "env"
  static let group = CommandGroup.shell
  static let summary = "Read variables of the environment"
  static let details = """
    With a name its text; a variable that is not set is an error, unless --default says what to \
    give instead. Without a name, a record of all. Variables whose names speak of a token, a \
    password or a secret are handed out as secrets: they go into requests and are never shown. \
    What offsh was started with is read; nothing can be set.
    """
  static let examples: [Example] = ["env EDITOR --default vi", "env | get HOME?"]

  @Argument("The variable") var name: String?
  @Flag("What to give when it is not set", label: "text") var `default`: String?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let environment = context.runtime.environment
    guard let name else {
      let names = environment.keys.sorted()
      let values = names.map { Self.value(of: $0, environment[$0] ?? "") }
      return Output(.record(Record(Shape(names), values)))
    }
    if let text = environment[name] { return Output(Self.value(of: name, text)) }
    if let text = `default` { return .text(text) }
    throw Diagnostic(
      ShellDiagnostic.notSet, "the environment has no '\(name)'", at: context.call.span(of: "name"),
      hint: Suggestion.hint(for: name, among: environment.keys.sorted())
        ?? "--default gives something else instead")
  }

  private static func value(of name: String, _ text: String) -> Value {
    let upper = name.uppercased()
    let isSecret = ["TOKEN", "PASSWORD", "PASSWD", "SECRET", "PRIVATE_KEY", "API_KEY"].contains {
      upper.contains($0)
    }
    // Names of files that hold a secret are no secrets.
    return isSecret && !upper.hasSuffix("_FILE") ? .secret(Secret(text)) : .string(text)
  }
}
