import CommandKit
import Diagnostics
import Shell
import TestSupport
import Testing
import Values

@testable import JujuCommands

/// What holds for every Juju command, whatever it does.
struct JujuDeclarationTests {
  static let declarations = JujuCommands.all.map { declare($0) }

  private static func declare<C: Command>(_ type: C.Type) -> CommandDeclaration {
    CommandDeclaration(type)
  }

  static let examples = declarations.flatMap { declaration in
    declaration.examples.map { $0.line }
  }

  @Test(arguments: examples) func everyExampleRunsOnAFreshSandbox(_ line: String) throws {
    let answer = try ScriptedShell(["--yes"]).enter(line)
    #expect(answer.status == 0, "\(answer.text)")
  }

  /// A call finds its parameters by the order in which they are initialised.
  @Test func parametersAnnounceThemselvesInTheOrderOfTheirDeclaration() throws {
    for declaration in try ScriptedShell().declarations where declaration.make != nil {
      let found = try #require(declaration.unboundCall()).parameters.map(\.declaration.help)
      let declared = declaration.parameters.filter { $0.role != .stopsBatch }.map(\.help)
      #expect(found == declared, "\(declaration.name)")
    }
  }

  @Test func everyCommandHasExamplesAndHelp() {
    for declaration in Self.declarations {
      #expect(!declaration.examples.isEmpty, "\(declaration.name)")
      #expect(!declaration.summary.isEmpty && !declaration.summary.hasSuffix("."))
      #expect(declaration.group.isJuju || declaration.group == .shell, "\(declaration.name)")
      for parameter in declaration.parameters {
        #expect(!parameter.help.isEmpty && !parameter.help.hasSuffix("."))
        // A name such as `offer-u-r-l` comes of an abbreviation in the property's name.
        let parts = parameter.name.split(separator: "-")
        #expect(!parts.dropFirst().contains { $0.count == 1 }, "\(parameter.name)")
      }
    }
  }

  @Test func everyCommandFileIsRegistered() throws {
    let names = Set(Self.declarations.map(\.name))
    #expect(names.count == JujuCommands.all.count)
    for path in Repository.files(under: "Sources/JujuCommands", ending: ".swift") {
      let text = try #require(Repository.text(of: path))
      for line in text.split(separator: "\n") where line.hasPrefix("  static let name = ") {
        let name = String(line.dropFirst(21).dropLast())
        #expect(names.contains(name), "\(path) declares '\(name)', which is in no list")
      }
    }
  }

  /// Commands that list things declare exactly the columns their records have.
  @Test(arguments: [
    ("offers", "offers -m prod"), ("find-offers", "find-offers"),
    ("show-offer", "show-offer postgresql"),
    ("relations", "relations -m prod"), ("controllers", "controllers"), ("models", "models"),
    ("whoami", "whoami"), ("status", "status"), ("show-application", "show-application postgresql"),
    ("firewall-rules", "firewall-rules"), ("juju-users", "juju-users"),
    ("offer", "offer postgresql:db again"), ("consume", "consume admin/prod.mysql"),
    ("deploy", "deploy mysql"), ("add-model", "add-model staging"),
  ])
  func columnsAreThoseDeclared(_ name: String, _ line: String) throws {
    let declaration = try #require(Self.declarations.first { $0.name == name })
    let declared: [String]
    switch declaration.result {
    case .records(let columns), .record(let columns): declared = columns
    default: declared = []
    }
    let shell = try ScriptedShell(["--yes"])
    let answer = shell.enter("\(line) | first | fields | to json")
    let single = shell.enter("\(line) | fields | to json")
    let seen = [answer, single].filter { $0.status == 0 }.map { output in
      output.output.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }
    }
    #expect(seen.contains(declared), "\(answer.text)\(single.text)")
  }

  @Test func everyDiagnosticIsNamedOnce() {
    let names = JujuCommandDiagnostic.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(JujuCommandDiagnostic.all.allSatisfy { !$0.explanation.isEmpty })
  }
}
