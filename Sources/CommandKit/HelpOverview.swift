/// The lists that `help` shows: all groups of commands, or one.
package struct HelpOverview {
  private let declarations: [CommandDeclaration]
  private let definitions: [CommandDeclaration]
  private let topics: [TopicPage]

  package init(
    _ declarations: [CommandDeclaration], definitions: [CommandDeclaration], topics: [TopicPage]
  ) {
    self.declarations = declarations
    self.definitions = definitions
    self.topics = topics
  }

  /// Groups with their commands, the user's own, and the topics.
  package func text(width: Int = 80) -> String {
    var lines = [
      "help COMMAND shows a command's page, help TOPIC one about the language.", "",
    ]
    for group in CommandGroup.allCases where !members(of: group).isEmpty {
      lines += rows(group.rawValue, members(of: group), width) + [""]
    }
    if !definitions.isEmpty { lines += rows("Defined here", definitions, width) + [""] }
    lines.append("Topics")
    lines += TextWrap.table(topics.map { ($0.name, $0.summary) }, width: width, indent: 2)
    return lines.joined(separator: "\n") + "\n"
  }

  /// One group.
  package func text(of group: CommandGroup, width: Int = 80) -> String {
    rows(group.rawValue, members(of: group), width).joined(separator: "\n") + "\n"
  }

  private func members(of group: CommandGroup) -> [CommandDeclaration] {
    declarations.filter { $0.group == group }
  }

  private func rows(_ title: String, _ commands: [CommandDeclaration], _ width: Int) -> [String] {
    [title] + TextWrap.table(commands.map { ($0.name, $0.summary) }, width: width, indent: 2)
  }
}
