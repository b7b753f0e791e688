import EffectGate

/// What a declaration says about a command in words: the one source of the help page, the
/// reference and the man page.
package struct CommandPage {
  package let declaration: CommandDeclaration

  package init(_ declaration: CommandDeclaration) { self.declaration = declaration }

  /// One parameter in words.
  package struct Row: Sendable {
    /// `<name>`, `-m, --model MODEL`, `--force`.
    package let spelling: String
    /// The type's name; empty for switches.
    package let type: String
    /// What it is for, what it may be, its default.
    package let text: String

    /// The text behind the type. The help of a parameter of a `def` begins with its type already.
    var typedText: String {
      if text.isEmpty { return type }
      return text.hasPrefix(type) ? text : "\(type): \(text)"
    }
  }

  package var arguments: [Row] {
    declaration.parameters.filter(\.isPositional).map { parameter in
      Row(spelling: argumentSpelling(parameter), type: parameter.label, text: text(of: parameter))
    }
  }

  package var flags: [Row] {
    declaration.parameters.filter { !$0.isPositional }.map { parameter in
      Row(
        spelling: flagSpelling(parameter), type: parameter.kind == .switch ? "" : parameter.label,
        text: text(of: parameter))
    }
  }

  private func argumentSpelling(_ parameter: ParameterDeclaration) -> String {
    switch parameter.kind {
    case .positional(.optional): "[<\(parameter.name)>]"
    case .positional(.rest(let least)):
      least > 0 ? "<\(parameter.name)> …" : "[<\(parameter.name)> …]"
    default: "<\(parameter.name)>"
    }
  }

  private func flagSpelling(_ parameter: ParameterDeclaration) -> String {
    let names = ([parameter.name] + parameter.aliases).map { "--" + $0 }
    let short = parameter.short.map { ["-\($0)"] } ?? []
    let value = parameter.kind == .switch ? "" : " " + parameter.label.uppercased()
    return (short + names).joined(separator: ", ") + value
  }

  /// The help, then what the type takes, how often, and what holds without it.
  private func text(of parameter: ParameterDeclaration) -> String {
    var parts = [parameter.help]
    let choices = parameter.type.choices
    if parameter.kind != .switch, !choices.isEmpty {
      parts.append("one of " + choices.joined(separator: ", "))
    }
    if parameter.isRepeatable { parts.append("may be repeated") }
    if let field = parameter.fedBy { parts.append("a pipe fills it from the field '\(field)'") }
    if let value = parameter.defaultText { parts.append("default \(value)") }
    return parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// What the command does with the pipe's value.
  package var pipe: String {
    if declaration.hasFedParameters {
      let fields = declaration.parameters.compactMap(\.fedBy).map { "'\($0)'" }
      return "each record or text of a pipe is one call; it fills "
        + fields.joined(separator: " and ")
    }
    return switch declaration.input {
    case .ignored: ""
    case .optional: "takes a value, and works without one"
    case .required: "needs a value"
    }
  }

  /// What comes out.
  package var result: String {
    switch declaration.result {
    case .nothing: "nothing"
    case .text: "text"
    case .unknown: ""
    case .record(let fields): "a record with " + fields.joined(separator: ", ")
    case .records(let columns): "records with " + columns.joined(separator: ", ")
    case .input: "what came in, with the same columns"
    case .named: "records with the columns named"
    }
  }

  /// What the command does to the world; empty for reads.
  package var effect: String {
    switch declaration.effect {
    case .read: ""
    case .write: "write: changes something; not done by --dry-run, refused by --read-only"
    case .destroy: "destroy: takes something away, and asks before it does"
    }
  }
}

extension CommandPage {
  /// The help page as plain text of at most `width` columns, each line ended.
  package func text(width: Int = 80) -> String {
    var lines = TextWrap.lines("\(declaration.name): \(declaration.summary)", width: width)
    lines += ["", "usage: \(declaration.usage)"]
    if !declaration.aliases.isEmpty {
      lines.append("also called: " + declaration.aliases.joined(separator: ", "))
    }
    if !declaration.details.isEmpty {
      lines += [""] + TextWrap.lines(declaration.details, width: width)
    }
    lines += section("arguments", arguments, width)
    lines += section("flags", flags, width)
    lines += facts(width)
    if !declaration.examples.isEmpty {
      lines += ["", "examples:"]
      for example in declaration.examples {
        if let note = example.note { lines += TextWrap.lines("# " + note, width: width, indent: 2) }
        lines += example.line.split(separator: "\n").map { "  " + $0 }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ rows: [Row], _ width: Int) -> [String] {
    if rows.isEmpty { return [] }
    let pairs = rows.map { row in
      (
        left: row.spelling,
        right: row.spelling.hasPrefix("-") ? row.text : row.typedText
      )
    }
    return ["", title + ":"] + TextWrap.table(pairs, width: width, indent: 2)
  }

  private func facts(_ width: Int) -> [String] {
    let facts = [("pipe", pipe), ("result", result), ("effect", effect)].filter { !$0.1.isEmpty }
    if facts.isEmpty { return [] }
    return [""]
      + facts.flatMap { fact in
        TextWrap.lines("\(fact.0): \(fact.1)", width: width)
      }
  }
}
