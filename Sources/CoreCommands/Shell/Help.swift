package import CommandKit
import Diagnostics
import Values

/// Explains commands and the language.
struct Help: Command {
  static let name = "help"
  static let group = CommandGroup.shell
  static let summary = "Explain a command or a topic, or list them"
  static let details = """
    Without anything, a list of all commands by family, the session's own definitions, and the \
    topics. Everything on a command's page comes from its declaration, which is also what its \
    arguments are checked against.
    """
  static let result = ResultShape.text
  static let examples: [Example] = ["help", "help sort-by", "help pipes"]

  @Argument("A command, a topic, or a family of commands", atLeast: 0) var subject: [HelpSubject]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let definitions = try context.runtime.service(DefinitionNames.self)?.declarations() ?? []
    let declarations = LanguageStages.declarations + context.runtime.table.declarations
    let overview = HelpOverview(declarations, definitions: definitions, topics: Topics.all)
    if subject.isEmpty { return .text(overview.text()) }
    let name = subject.map { $0.name.lowercased() }.joined(separator: "-")
    let own = definitions.first { $0.name == name }
    let stage = LanguageStages.declarations.first { $0.name == name }
    if let declaration = own ?? context.runtime.table[name] ?? stage {
      return .text(CommandPage(declaration).text())
    }
    let topicName = Topics.words[name] ?? name
    if let topic = Topics.all.first(where: { $0.name == topicName }) { return .text(topic.text()) }
    if let group = CommandGroup.allCases.first(where: { Self.word($0) == name }) {
      return .text(overview.text(of: group))
    }
    throw unknown(name, declarations + definitions, context)
  }

  private static func word(_ group: CommandGroup) -> String {
    group.rawValue.lowercased().split(separator: " ").joined(separator: "-")
  }

  private func unknown(
    _ name: String, _ declarations: [CommandDeclaration], _ context: CommandContext
  ) -> Diagnostic {
    let names =
      declarations.map(\.name) + context.runtime.table.allNames + Topics.all.map(\.name)
      + CommandGroup.allCases.map(Self.word)
    return Diagnostic(
      ShellDiagnostic.unknownTopic, "no command or topic is called '\(name)'",
      at: context.call.span(of: "subject"),
      hint: Suggestion.hint(for: name, among: names) ?? "'help' lists all of them")
  }
}

/// A command or a topic to explain.
struct HelpSubject: ParameterValue {
  let name: String

  var value: Value { .string(name) }

  static var typeName: String { "help-subject" }
  static var expectation: String { "a command or a topic" }
  static var candidates: CandidateSource? { .topic }

  static func parse(_ text: String) throws(ParameterError) -> HelpSubject {
    HelpSubject(name: text)
  }
}

/// Stages of a pipe that belong to the language's grammar and are no commands.
package enum LanguageStages {
  package static let declarations = [
    CommandDeclaration(
      name: "where", group: .records, summary: "Keep the items for which a condition holds",
      details: """
        The condition is an expression: .name is a field of the item, .name? one that may be \
        missing, $it the item itself; and, or, not, == != < <= > >=, =~ and !~ with a regular \
        expression, in. Everything behind 'where' up to the next | belongs to it. Filters a stream \
        as it comes.
        """,
      examples: [
        "[[name: 'db', units: 3], [name: 'web', units: 1]] | where .units > 1",
        "range 10 | where $it % 3 == 0",
        "[[name: 'db', note: null]] | where .note == null and .name =~ '^d'",
      ],
      result: .input, input: .required,
      parameters: [
        ParameterDeclaration(
          kind: .positional(.one), type: AnyValue.self, help: "What must hold", label: "expression",
          name: "condition")
      ])
  ]
}
