/// What the property wrappers of a command declare and hold. A reference, so that binding can fill
/// the parameters of a command that a mirror only lends.
package final class ParameterCell<Content> {
  package var content: Content?
  package init(_ content: Content?) { self.content = content }
}

/// How many words a positional parameter takes.
package enum Arity: Sendable, Hashable {
  case one
  case optional
  /// All that remain; at least so many.
  case rest(atLeast: Int)
}

/// A declared parameter as binding sees it.
package protocol DeclaredParameter {
  var declaration: ParameterDeclaration { get }
  /// Sets the parameter to an element that `declaration.type` parsed or converted.
  func accept(_ element: any ParameterValue)
}

/// Parameters declared together and used by several commands (`-m`, `-c`, `--format`): a command
/// has a stored property of such a type.
package protocol ParameterGroup { init() }

/// A positional parameter.
@propertyWrapper
package struct Argument<Content>: DeclaredParameter {
  private let cell: ParameterCell<Content>
  private let fallback: Content?
  private let take: (any ParameterValue, ParameterCell<Content>) -> Void
  package let declaration: ParameterDeclaration

  package var wrappedValue: Content {
    get { cell.content ?? fallback ?? Self.unbound }
    nonmutating set { cell.content = newValue }
  }

  package func accept(_ element: any ParameterValue) { take(element, cell) }

  /// A required parameter is always bound before a command runs.
  private static var unbound: Content { preconditionFailure("a required argument was not bound") }
}

extension Argument where Content: ParameterValue {
  /// A required argument.
  package init(
    _ help: String, label: String? = nil, fedBy: String? = nil, namedBy: String? = nil,
    missing: String? = nil
  ) {
    cell = ParameterCell(nil)
    fallback = nil
    take = { element, cell in cell.content = element as? Content }
    declaration = ParameterDeclaration(
      kind: .positional(.one), type: Content.self, help: help, label: label, fedBy: fedBy,
      namedBy: namedBy, missing: missing)
    ParameterCollection.note(self)
  }

  /// An argument with a default.
  package init(
    wrappedValue: Content, _ help: String, label: String? = nil, defaultText: String? = nil
  ) {
    cell = ParameterCell(nil)
    fallback = wrappedValue
    take = { element, cell in cell.content = element as? Content }
    declaration = ParameterDeclaration(
      kind: .positional(.optional), type: Content.self, help: help, label: label,
      defaultText: defaultText)
    ParameterCollection.note(self)
  }
}

extension Argument {
  /// An argument that may be left out.
  package init<Element: ParameterValue>(
    _ help: String, label: String? = nil, fedBy: String? = nil
  ) where Content == Element? {
    cell = ParameterCell(nil)
    fallback = .some(nil)
    take = { element, cell in cell.content = .some(element as? Element) }
    declaration = ParameterDeclaration(
      kind: .positional(.optional), type: Element.self, help: help, label: label, fedBy: fedBy)
    ParameterCollection.note(self)
  }

  /// All remaining arguments.
  package init<Element: ParameterValue>(
    _ help: String, label: String? = nil, atLeast: Int = 1, fedBy: String? = nil,
    missing: String? = nil
  ) where Content == [Element] {
    cell = ParameterCell(nil)
    fallback = []
    take = { element, cell in
      guard let element = element as? Element else { return }
      if cell.content == nil { cell.content = [] }
      cell.content?.append(element)
    }
    declaration = ParameterDeclaration(
      kind: .positional(.rest(atLeast: atLeast)), type: Element.self, help: help, label: label,
      fedBy: fedBy, missing: missing)
    ParameterCollection.note(self)
  }
}

/// A flag that takes a value: `--format yaml`, `-m admin/default`.
@propertyWrapper
package struct Flag<Content>: DeclaredParameter {
  private let cell: ParameterCell<Content>
  private let fallback: Content
  private let take: (any ParameterValue, ParameterCell<Content>) -> Void
  package let declaration: ParameterDeclaration

  package var wrappedValue: Content {
    get { cell.content ?? fallback }
    nonmutating set { cell.content = newValue }
  }

  package func accept(_ element: any ParameterValue) { take(element, cell) }
}

extension Flag where Content: ParameterValue {
  /// A flag with a default.
  package init(
    wrappedValue: Content, _ help: String, short: Character? = nil, name: String? = nil,
    aliases: [String] = [], label: String? = nil, defaultText: String? = nil,
    role: ParameterDeclaration.Role = .plain
  ) {
    cell = ParameterCell(nil)
    fallback = wrappedValue
    take = { element, cell in cell.content = element as? Content }
    declaration = ParameterDeclaration(
      kind: .flag, type: Content.self, help: help, label: label, short: short, name: name,
      aliases: aliases, defaultText: defaultText, role: role)
    ParameterCollection.note(self)
  }
}

extension Flag {
  /// A flag that is nil when not given.
  package init<Element: ParameterValue>(
    _ help: String, short: Character? = nil, name: String? = nil, aliases: [String] = [],
    label: String? = nil
  ) where Content == Element? {
    cell = ParameterCell(nil)
    fallback = nil
    take = { element, cell in cell.content = .some(element as? Element) }
    declaration = ParameterDeclaration(
      kind: .flag, type: Element.self, help: help, label: label, short: short, name: name,
      aliases: aliases)
    ParameterCollection.note(self)
  }

  /// A flag that may be given several times.
  package init<Element: ParameterValue>(
    _ help: String, short: Character? = nil, name: String? = nil, aliases: [String] = [],
    label: String? = nil
  ) where Content == [Element] {
    cell = ParameterCell(nil)
    fallback = []
    take = { element, cell in
      guard let element = element as? Element else { return }
      if cell.content == nil { cell.content = [] }
      cell.content?.append(element)
    }
    declaration = ParameterDeclaration(
      kind: .flag, type: Element.self, help: help, label: label, short: short, name: name,
      aliases: aliases, isRepeatable: true)
    ParameterCollection.note(self)
  }
}

/// A flag without value: `--force`, `--force=false`.
@propertyWrapper
package struct Switch: DeclaredParameter {
  private let cell = ParameterCell<Bool>(nil)
  private let fallback: Bool
  package let declaration: ParameterDeclaration

  package var wrappedValue: Bool {
    get { cell.content ?? fallback }
    nonmutating set { cell.content = newValue }
  }

  package init(
    wrappedValue: Bool, _ help: String, short: Character? = nil, name: String? = nil,
    aliases: [String] = []
  ) {
    fallback = wrappedValue
    declaration = ParameterDeclaration(
      kind: .switch, type: Bool.self, help: help, short: short, name: name, aliases: aliases)
    ParameterCollection.note(self)
  }

  package func accept(_ element: any ParameterValue) { cell.content = element as? Bool }
}
