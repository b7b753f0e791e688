import LineEditor
import TestSupport
import Testing

@testable import Shell

/// What can stand at the cursor, which is the end of the line.
@Suite struct CompletionTests {
  private func completion(_ line: String) throws -> Completion {
    try ScriptedShell().completion(of: line)
  }

  private func texts(_ line: String) throws -> [String] {
    try completion(line).candidates.map(\.text)
  }

  @Test(arguments: [
    ("juju off", ["offer", "offers"]), ("help pi", ["pipes"]), ("help sort", ["sort-by"]),
    ("print \"${se", ["session"]), ("print \"in $se", ["$session"]),
    ("print \"in$se", ["$session"]), ("print $se", ["$session"]),
    ("offers --format=js", ["json"]), ("offers --format js", ["json"]),
    ("juju offers --form", ["--format"]), ("juju offers --format=y", ["yaml"]),
    ("grant bob re", ["read"]), ("grant --controller foo bob re", ["read"]),
    ("deploy (offers | first) --tru", ["--trust"]), ("[1] | whe", ["where"]),
    ("let x = show-o", ["show-offer", "show-offering", "show-order"]),
    ("if true { show-app", ["show-application"]),
    ("juju sort", []), ("deploy mysql --num-units ", []), ("grant re", []),
  ])
  func offers(_ line: String, _ expected: [String]) throws {
    let texts = try texts(line)
    if expected.isEmpty || !line.hasSuffix("sort") { #expect(texts == expected) }
    for text in expected { #expect(texts.contains(text)) }
  }

  @Test func theWholeOfAnEmptyWord() throws {
    #expect(try texts("grant bob ").contains("consume"))
    #expect(try texts("juju ").allSatisfy { $0 != "sort-by" })
    #expect(try texts("offers --format=") == texts("offers --format "))
    #expect(!(try texts("offers --format=").isEmpty))
    #expect(try completion("offers --format=").replacement == 16..<16)
    #expect(try completion("print \"in$se").replacement == 9..<12)
  }

  /// What the session knows costs no request.
  @Test func controllersAndModelsOfAnOpenSession() throws {
    let shell = try ScriptedShell()
    #expect(shell.completion(of: "switch pr").candidates.isEmpty)
    _ = shell.enter("whoami")
    let sent = shell.requestCount
    #expect(shell.completion(of: "switch pr").candidates.map(\.text) == ["prod"])
    #expect(
      shell.completion(of: "offers -m bigb").candidates.map(\.text).contains {
        $0.hasPrefix("bigbrother:admin/")
      })
    #expect(
      shell.completion(of: "models --controller f").candidates.map(\.text) == ["foo"])
    #expect(shell.requestCount == sent)
  }

  @Test func filesWhereAPathIsMeant() throws {
    let folder = TemporaryFolder()
    folder.write([], to: "orders.json")
    folder.write([], to: "order list.json")
    #expect(try texts("open \(folder.path)/ord") == ["\(folder.path)/orders.json"])
    #expect(try texts("open \(folder.path.dropLast())").contains("\(folder.path)/"))
    #expect(try texts("open /nowhere/").isEmpty)
  }

  @Test func flagsWhereNoValueHasToStand() throws {
    let flags = try texts("deploy mysql --trust ")
    #expect(flags.contains("--channel") && flags.contains("--config"))
    #expect(!flags.contains("--trust"))
    #expect(try texts("deploy mysql --config a=1 ").contains("--config"))
    #expect(try texts("deploy ").isEmpty)
  }
}
