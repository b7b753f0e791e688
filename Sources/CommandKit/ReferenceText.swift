/// The reference of all commands, computed from their declarations.
package enum ReferenceText {
  /// The reference as Markdown: a section per group, a heading per command, then the topics.
  package static func markdown(
    _ declarations: [CommandDeclaration], topics: [TopicPage] = []
  ) -> String {
    var out = "# Commands\n"
    for group in CommandGroup.allCases {
      let members = declarations.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      out += "\n## \(group.rawValue)\n"
      for member in members { out += "\n" + section(member) }
    }
    if !topics.isEmpty { out += "\n# Topics\n" }
    for topic in topics { out += "\n" + section(topic) }
    return out
  }

  private static func section(_ declaration: CommandDeclaration) -> String {
    let page = CommandPage(declaration)
    var parts = ["### \(declaration.name)", "\(declaration.summary).", code(declaration.usage)]
    if !declaration.aliases.isEmpty {
      parts.append("Also called \(declaration.aliases.map { "`\($0)`" }.joined(separator: ", ")).")
    }
    if !declaration.details.isEmpty { parts.append(paragraphs(declaration.details)) }
    parts += table("Argument", page.arguments) + table("Flag", page.flags)
    let facts = [("Pipe", page.pipe), ("Result", page.result), ("Effect", page.effect)]
    let lines = facts.filter { !$0.1.isEmpty }.map { "- \($0.0): \(escaped($0.1))" }
    if !lines.isEmpty { parts.append(lines.joined(separator: "\n")) }
    parts += examples(declaration.examples)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func section(_ topic: TopicPage) -> String {
    let parts = ["## \(topic.name)", "\(topic.summary).", paragraphs(topic.text)]
    return (parts + examples(topic.examples)).joined(separator: "\n\n") + "\n"
  }

  private static func table(_ title: String, _ rows: [CommandPage.Row]) -> [String] {
    if rows.isEmpty { return [] }
    let lines = rows.map { "| `\($0.spelling)` | \($0.type) | \(escaped($0.text)) |" }
    return [(["| \(title) | Type | |", "| --- | --- | --- |"] + lines).joined(separator: "\n")]
  }

  private static func examples(_ examples: [Example]) -> [String] {
    if examples.isEmpty { return [] }
    let lines = examples.flatMap { example in
      (example.note.map { ["# " + $0] } ?? []) + [example.line]
    }
    return [code(lines.joined(separator: "\n"))]
  }

  private static func code(_ text: String) -> String { "```\n\(text)\n```" }

  /// Paragraphs with blank lines between them; runs of lines that begin with a blank are code.
  private static func paragraphs(_ text: String) -> String {
    var blocks: [String] = []
    var verbatim: [String] = []
    func close() {
      if !verbatim.isEmpty { blocks.append(code(verbatim.joined(separator: "\n"))) }
      verbatim = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.hasPrefix(" ") {
        verbatim.append(String(line.dropFirst(2)))
      } else {
        close()
        blocks.append(escaped(String(line)))
      }
    }
    close()
    return blocks.joined(separator: "\n\n")
  }

  /// Text in which nothing is taken for markup.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "|<>*_`\\#[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
