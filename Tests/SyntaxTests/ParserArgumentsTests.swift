import Testing

struct ParserArgumentsTests {
  @Test(
    arguments: [
      // Single words, whatever they hold.
      TreeCase(
        "a ctrl:user/model.offer mysql:db,log", "(run a ctrl:user/model.offer mysql:db,log)"),
      TreeCase("a 10.0.0.0/8,192.168.0.0/16 1.10", "(run a 10.0.0.0/8,192.168.0.0/16 1.10)"),
      TreeCase("a bob@external key=value mysql/0", "(run a bob@external key=value mysql/0)"),
      TreeCase("a * https://h/p#frag é ! % ^x", "(run a * https://h/p#frag é ! % ^x)"),
      TreeCase("a b#c #d", "(run a b#c)"), TreeCase("a .name .a.b", "(run a .name .a.b)"),
      TreeCase("a true 5 null if", "(run a true 5 null if)"),
      TreeCase("a - -- -5 --5 ...", "(run a - -- -5 --5 ...)"),
      // Joined words.
      TreeCase(
        "a x=\"b c\" cpu=$n bob@${domain}", "(run a <x= \"b c\"> <cpu= $n> <bob@ ${$domain}>)"),
      TreeCase("a 'x'\"y\"z", "(run a <\"x\" \"y\" z>)"), TreeCase("a \"x y\"", "(run a \"x y\")"),
      TreeCase("a $x/0 $x-1 $m.$o", "(run a <$x /0> <$x -1> <$m . $o>)"),
      TreeCase("a $ctrl:$model.offer x$y.z", "(run a <$ctrl : $model .offer> <x $y .z>)"),
      TreeCase("a ${$x + 1}m ${(b c)}", "(run a <${(+ $x 1)} m> ${((run b c))})"),
      TreeCase("a ${x.y?[0]} ${\n x }", "(run a ${$x.y?[0]} ${$x})"),
      // Values.
      TreeCase(
        "a $x $x.y $x.y?.z $x[0].y",
        "(run a (value $x) (value $x.y) (value $x.y?.z) (value $x[0].y))"),
      TreeCase("a $x-y $x.y?z", "(run a (value $x-y) <$x .y?z>)"),
      TreeCase(
        "a (b) [1, 2] [k: 1] [:] []",
        "(run a (value ((run b))) (value (list 1 2)) (value (record k:1)) (value (record)) (value (list)))"
      ),
      TreeCase(
        "a [true] [-$x] [-1]",
        "(run a (value (list true)) (value (list (- $x))) (value (list (- 1))))"),
      TreeCase(
        "each { |x y| $x + $y } --parallel 4", "(run each {(| x y) (+ $x $y)} --parallel 4)"),
      TreeCase("each{a}", "(run each {(run a)})"), TreeCase("a {} {\n|x|}", "(run a {} {(| x)})"),
      TreeCase("a ...$x ...$x.y ...(b)", "(run a ...$x ...$x.y ...((run b)))"),
      // Flags.
      TreeCase("a -f --format -m=x --via=10.0.0.0/8", "(run a -f --format -m=x --via=10.0.0.0/8)"),
      TreeCase(
        "a --f=\"b c\" --f=$x --f=$x/0 --f=$x.y", "(run a --f=\"b c\" --f=$x --f=<$x /0> --f=$x.y)"),
      TreeCase("a --f=(b) --f=[1] --f=", "(run a --f=((run b)) --f=(list 1) --f=\"\")"),
      TreeCase("a --f:x --f.g --1 -é", "(run a --f:x --f.g --1 -é)"),
      TreeCase("a --\"x\"", "(run a <-- \"x\">)"),
      // Lines.
      TreeCase("a \\\n  b \\  \n c", "(run a b c)"),
      TreeCase("(a\n  b # why\n  c)", "((run a b c))"),
      TreeCase("a (\n b\n) c\nd", "(run a (value ((run b))) c)\n(run d)"),
    ])
  func argumentsAreRead(_ example: TreeCase) { check(example.source, gives: example.tree) }

