package import EffectGate

/// A command as data: built in (computed from its type) or defined by the user with `def`.
package final class CommandDeclaration: Sendable {
  package let name: String
  package let aliases: [String]
  package let group: CommandGroup
  package let summary: String
  package let details: String
  package let effect: Effect
  package let examples: [Example]
  package let result: ResultShape
  package let input: InputUse
  package let parameters: [ParameterDeclaration]
  /// Makes an unbound call; nil for commands that are not Swift types (`def`, `where`).
  package let make: (@Sendable () -> any Command)?

  package init(
    name: String, aliases: [String] = [], group: CommandGroup, summary: String,
    details: String = "", effect: Effect = .read, examples: [Example] = [],
    result: ResultShape = .unknown, input: InputUse = .ignored,
    parameters: [ParameterDeclaration], make: (@Sendable () -> any Command)? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.details = details
    self.effect = effect
    self.examples = examples
    self.result = result
    self.input = input
    self.parameters = parameters
    self.make = make
  }

  /// Computes the declaration of a command type.
  package convenience init<C: Command>(_ type: C.Type) {
    var parameters = DeclaredParameters.of(C()).map(\.declaration)
    if C.effect > .read, parameters.contains(where: { $0.fedBy != nil }) {
      parameters.append(Self.stopOnError)
    }
    self.init(
      name: C.name, aliases: C.aliases, group: C.group, summary: C.summary, details: C.details,
      effect: C.effect, examples: C.examples, result: C.result, input: C.input,
      parameters: parameters, make: { C() })
  }

  /// Returns an unbound call with its parameters in the order of `parameters`; nil for what is no
  /// Swift type.
  package func unboundCall() -> (command: any Command, parameters: [any DeclaredParameter])? {
    guard let make else { return nil }
    let (command, found) = ParameterCollection.collecting(make)
    if found.count == parameters.count(where: { $0.role != .stopsBatch }) {
      return (command, found)
    }
    // It made others on the way: the mirror tells them apart.
    return (command, DeclaredParameters.of(command).map(\.parameter))
  }

  /// The flag that every command has which changes something and which a pipe can feed; the
  /// interpreter reads it.
  private static let stopOnError = ParameterDeclaration(
    kind: .switch, type: Bool.self, help: "Stop at the first item that fails",
    name: "stop-on-error",
    role: .stopsBatch)

  /// The positional parameters in order.
  package var positionals: [ParameterDeclaration] { parameters.filter(\.isPositional) }

  /// Returns the flag or switch of that long name, alias or single letter, with its index.
  package func flag(named name: String, isLong: Bool) -> (index: Int, ParameterDeclaration)? {
    for (index, parameter) in parameters.enumerated() where !parameter.isPositional {
      if isLong
        ? parameter.name == name || parameter.aliases.contains(name)
        : parameter.short.map(String.init) == name
      {
        return (index, parameter)
      }
    }
    return nil
  }

  /// Whether a pipe fills a parameter.
  package var hasFedParameters: Bool { parameters.contains { $0.fedBy != nil } }

  /// `offer [flags] <endpoints> [<name>]`.
  package var usage: String {
    var words = [name]
    if parameters.contains(where: { !$0.isPositional }) { words.append("[flags]") }
    for parameter in parameters {
      guard case .positional(let arity) = parameter.kind else { continue }
      switch arity {
      case .one: words.append("<\(parameter.name)>")
      case .optional: words.append("[<\(parameter.name)>]")
      case .rest(let least):
        words.append(least > 0 ? "<\(parameter.name)> …" : "[<\(parameter.name)> …]")
      }
    }
    return words.joined(separator: " ")
  }
}

/// Finds the parameters of a command through its mirror, groups included, in declaration order.
package enum DeclaredParameters {
  package struct Named {
    package let parameter: any DeclaredParameter
    package let declaration: ParameterDeclaration
  }

  package static func of(_ command: Any) -> [Named] {
    var found: [Named] = []
    for child in Mirror(reflecting: command).children {
      if let parameter = child.value as? any DeclaredParameter {
        var declaration = parameter.declaration
        if declaration.name.isEmpty { declaration.name = kebab(child.label ?? "") }
        found.append(Named(parameter: parameter, declaration: declaration))
      } else if let group = child.value as? any ParameterGroup {
        found += of(group)
      }
    }
    return found
  }

  /// `_activeOnly` → `active-only`.
  private static func kebab(_ label: String) -> String {
    var name = ""
    for character in label.drop(while: { $0 == "_" }) {
      if character.isUppercase {
        name += "-" + character.lowercased()
      } else {
        name.append(character)
      }
    }
    return name
  }
}
