/// All built-in commands by name. Declarations are computed when first asked for: a shell that
/// runs one command does not look at the others.
package final class CommandTable: Sendable {
  private let entries: [String: Entry]
  /// The names (without aliases) in the order of registration.
  package let names: [String]

  private final class Entry: Sendable {
    let type: any Command.Type
    let declaration: Lazily<CommandDeclaration>

    init(_ type: any Command.Type) {
      self.type = type
      declaration = Lazily { Self.declare(type) }
    }

    private static func declare<C: Command>(_ type: C.Type) -> CommandDeclaration {
      CommandDeclaration(type)
    }
  }

  package init(_ types: [any Command.Type]) {
    var entries: [String: Entry] = [:]
    entries.reserveCapacity(types.count * 2)
    var names: [String] = []
    names.reserveCapacity(types.count)
    for type in types {
      let entry = Entry(type)
      names.append(type.name)
      entries[type.name] = entry
      for alias in type.aliases { entries[alias] = entry }
    }
    self.entries = entries
    self.names = names
  }

  /// Returns the declaration of a command by name or alias.
  package subscript(name: String) -> CommandDeclaration? { entries[name]?.declaration.value }

  /// Names and aliases, for suggestions and completion.
  package var allNames: [String] { Array(entries.keys) }

  /// Returns the command that a call of a library comes to: `my_model.create_offer`, or its last
  /// part alone; the last but one in `marketplace_orders_list.sync`. Nil when nothing here does the
  /// same.
  package func name(elsewhereCalled call: String) -> String? {
    let parts = call.lowercased().split(separator: ".").suffix(2).reversed().map { part in
      String(part.map { $0 == "_" ? "-" : $0 })
    }
    guard let last = parts.first else { return nil }
    if let entry = entries[last], parts.count > 1 { return entry.type.name }
    for part in parts {
      let same = names.first { entries[$0]?.type.namesElsewhere.contains(part) == true }
      if let same { return same }
    }
    return nil
  }

  /// All declarations in the order of registration.
  package var declarations: [CommandDeclaration] { names.compactMap { self[$0] } }
}
