/// What is known of one parameter before anything runs.
package struct ParameterDeclaration: Sendable {
  package enum Kind: Sendable, Hashable {
    case positional(Arity)
    /// Takes the next argument, or the part behind `=`.
    case flag
    case `switch`
  }

  /// What else a parameter decides besides what its command does with it.
  package enum Role: Sendable, Hashable {
    case plain
    /// A batch ends at the first item that fails.
    case stopsBatch
    /// The blocks of the call run on several threads.
    case runsInParallel
  }

  package let kind: Kind
  package let role: Role
  package let type: any ParameterValue.Type
  package let help: String
  /// The single letter behind one dash.
  package let short: Character?
  /// Other long names it goes by.
  package let aliases: [String]
  /// The field of a piped record that fills it; also what a piped text fills.
  package let fedBy: String?
  /// The field of such a record that people call it by, where that is another one.
  package let namedBy: String?
  package let isRepeatable: Bool
  /// The default as help shows it.
  package let defaultText: String?
  /// What to say when a required one is missing, in Juju's words where it is Juju's command.
  package let missing: String?
  /// The name: `--name` of a flag, `<name>` of an argument.
  package internal(set) var name: String
  /// What stands for its value in help: `MODEL`, `<offer-url>`.
  package let label: String

  package init(
    kind: Kind, type: any ParameterValue.Type, help: String, label: String? = nil,
    short: Character? = nil, name: String? = nil, aliases: [String] = [], fedBy: String? = nil,
    namedBy: String? = nil, isRepeatable: Bool = false, defaultText: String? = nil,
    missing: String? = nil,
    role: Role = .plain
  ) {
    self.kind = kind
    self.role = role
    self.type = type
    self.help = help
    self.short = short
    self.aliases = aliases
    self.fedBy = fedBy
    self.namedBy = namedBy
    self.isRepeatable = isRepeatable
    self.defaultText = defaultText
    self.missing = missing
    self.name = name ?? ""
    self.label = label ?? type.typeName
  }

  package var isPositional: Bool {
    if case .positional = kind { return true }
    return false
  }

  /// Whether a call without it is an error.
  package var isRequired: Bool {
    switch kind {
    case .positional(.one): true
    case .positional(.rest(let least)): least > 0
    default: false
    }
  }

  /// The long spelling of a flag, or the argument in angle brackets.
  package var spelling: String { isPositional ? "<\(name)>" : "--\(name)" }
}
