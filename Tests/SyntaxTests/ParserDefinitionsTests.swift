import Testing

struct ParserDefinitionsTests {
  @Test(arguments: [
    TreeCase("def a() { }", "(def a () {})"),
    TreeCase("def a-b ( ) { c }", "(def a-b () {(run c)})"),
    TreeCase(
      "def a(b, c: int = 3, --d, --e: [text]? = [1, 2], ...f) { }",
      "(def a ( b c:int=3 --d --e:[text]?=(list 1 2) ...f) {})"),
    TreeCase(
      "def a(b:offer-url,\n  # why\n  c=$b + 1,\n) { }", "(def a ( b:offer-url c=(+ $b 1)) {})"),
    TreeCase("# One\n#  two \ndef a() { }", "(def a (help \"One\\n two\") () {})"),
    TreeCase("# dos\r\ndef a() { }\r\n", "(def a (help \"dos\") () {})"),
    TreeCase("# far\n\ndef a() { }", "(def a () {})"),
    TreeCase("b # beside\ndef a() { }", "(run b)\n(def a () {})"),
    TreeCase("{\n  # inner\n  def a() { }\n}", "{(def a (help \"inner\") () {})}"),
  ])
  func definitionsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("def", "expected ''…"), ErrorCase("def a", "expected ''…"),
    ErrorCase("def a(", "unclosed '('…"), ErrorCase("def a()", "expected ''…"),
    ErrorCase("def a { }\n", "expected '{'"), ErrorCase("def a b c { }\n", "expected 'b'"),
    ErrorCase("def a(b c) { }\n", "parameter 'c'"),
    ErrorCase("def a(b: , c) { }\n", "expected ','"),
    ErrorCase("def a(b: [text) { }\n", "parameter '[text'"),
    ErrorCase("def a($b) { }\n", "parameter '$b'"),
    ErrorCase("def a(-b: int, c) { }\n", "parameter '-b:'"),
    ErrorCase("def a(...b: int) { }\n", "parameter '...b: int'"),
    ErrorCase("def a(b = ) { }\n", "expected ')'"),
    ErrorCase("def a(..", "unclosed '('…", "parameter '..'…"),
    ErrorCase("def a(, b) { }\n", "expected ','"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
