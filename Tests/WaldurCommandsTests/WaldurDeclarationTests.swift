import CommandKit
import Shell
import TestSupport
import Testing

@testable import WaldurCommands

/// What holds for every Waldur command, whatever it does.
struct WaldurDeclarationTests {
  static let declarations = WaldurCommands.all.map { declare($0) }

  private static func declare<C: Command>(_ type: C.Type) -> CommandDeclaration {
    CommandDeclaration(type)
  }

  static let examples = declarations.flatMap { $0.examples.map(\.line) }

  @Test(arguments: examples) func everyExampleRunsOnAFreshSandbox(_ line: String) throws {
    let answer = try ScriptedShell(["--yes"]).enter(line)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test func everyCommandHasExamplesAndHelp() {
    for declaration in Self.declarations {
      #expect(!declaration.examples.isEmpty, "\(declaration.name)")
      #expect(!declaration.summary.isEmpty && !declaration.summary.hasSuffix("."))
      for parameter in declaration.parameters {
        #expect(!parameter.help.isEmpty && !parameter.help.hasSuffix("."), "\(declaration.name)")
        let parts = parameter.name.split(separator: "-")
        #expect(!parts.dropFirst().contains { $0.count == 1 }, "\(parameter.name)")
      }
    }
  }

  @Test func everyCommandFileIsRegistered() throws {
    let names = Set(Self.declarations.map(\.name))
    #expect(names.count == WaldurCommands.all.count)
    for path in Repository.files(under: "Sources/WaldurCommands", ending: ".swift") {
      let text = try #require(Repository.text(of: path))
      for line in text.split(separator: "\n") where line.hasPrefix("  static let name = ") {
        let name = String(line.dropFirst(21).dropLast())
        #expect(names.contains(name), "\(path) declares '\(name)', which is in no list")
      }
    }
  }

  /// Every field that a server sends is one the command declares: the check and completion know it.
  @Test(arguments: [
    "orders", "resources", "offerings", "components \"HPC Allocation\"",
    "components \"HPC Allocation\" --prices", "customers", "customers --own", "projects",
    "projects --own", "providers", "users", "provider-users", "provider-permissions",
    "offering-users", "keys", "provider-keys", "usages", "plan-periods rna-seq", "team rna-seq",
    "members Platform", "show-order imaging", "show-resource rna-seq", "show-provider",
    "show-offering \"Hosted MySQL\"", "approve-order mysql-genomics",
    "grant-access olga \"HPC Allocation\" olga01", "report-usage rna-seq cpu=1",
    "set-resource-state mysql-climate ok",
  ])
  func fieldsAreDeclared(_ line: String) throws {
    let name = String(line.prefix { $0 != " " })
    let declaration = try #require(Self.declarations.first { $0.name == name })
    let declared: [String]
    switch declaration.result {
    case .records(let columns), .record(let columns): declared = columns
    default: declared = []
    }
    let isOne = if case .record = declaration.result { true } else { false }
    let answer = try ScriptedShell(["--yes"])
      .enter(line + (isOne ? "" : " | first") + " | fields | to json")
    #expect(answer.status == 0, "\(answer.text)")
    let seen = answer.output.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
    #expect(!seen.isEmpty)
    #expect(seen.filter { !declared.contains($0) } == [])
  }

  @Test func everyDiagnosticIsNamedOnce() {
    let names = WaldurCommandDiagnostic.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(WaldurCommandDiagnostic.all.allSatisfy { !$0.explanation.isEmpty })
  }
}
