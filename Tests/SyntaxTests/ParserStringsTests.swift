import Testing

struct ParserStringsTests {
  @Test(arguments: [
    TreeCase("''", "\"\""), TreeCase("'it''s \\n $x'", "\"it's \\\\n \\$x\""),
    TreeCase("'a\nb'", "\"a\\nb\""),
    TreeCase("\"a\\n\\t\\\"\\\\\\$x\\u{e9}\\u{1F600}\"", "\"a\\n\\t\\\"\\\\\\$xé😀\""),
    TreeCase("\"a\nb # c\"", "\"a\\nb # c\""),
    TreeCase("\"$x and ${x.y} and ${1 + 2}\"", "(string $x \" and \" $x.y \" and \" (+ 1 2))"),
    TreeCase("\"Total: $n.\"", "(string \"Total: \" $n \".\")"),
    TreeCase("\"$n, $n: $n-$n\"", "(string $n \", \" $n \": \" $n \"-\" $n)"),
    TreeCase("\"${x}.y ${x}[0]\"", "(string $x \".y \" $x \"[0]\")"),
    TreeCase("\"^mysql-.*$\"", "\"^mysql-.*\\$\""), TreeCase("\"5$ $5 $\"", "\"5\\$ \\$5 \\$\""),
    TreeCase("\"${$x ?? \"none\"}\"", "(string (?? $x \"none\"))"),
    TreeCase("\"${(orders | count)}\"", "(string ((pipe (run orders) (run count))))"),
    TreeCase("\"${[a: { b }]}\"", "(string (record a:{(run b)}))"),
    TreeCase("\"${true}\"", "(string true)"),
    // Blocks of text.
    TreeCase("\"\"\"a \"b\" c\"\"\"", "\"a \\\"b\\\" c\""), TreeCase("\"\"\"\"\"\"", "\"\""),
    TreeCase("\"\"\"\n  a\n    b\n\n  c\n  \"\"\"", "\"a\\n  b\\n\\nc\""),
    TreeCase("\"\"\"\n  a\n\"\"\"", "\"a\""),
    TreeCase("\"\"\"\n  a\n  b\"\"\"", "\"a\\nb\""),
    TreeCase("\"\"\"a\n    b\n  c\"\"\"", "\"a\\n  b\\nc\""),
    TreeCase("\"\"\"\n\ta\n  b\n\"\"\"", "\"\\ta\\n  b\""),
    TreeCase("\"\"\"\n  $x\n   \\t\n  ${y}\n\"\"\"", "(string $x \"\\n \\t\\n\" $y)"),
    TreeCase("\"\"\"\n\n  a\n\n\"\"\"", "\"\\na\\n\""), TreeCase("\"\"\"\n\"\"\"", "\"\""),
    TreeCase("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"", "\"a\\u{d}\\nb\\u{d}\""),
  ])
  func stringsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("\"abc", "unclosed '\"'…"), ErrorCase("'abc\nd\n", "unclosed '''…"),
    ErrorCase("\"\"\"abc\"\"\n", "unclosed '\"\"\"'…"),
    ErrorCase("\"$x.y $x[0]\"\n", "ambiguous-path '$x.y'", "ambiguous-path '$x['"),
    ErrorCase("\"\"\"$x.y\"\"\"\n", "ambiguous-path '$x.y'"),
    ErrorCase(
      "\"\\q \\r \\' \\\n\"\n", "escape '\\q'", "escape '\\r'", "escape '\\''", "escape '\\\n'"),
    ErrorCase(
      "\"\\u \\u{} \\u{110000} \\u{12\"\n", "escape '\\u'", "escape '\\u{}'",
      "escape '\\u{110000}'", "escape '\\u{12'"),
    ErrorCase("\"\\", "unclosed '\"'…", "escape '\\'…"),
    ErrorCase("\"a $(b) c\"\n", "other-shell '$(b)'"),
    ErrorCase("\"${\"", "unclosed '\"'…"),
    ErrorCase("\"${x\"\n", "unexpected '\"'", "unclosed '\"'…"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
