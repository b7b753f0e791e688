import Diagnostics
import Syntax
import TestSupport
import Testing

struct FormatterTests {
  @Test(
    arguments: [
      ("", ""), ("\n\n# a\n\n\n\n# b", "# a\n\n# b\n"), ("let   x=5", "let x = 5\n"),
      ("a ;  b;;\n\n\n\nc", "a; b\n\nc\n"), ("a|b|  where  .x>3", "a | b | where .x > 3\n"),
      ("[ 1,2 , 3 ]", "[1, 2, 3]\n"), ("[ a :1,'b':-$x]", "[a: 1, 'b': -$x]\n"),
      ("a   [ : ]  (  b  )", "a [:] (b)\n"),
      ("each{|x y|$x}", "each { |x y| $x }\n"), ("a {}", "a {}\n"), ("a {\n}", "a {}\n"),
      ("def  a (b:int=3,--c){b}", "def a(b: int = 3, --c) { b }\n"),
      ("if $a{\nb}else{\nc\n}", "if $a {\n  b\n} else {\n  c\n}\n"),
      ("if $a\n{ b }", "if $a { b }\n"),
      ("for x in $y { a\n\n\n b }", "for x in $y {\n  a\n\n  b\n}\n"),
      ("a |\nb |\n c", "a |\n  b |\n  c\n"), ("let x =\n a", "let x =\n  a\n"),
      ("a \\\n   b", "a \\\n  b\n"), ("(a\n| b\n)", "(a\n  | b\n)\n"),
      ("[\n1,\n  2\n]", "[\n  1,\n  2\n]\n"),
      ("a   # why  \nb", "a # why\nb\n"),
      ("each { # why\na\n# end\n}", "each { # why\n  a\n  # end\n}\n"),
      ("a |\n# why\nb", "a |\n  # why\n  b\n"), ("a &&\nb", "a &&\n  b\n"),
      ("a x=\"b c\"$y/${ z }", "a x=\"b c\"$y/${z}\n"),
      ("echo \"\"\"\n  a\n \"\"\"", "echo \"\"\"\n  a\n \"\"\"\n"),
      ("echo 'a\n   b'", "echo 'a\n   b'\n"), ("not   $a==-  5", "not $a == -5\n"),
      ("match $x {1=>{a};_=>{b}}", "match $x { 1 => { a }; _ => { b } }\n"),
      ("match $x {\n1 ,2=>{a}\n}", "match $x {\n  1, 2 => { a }\n}\n"),
      ("try{a}catch  e{b}finally{c}", "try { a } catch e { b } finally { c }\n"),
      ("$ a \\\n>  b\n", "a \\\n  b\n"), ("a\r\nb\r\n", "a\nb\n"),
      ("a | each {\nb\n} |\nc", "a | each {\n  b\n} |\n  c\n"),
      ("a ...$x   ...( b )", "a ...$x ...(b)\n"),
      ("let x = 1 +\n2 *\n3", "let x = 1 +\n  2 *\n  3\n"),
      ("a |\nwhere .b == 1 and\n.c == 2 |\nd", "a |\n  where .b == 1 and\n    .c == 2 |\n  d\n"),
      ("if $a and\n$b {\nc\n}", "if $a and\n  $b {\n  c\n}\n"),
      ("[\na: 1 +\n2,\nb: 3\n]", "[\n  a: 1 +\n    2,\n  b: 3\n]\n"),
      ("let x =\na {\nb\n}", "let x =\n  a {\n    b\n  }\n"),
    ])
  func theLayoutIsOne(_ source: String, _ expected: String) {
    let formatted = format(parse(SourceText(source)))
    #expect(formatted == expected)
    #expect(format(parse(SourceText(formatted))) == formatted)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func formattingChangesNoMeaningAndNothingTheSecondTime(_ seed: UInt64) {
    var generator = ProgramGenerator(seed: seed)
    let tree = parse(SourceText(generator.program(statements: 6)))
    let formatted = format(tree)
    let again = parse(SourceText(formatted))
    #expect(again.debugText == tree.debugText)
    #expect(format(again) == formatted)
  }

  @Test func outputOfADocumentBecomesComments() {
    let tree = parse(SourceText("$ juju offers\nOffer\nmysql\n"), mode: .document)
    #expect(format(tree) == "juju offers\n# Offer\n# mysql\n")
  }
}
