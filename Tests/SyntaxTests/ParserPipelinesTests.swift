import Testing

struct ParserPipelinesTests {
  @Test(arguments: [
    // The first token decides.
    TreeCase("$x", "$x"), TreeCase("\"a\"", "\"a\""), TreeCase("'a'", "\"a\""),
    TreeCase("(a)", "((run a))"), TreeCase("[1]", "(list 1)"), TreeCase("{ a }", "{(run a)}"),
    TreeCase(".name", ".name"), TreeCase("-5", "(- 5)"), TreeCase("-$x", "(- $x)"),
    TreeCase("-(5)", "(- (5))"), TreeCase("-.a", "(- .a)"), TreeCase("42", "42"),
    TreeCase("1h30m", "5400000000000ns"), TreeCase("true", "true"), TreeCase("null", "null"),
    TreeCase("not true", "(not true)"), TreeCase("(5)", "(5)"), TreeCase("5;6", "5\n6"),
    TreeCase("10.0.0.0/8", "(run 10.0.0.0/8)"), TreeCase("3-foo", "(run 3-foo)"),
    TreeCase("1+2", "(run 1+2)"), TreeCase("5x", "(run 5x)"),
    TreeCase("true-foo", "(run true-foo)"),
    TreeCase("nothing", "(run nothing)"), TreeCase("./foo", "(run ./foo)"),
    TreeCase(".5", "(run .5)"),
    TreeCase("--foo", "(run --foo)"), TreeCase("- 5", "(run - 5)"), TreeCase("*", "(run *)"),
    // Stages.
    TreeCase("a | b c | d", "(pipe (run a) (run b c) (run d))"),
    TreeCase("a |\n  # why\n\n  b", "(pipe (run a) (run b))"),
    TreeCase("(a\n  | b)", "((pipe (run a) (run b)))"),
    TreeCase("$x | where .cost > 3 | count", "(pipe $x (where (> .cost 3)) (run count))"),
    TreeCase("where .a", "(where .a)"), TreeCase("wherever .a", "(run wherever .a)"),
    TreeCase("if $a { } | count", "(pipe (if $a {}) (run count))"),
    TreeCase("a|b", "(pipe (run a) (run b))"),
    // The prefix of Juju's commands.
    TreeCase("juju offers", "(juju offers)"), TreeCase("juju", "(run juju)"),
    TreeCase("juju --version", "(run juju --version)"), TreeCase("jujube a", "(run jujube a)"),
    TreeCase("juju # why", "(run juju)"), TreeCase("(juju\n offers)", "((juju offers))"),
    TreeCase("juju \\\n offers", "(juju offers)"),
    TreeCase("a | juju offers", "(pipe (run a) (juju offers))"),
  ])
  func pipelinesAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("a |", "expected ''…"),
    ErrorCase("a |\n", "expected ''…"),
    ErrorCase("a | ; b", "expected ';'"),
    ErrorCase("a | | b", "expected '|'"),
    ErrorCase("orders | .cost\n", "expression-stage '.cost'"),
    ErrorCase("orders | $x | b\n", "expression-stage '$x'"),
    ErrorCase("orders | 5\n", "expression-stage '5'"),
    ErrorCase("a | for x in $y { }\n", "keyword-place 'for'"),
    ErrorCase("a | if $x { }\n", "keyword-place 'if'"),
    ErrorCase("(let x = 3)", "keyword-place 'let'"),
    ErrorCase("let x = while $a { }", "keyword-place 'while'"),
    ErrorCase("$f 1 2\n", "unexpected '1'"),
    ErrorCase("\"foo\" bar\n", "unexpected 'bar'"),
    ErrorCase("$x = 5\n", "assignment '='"),
    ErrorCase("where .x = 3 | b\n", "assignment '='"),
    ErrorCase("where .x == 'a' 'b'\n", "unexpected '''"),
    ErrorCase("where\n", "expected ''…"),
    ErrorCase("x=5\n", "assignment 'x=5'"),
    ErrorCase("foo$x bar\n", "command-name 'foo$x'"),
    ErrorCase("^ls -l\n", "reserved '^ls'"),
    ErrorCase("a; offsh> b", "unexpected 'offsh'", "other-shell '>'"),
    ErrorCase("a; % b\n", "unexpected '%'"),
    ErrorCase("()\n", "expected ')'"),
    ErrorCase("(a; b)", "unclosed ';'"),
    ErrorCase("($a && $b)", "unclosed '&&'"),
    ErrorCase("(a", "unclosed '('…"),
    ErrorCase("(a\nlet x = 3\n", "unclosed '('…"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
