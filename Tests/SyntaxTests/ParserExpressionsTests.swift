import Testing

struct ParserExpressionsTests {
  @Test(
    arguments: [
      // Precedence.
      TreeCase("$a or $b and $c", "(or $a (and $b $c))"),
      TreeCase("not $a and $b", "(and (not $a) $b)"),
      TreeCase("not $a == $b", "(not (== $a $b))"),
      TreeCase("not not $a", "(not (not $a))"),
      TreeCase("$a == $b ?? $c + $d * -$e", "(== $a (?? $b (+ $c (* $d (- $e)))))"),
      TreeCase("$a - $b - $c", "(- (- $a $b) $c)"), TreeCase("$a / $b % $c", "(% (/ $a $b) $c)"),
      TreeCase("$a ?? $b ?? $c", "(?? (?? $a $b) $c)"),
      TreeCase("$a in $b", "(in $a $b)"), TreeCase("$a not in $b", "(not in $a $b)"),
      TreeCase("$a not\n in $b and $c", "(and (not in $a $b) $c)"),
      TreeCase("$a =~ 'x' or $b !~ 'y$'", "(or (=~ $a \"x\") (!~ $b \"y\\$\"))"),
      TreeCase("$a <= $b or $c >= $d or $e != $f", "(or (or (<= $a $b) (>= $c $d)) (!= $e $f))"),
      TreeCase("$a <$b", "(< $a $b)"), TreeCase("where .a>3", "(where (> .a 3))"),
      TreeCase("1 + # why\n\n 2", "(+ 1 2)"), TreeCase("($a\n + $b)", "((+ $a $b))"),
      // Names and paths.
      TreeCase("$x-1", "(- $x 1)"), TreeCase("$x-y", "$x-y"),
      TreeCase("$x.a?.b[0][\"c\"]", "$x.a?.b[0][\"c\"]"), TreeCase("$x.a??1", "(?? $x.a 1)"),
      TreeCase("$x.a???1", "(?? $x.a? 1)"), TreeCase("$x[\n0\n]", "$x[0]"),
      TreeCase(".a.b?[1]", ".a.b?[1]"),
      // Numbers.
      TreeCase(
        "[0, 42, 1_000, 2.5, 1e6, 1.5e-3, 1E+2]",
        "(list 0 42 1000 2.5=2.5 1000000.0=1e6 0.0015=1.5e-3 100.0=1E+2)"),
      TreeCase("9223372036854775807", "9223372036854775807"),
      TreeCase("-9223372036854775808", "-9223372036854775808"),
      TreeCase(
        "[500ms, 90s, 5m, 1h30m, 2d, 1w]",
        "(list 500000000ns 90000000000ns 300000000000ns 5400000000000ns 172800000000000ns 604800000000000ns)"
      ),
      TreeCase("[1+2, 3-1, -1-2]", "(list (+ 1 2) (- 3 1) (- (- 1) 2))"),
      // Collections.
      TreeCase("[]", "(list)"), TreeCase("[:]", "(record)"), TreeCase("[ : ]", "(record)"),
      TreeCase("[1,\n 2,\n]", "(list 1 2)"),
      TreeCase("[a: 1, \"b c\": [x: 2], 'd'\n: 3]", "(record a:1 \"b c\":(record x:2) \"d\":3)"),
      TreeCase("[\"a\", \"b\" + \"c\"]", "(list \"a\" (+ \"b\" \"c\"))"),
      TreeCase("[\"a\" == $b]", "(list (== \"a\" $b))"),
      TreeCase("[true: 1, in: 2]", "(record true:1 in:2)"),
      TreeCase("[(a), { b }, .c]", "(list ((run a)) {(run b)} .c)"),
      // Blocks as values, and where they cannot be.
      TreeCase("let f = { |x| $x }", "(let f {(| x) $x})"),
      TreeCase("if [{ a }] == [] { }", "(if (== (list {(run a)}) (list)) {})"),
    ])
  func expressionsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("$x - y\n", "bare-name 'y'"),
    ErrorCase("$x[0] [1]\n", "unexpected '['"),
    ErrorCase("1 < $x < 5\n", "comparison-chain '<'"),
    ErrorCase("1 +", "expected ''…"), ErrorCase("1 + * 2\n", "expected '*'"),
    ErrorCase("1 + ; 2", "expected ';'"),
    ErrorCase("not", "expected ''…"), ErrorCase("$a not", "expected ''…"),
    ErrorCase("$a not $b\n", "expected '$b'"),
    ErrorCase("$a == not $b\n", "unexpected 'not'"), ErrorCase("[- -5]\n", "expected '-5'"),
    ErrorCase("where !$x\n", "expected '!'"), ErrorCase("where .x || .y\n", "other-shell '||'"),
    ErrorCase("where name == 3\n", "bare-name 'name'"),
    ErrorCase("where length($x) > 2\n", "bare-name 'length'"),
    ErrorCase("where ${x} == 3\n", "unexpected '${'"),
    ErrorCase("where $(a) == 3\n", "other-shell '$(a)'"),
    ErrorCase("where `a`\n", "other-shell '`a`'"), ErrorCase("where .5 > 1\n", "expected '.5'"),
    ErrorCase("$x.0\n", "expected '.0'"), ErrorCase("$x.\n", "expected '.'"),
    ErrorCase("$x.", "expected '.'…"),
    ErrorCase("$x?\n", "unexpected '?'"), ErrorCase("$x[\n", "expected ''…"),
    ErrorCase("$x[]\n", "expected ']'"),
    ErrorCase("(a).name\n", "path-on-value '.name'"), ErrorCase("[1][0]\n", "path-on-value '['"),
    ErrorCase("[1 2 3]\n", "expected '2'", "expected '3'"), ErrorCase("[1,, 2]\n", "expected ','"),
    ErrorCase("[a: 1 b: 2]\n", "expected 'b:'"), ErrorCase("[a = 1]\n", "assignment '='"),
    ErrorCase("[a: ]\n", "expected ']'"), ErrorCase("[a: 1, 2]\n", "expected '2'"),
    ErrorCase("[a", "expected ''…"),
    ErrorCase("[1", "unclosed '['…"), ErrorCase("[1)\n", "expected ')'"),
    ErrorCase("9223372036854775808\n", "number-too-large '9223372036854775808'"),
    ErrorCase("1e400\n", "number-too-large '1e400'"),
    ErrorCase("[99999999w]\n", "number-too-large '99999999w'"),
    ErrorCase("where .a == 10.0.0.0/8\n", "number '10.0.0.0/8'"),
    ErrorCase("[2024-10-25]\n", "number '2024-10-25'"),
    ErrorCase("[3fa85f64-57]\n", "number '3fa85f64-57'"),
    ErrorCase("[10min, 1h30, 1.5h]\n", "duration '10min'", "duration '1h30'", "duration '1.5h'"),
    ErrorCase("[1.]\n", "number '1.'"), ErrorCase("[1.", "unclosed '['…", "number '1.'…"),
    ErrorCase("[10:30]\n", "number '10:30'"),
    ErrorCase("if { a } { }\n", "expected '{'", "unexpected '{'"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
