import CommandKit
import CoreCommands
import Diagnostics
import TestSupport
import Testing

/// What holds for every command, whatever it does.
@Suite struct DeclarationTests {
  static let declarations =
    CoreCommands.all.map { declare($0) } + LanguageStages.declarations

  private static func declare<C: Command>(_ type: C.Type) -> CommandDeclaration {
    CommandDeclaration(type)
  }

  static let examples: [(name: String, line: String)] =
    declarations.flatMap { declaration in
      declaration.examples.map { (declaration.name, $0.line) }
    } + Topics.all.flatMap { topic in topic.examples.map { (topic.name, $0.line) } }

  @Test(arguments: examples) func everyExampleRuns(_ name: String, _ line: String) {
    let answer = Session().enter(line)
    #expect(answer.status == 0, "\(name): \(answer.text)")
  }

  @Test func everyCommandHasExamplesAndHelp() {
    for declaration in Self.declarations {
      #expect(!declaration.examples.isEmpty || declaration.name == "open", "\(declaration.name)")
      #expect(!declaration.summary.isEmpty && !declaration.summary.hasSuffix("."))
      for parameter in declaration.parameters {
        #expect(!parameter.help.isEmpty, "\(declaration.name) \(parameter.spelling)")
        #expect(!parameter.help.hasSuffix("."), "\(declaration.name) \(parameter.spelling)")
      }
    }
  }

  @Test func noTwoNamesAreTheSame() {
    let names = Self.declarations.flatMap { [$0.name] + $0.aliases } + Topics.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func everyCommandFileIsRegistered() throws {
    let names = Set(Self.declarations.map(\.name))
    for path in Repository.files(under: "Sources/CoreCommands", ending: ".swift") {
      let text = try #require(Repository.text(of: path))
      for line in text.split(separator: "\n") where line.hasPrefix("  static let name = ") {
        let name = String(line.dropFirst(21).dropLast())
        #expect(names.contains(name), "\(path) declares '\(name)', which is in no list")
      }
    }
  }

  @Test func pagesAndReferenceShowEveryCommand() {
    let markdown = ReferenceText.markdown(Self.declarations, topics: Topics.all)
    let program = CommandDeclaration(
      name: "offsh", group: .shell, summary: "Shell", parameters: [])
    let manual = ManualPage.text(
      program: program, commands: Self.declarations, topics: Topics.all, version: "1",
      date: "2026-11-21")
    for declaration in Self.declarations {
      let page = CommandPage(declaration).text()
      #expect(page.contains(declaration.usage))
      #expect(page.split(separator: "\n").allSatisfy { TerminalText.width(of: String($0)) <= 100 })
      #expect(markdown.contains("### \(declaration.name)\n"))
      #expect(manual.contains(".SS"))
    }
    #expect(manual.utf8.allSatisfy { $0 < 0x80 })
    #expect(manual.split(separator: "\n").allSatisfy { !$0.hasPrefix("'") })
  }
}