  @Test(arguments: [
    ErrorCase("a b(c)\n", "missing-blank '('"), ErrorCase("a(b)\n", "missing-blank '('"),
    ErrorCase("a b[0]\n", "missing-blank '['"), ErrorCase("a b$x[0]\n", "missing-blank '['"),
    ErrorCase("a $x[0]b\n", "missing-blank 'b'"),
    ErrorCase("a (b)c (d)(e)\n", "missing-blank 'c'", "missing-blank '('"),
    ErrorCase("a { }b\n", "missing-blank 'b'"), ErrorCase("a --f(b)\n", "missing-blank '('"),
    ErrorCase("a --f={ b }\n", "expected '{'"),
    ErrorCase("a $ b\n", "variable-name '$'"),
    ErrorCase(
      "a $1 $? $$\n", "variable-name '$1'", "variable-name '$?'", "variable-name '$'",
      "variable-name '$'"),
    ErrorCase("a ...$\n", "variable-name '$'"),
    ErrorCase("a \\$x b\\ c\n", "escape '\\$'", "escape '\\ '"),
    ErrorCase("a ${", "unclosed '${'…"), ErrorCase("a ${}\n", "expected '}'"),
    ErrorCase("a ${x + 1}\n", "unexpected '+'"), ErrorCase("a ${x:-none}\n", "unexpected ':-none'"),
    ErrorCase("a ${b c}\n", "unexpected 'c'"), ErrorCase("a ${x", "unclosed '${'…"),
    ErrorCase("a [x, y]\n", "bare-name 'x'", "bare-name 'y'"),
    ErrorCase("a { |x, y| b }\n", "expected ','"), ErrorCase("a { || b }\n", "expected '||'"),
    ErrorCase("a { |x", "expected ''…"), ErrorCase("a {", "unclosed '{'…"),
    ErrorCase("a { b ) }\n", "stray-closer ')'"), ErrorCase("(a { b )\n", "unclosed ')'"),
    // Other shells.
    ErrorCase("a || b\n", "other-shell '||'"), ErrorCase("a &\n", "other-shell '&'"),
    ErrorCase("a > out.txt\n", "other-shell '>'"),
    ErrorCase("a >> out.txt b\n", "other-shell '>>'"),
    ErrorCase("a 2>&1\n", "other-shell '>&1'"), ErrorCase("a < in.txt\n", "other-shell '<'"),
    ErrorCase("a `b c` d\n", "other-shell '`b c`'"), ErrorCase("a `b\n", "other-shell '`'"),
    ErrorCase(
      "a $(b) x$(c) ...$(d)\n", "other-shell '$(b)'", "other-shell '$(c)'", "other-shell '$(d)'"),
    ErrorCase("a ...[1]\n", "expected '['"),
    ErrorCase("a $(\n", "other-shell '$('", "unclosed '('…"),
    ErrorCase(
      "a | grep x | jq . | head -5 | less\n", "other-shell 'grep'", "other-shell 'jq'",
      "other-shell 'head'", "other-shell 'less'"),
    ErrorCase("grep x\n"),
    // Placeholders.
    ErrorCase(
      "juju offer <application>:<application endpoint>\n", "placeholder '<application>'",
      "placeholder '<application endpoint>'"),
    ErrorCase(
      "juju integrate <application>[:<application endpoint>] <offer-url>",
      "placeholder '<application>'", "placeholder '[:<application endpoint>]'",
      "placeholder '<offer-url>'"),
    ErrorCase(
      "juju offers [--format (tabular|summary|yaml|json)] [<offer name>] [options]\n",
      "placeholder '[--format (tabular|summary|yaml|json)]'", "placeholder '[<offer name>]'",
      "placeholder '[options]'"),
    ErrorCase(
      "a --via <cidr subnet(s)> egress=<cidr> --x=<y>\n", "placeholder '<cidr subnet(s)>'",
      "placeholder '<cidr>'", "placeholder '<y>'"),
    ErrorCase(
      "<command> [-f] [--force]\n", "placeholder '<command>'", "placeholder '[-f]'",
      "placeholder '[--force]'"),
    ErrorCase("a <b\n", "other-shell '<'"),
    ErrorCase("a <5>\n", "other-shell '<'", "other-shell '>'"),
    // Characters that are not what they seem.
    ErrorCase("“a” b\n", "character '“'"),
    ErrorCase("a –force —x it’s\n", "character '–'", "character '—'"),
    ErrorCase("a\u{A0}b c\u{200B}\n", "character '\u{A0}'", "character '\u{200B}'"),
    ErrorCase("a \u{1B}[31mred\u{1B}[0m\n", "character '\u{1B}'", "character '\u{1B}'"),
    ErrorCase("a \u{FFFD} \"\u{FFFD}\"\n", "character '\u{FFFD}'", "character '\u{FFFD}'"),
    ErrorCase(
      "a x\u{202E}y \"\u{202E}\" 'a\u{7}'\n", "character '\u{202E}'", "character '\u{202E}'",
      "character '\u{7}'"),
  ])
  func errorsAreReportedWhereTheyAre(_ example: ErrorCase) {
    check(example.source, reports: example.findings)
  }
}
