import Testing

struct ParserFormsTests {
  @Test(arguments: [
    TreeCase("if $a { b }", "(if $a {(run b)})"), TreeCase("if($a){b}", "(if ($a) {(run b)})"),
    TreeCase(
      "if $a { b } else if $c { d } else { e }", "(if $a {(run b)} $c {(run d)} else {(run e)})"),
    TreeCase("if $a # why\n{ b } else\n{ c }", "(if $a {(run b)} else {(run c)})"),
    TreeCase("(if $a { b }\n else { c })", "((if $a {(run b)} else {(run c)}))"),
    TreeCase("if $a { b }\nelsewhere", "(if $a {(run b)})\n(run elsewhere)"),
    TreeCase("try { a }", "(try {(run a)})"),
    TreeCase("try { a } catch { b }", "(try {(run a)} catch {(run b)})"),
    TreeCase(
      "try { a } catch e { b } finally { c }", "(try {(run a)} catch e {(run b)} finally {(run c)})"
    ),
    TreeCase("match $x { }", "(match $x)"),
    TreeCase(
      "match $x {\n  1, -2.5 => { a }\n  'b', \"c\"=>{ d }; true, false, null => { e }\n _ => { }\n}",
      "(match $x (arm 1 -2.5=-2.5 {(run a)}) (arm \"b\" \"c\" {(run d)}) (arm true false null {(run e)}) (arm _ {}))"
    ),
    TreeCase("match $x { 1,\n 2\n =>\n { } }", "(match $x (arm 1 2 {}))"),
    TreeCase("return match $x { _ => { } } | a", "(return (pipe (match $x (arm _ {})) (run a)))"),
  ])
  func formsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("if", "expected ''…"), ErrorCase("if $x", "expected ''…"),
    ErrorCase("if $x\n", "expected ''…"), ErrorCase("if $x {\n", "unclosed '{'…"),
    ErrorCase("if $x = 3 { a }\n", "expected '='"),
    ErrorCase("if $x; then a; fi\n", "expected ';'"), ErrorCase("if $x\n  a\n", "expected ''"),
    ErrorCase("if orders --all { a }\n", "bare-name 'orders'"),
    ErrorCase("if orders | where .a { b }\n", "bare-name 'orders'"),
    ErrorCase("if $x { } else foo\n", "expected 'foo'"),
    ErrorCase("if $x { a } b\n", "unexpected 'b'"),
    ErrorCase("try a\n", "expected 'a'"), ErrorCase("try { } catch $e { }\n", "expected '$e'"),
    ErrorCase("try { } catch", "expected ''…"),
    ErrorCase("match $x\n", "expected ''…"), ErrorCase("match $x { 1", "expected ''…"),
    ErrorCase("match $x { 1 => {", "unclosed '{'…"), ErrorCase("match $x {\n", "unclosed '{'…"),
    ErrorCase("match $x { foo => { } }\n", "pattern 'foo'"),
    ErrorCase("match $x { $y => { } }\n", "pattern '$y'"),
    ErrorCase("match $x { \"a$b\" => { } }\n", "pattern '\"a$b\"'"),
    ErrorCase("match $x { 1h => { } }\n", "pattern '1h'"),
    ErrorCase("match $x { 1 { } }\n", "expected '{'"),
    ErrorCase("match $x { 1 => a }\n", "expected 'a'"),
    ErrorCase("match $x { 1 => { }, 2 => { } }\n", "unexpected ','"),
    ErrorCase("(match $x { 1 => { } )\n", "unclosed ')'"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
