import Diagnostics
import Syntax
import Testing

struct PromptMarkTests {
  @Test(arguments: [
    TreeCase("$ juju offers", "(juju offers)"), TreeCase("% juju offers", "(juju offers)"),
    TreeCase("  $ a\n\t$ b", "(run a)\n(run b)"),
    TreeCase("ubuntu@host:~/a_b$ a", "(run a)"), TreeCase("root@host:/etc# a", "(run a)"),
    TreeCase("bob@ctrl:model$ a", "(run a)"),
    TreeCase("offsh> a", "(run a)"), TreeCase("offsh ⟨Nordic Compute⟩> a", "(run a)"),
    TreeCase("⟨Nordic Compute⟩> a", "(run a)"),
    TreeCase("foo:admin/default ⟨Nordic Compute⟩> a", "(run a)"),
    TreeCase("foo:admin/default> a", "(run a)"),
    TreeCase("$x\n$ $x", "$x\n$x"), TreeCase("$\n$ \na", "(run a)"),
    TreeCase("$ # why\na", "(run a)"), TreeCase("a\n$ b", "(run a)\n(run b)"),
    // Continuation lines of a marked statement.
    TreeCase("$ a \\\n> b", "(run a b)"), TreeCase("$ a |\n  > b", "(pipe (run a) (run b))"),
    TreeCase("$ for x in $y {\n> a\n> }\nb", "(for x $y {(run a)})\n(run b)"),
    TreeCase("offsh> each {\noffsh>   a\noffsh> }", "(run each {(run a)})"),
    TreeCase("$ a \"b\n> c\" 'd\n> e'", "(run a \"b\\nc\" \"d\\ne\")"),
    TreeCase("a \"b\n> c\"", "(run a \"b\\n> c\")"), TreeCase("($x\n> 3)", "((> $x 3))"),
  ])
  func marksAreSkipped(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    TreeCase("$ juju offers\nOffer  User\nmysql  bob (admin\n$ a", "(juju offers)\n(run a)"),
    TreeCase("Intro\n  $ a \\\n  > b\n  output }\n", "(run a b)"),
    TreeCase(
      "juju offers | count\n7 [\njuju status", "(pipe (juju offers) (run count))\n(juju status)"),
    TreeCase("juju offers \\\n  --all\nout", "(juju offers --all)"),
    TreeCase("let x = 5\n\n$x", "(let x 5)\n$x"),
    TreeCase("offsh> for x in $y {\n  a\n}\n1\n2", "(for x $y {(run a)})"),
    TreeCase("# intro\n$ a; b\nout", "(run a)\n(run b)"), TreeCase("", ""),
  ])
  func onlyMarkedLinesOfADocumentAreCommands(_ example: TreeCase) {
    check(example.source, gives: example.tree, mode: .document)
  }

  @Test(arguments: [
    ErrorCase("foo> bar\n", "other-shell '>'"), ErrorCase("> a\n", "other-shell '>'"),
    ErrorCase("a \\\n> b\n", "other-shell '>'"), ErrorCase("$ a\n> b\n", "other-shell '>'"),
  ])
  func whatOnlyLooksLikeAMarkIsNone(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }

  @Test func outputLinesAreTokensOfTheirOwn() {
    let tree = parse(SourceText("$ a\n out 1\n\nout 2\n"), mode: .document)
    let output = tree.tokens.filter { $0.kind == .output }.map { tree.source.slice($0.range) }
    #expect(output == [" out 1", "out 2"])
  }
}
