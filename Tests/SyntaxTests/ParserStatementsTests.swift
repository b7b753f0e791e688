import Testing

struct ParserStatementsTests {
  @Test(arguments: [
    TreeCase("", ""),
    TreeCase(" \n# only a comment\n;;\n", ""),
    TreeCase("a; b\nc && d &&\n\n e", "(run a)\n(run b)\n(run c)\n(run d)\n(run e)"),
    TreeCase("let x = 1", "(let x 1)"),
    TreeCase("let x=orders --all", "(let x (run orders --all))"),
    TreeCase("let order-id =\n  # why\n  5", "(let order-id 5)"),
    TreeCase("let x = if $a { 1 } else { 2 }", "(let x (if $a {1} else {2}))"),
    TreeCase("set x = null", "(set x null)"),
    TreeCase("set x.a[0].b = offers | first 1", "(set x.a[0].b (pipe (run offers) (run first 1)))"),
    TreeCase("for x in $list { echo $x }", "(for x $list {(run echo (value $x))})"),
    TreeCase("for x in (offers)\n{ }", "(for x ((run offers)) {})"),
    TreeCase("while not $done { break; continue }", "(while (not $done) {(break) (continue)})"),
    TreeCase("return", "(return)"),
    TreeCase("return $x | get name", "(return (pipe $x (run get name)))"),
    TreeCase("throw\n\"no\"", "(throw \"no\")"),
    TreeCase("source ./lib.offsh; source 'a b'", "(source ./lib.offsh)\n(source \"a b\")"),
    TreeCase("letter; for-each; if:x", "(run letter)\n(run for-each)\n(run if:x)"),
    TreeCase("echo let set for if", "(run echo let set for if)"),
    TreeCase("echo a\r\necho b\r\n", "(run echo a)\n(run echo b)"),
    TreeCase("\u{FEFF}echo a", "(run echo a)"),
  ])
  func statementsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("let", "expected ''…"),
    ErrorCase("let x", "expected ''…"),
    ErrorCase("let x =\n", "expected ''…"),
    ErrorCase("let x =\n}\n", "expected ''"),
    ErrorCase("let $x = 3", "expected '$x'"),
    ErrorCase("let x: int = 4", "expected ':'"),
    ErrorCase("let x 5\n", "expected '5'"),
    ErrorCase("let x == 5", "expected '=='"),
    ErrorCase("let 5 = x\n", "expected '5'"),
    ErrorCase("set x += 1", "expected '+='"),
    ErrorCase("set x. = 1", "expected '.'"),
    ErrorCase("for", "expected ''…"),
    ErrorCase("for x", "expected ''…"),
    ErrorCase("for x i", "expected 'i'…"),
    ErrorCase("for x of $list { }", "expected 'of'"),
    ErrorCase("for $x in $list { }", "expected '$x'"),
    ErrorCase("for x in { }", "expected '{'"),
    ErrorCase("while $a && $b { }", "expected '&&'"),
    ErrorCase("while $a\necho b\n", "expected ''"),
    ErrorCase("throw\n", "expected ''…"),
    ErrorCase("throw \"a\" b\n", "unexpected 'b'"),
    ErrorCase("return 5 6\n", "unexpected '6'"),
    ErrorCase("break x\n", "unexpected 'x'"),
    ErrorCase("source", "expected ''…"),
    ErrorCase("source $x\n", "source-path '$x'"),
    ErrorCase("source a b\n", "unexpected 'b'"),
    ErrorCase("a &&", "expected ''…"),
    ErrorCase("a && ; b", "expected ';'"),
    ErrorCase("&& a", "unexpected '&&'"),
    ErrorCase("foo\n  | bar | baz\n", "leading-pipe '|'"),
    ErrorCase("foo )\nbar ]\n}\n", "stray-closer ')'", "stray-closer ']'", "stray-closer '}'"),
    ErrorCase("foo )", "stray-closer ')'"),
    ErrorCase("if $x { }\nelse { }\n", "clause-on-own-line 'else'"),
    ErrorCase(
      "try { }\ncatch e { }\nfinally { }\n",
      "clause-on-own-line 'catch'", "clause-on-own-line 'finally'"),
    ErrorCase("for x in $y { } | count\n", "unexpected '|'"),
    ErrorCase("a \\", "expected '\\'…"),
    ErrorCase("a \\\n  ", "expected '\\'…"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
