package import Diagnostics

/// What can be wrong with a text before anything is known about commands and values.
package enum SyntaxDiagnostic {
  package static let expected = DiagnosticID(
    "syntax.expected", .usage,
    "Something is missing: a value behind an operator, a name behind `let`, a block behind a "
      + "condition. The message names what was expected at the marked place and what stood there.")

  package static let unexpected = DiagnosticID(
    "syntax.unexpected", .usage,
    "The statement was complete, but something follows it on the same line. A statement ends with "
      + "the line, with `;` or with `&&`; a pipeline goes on with `|`.")

  package static let unclosed = DiagnosticID(
    "syntax.unclosed", .usage,
    "A bracket, brace, parenthesis or quote was opened and never closed. The label shows where it "
      + "was opened. At the prompt the next line may still close it.")

  package static let strayCloser = DiagnosticID(
    "syntax.stray-closer", .usage,
    "A closing bracket stands where none is open. Usually one was typed twice, or the one that "
      + "opens it is inside quotes.")

  package static let expressionStage = DiagnosticID(
    "syntax.expression-stage", .usage,
    "Only the first stage of a pipeline may be a value. A later stage takes what the one before "
      + "it gives, so it must be a command: `get name` takes a field out of each record, "
      + "`each { … }` computes something for each.")

  package static let leadingPipe = DiagnosticID(
    "syntax.leading-pipe", .usage,
    "A line ends a statement unless something on it shows that more follows. To write a pipeline "
      + "over several lines, end each line but the last with `|`. Inside parentheses a line may "
      + "begin with `|`.")

  package static let clauseOnOwnLine = DiagnosticID(
    "syntax.clause-on-own-line", .usage,
    "`else`, `catch` and `finally` stand on the line of the `}` they follow. On a line of their "
      + "own the statement before them has already ended.")

  package static let keywordPlace = DiagnosticID(
    "syntax.keyword-place", .usage,
    "A word of the language stands where it cannot. `let`, `set`, `for`, `while`, `def`, `return`, "
      + "`break`, `continue`, `throw` and `source` begin statements; `if`, `match` and `try` begin "
      + "statements or values, not later stages.")

  package static let bareName = DiagnosticID(
    "syntax.bare-name", .usage,
    "In an expression a bare name means nothing: text has quotes (`\"name\"`), a variable a `$` "
      + "(`$name`), a field of the current item a dot (`.name`), and a command stands in "
      + "parentheses (`(name)`).")

  package static let ambiguousPath = DiagnosticID(
    "syntax.ambiguous-path", .usage,
    "In a string, `$name.field` could mean the field, or the variable with text behind it, and "
      + "`$name[0]` likewise. `${name.field}` takes the field, `${name}.field` the variable and "
      + "then the text.")

  package static let escape = DiagnosticID(
    "syntax.escape", .usage,
    "The escapes of a string in double quotes are `\\n`, `\\t`, `\\\"`, `\\\\`, `\\$` and "
      + "`\\u{…}` with the number of a Unicode character in hexadecimal. In single quotes nothing "
      + "is an escape, which suits regular expressions.")

  package static let number = DiagnosticID(
    "syntax.number", .usage,
    "Something begins like a number and goes on like something else. Numbers are written `42`, "
      + "`1_000`, `2.5` and `1e6`; addresses, dates, versions and identifiers are text and need "
      + "quotes in an expression.")

  package static let numberTooLarge = DiagnosticID(
    "syntax.number-too-large", .usage,
    "Whole numbers have 64 bits: from -9223372036854775808 to 9223372036854775807. Durations "
      + "reach as far in nanoseconds, about 292 years.")

  package static let duration = DiagnosticID(
    "syntax.duration", .usage,
    "Durations are numbers with the units `ms`, `s`, `m`, `h`, `d` and `w`, one behind the other: "
      + "`500ms`, `90s`, `1h30m`.")

  package static let variableName = DiagnosticID(
    "syntax.variable-name", .usage,
    "Behind `$` stands the name of a variable: a letter or `_`, then letters, digits and `_`, "
      + "with `-` before a letter. For a dollar sign as text, write `'$'`.")

  package static let missingBlank = DiagnosticID(
    "syntax.missing-blank", .usage,
    "Arguments stand apart. A value in brackets that touches the word beside it could be meant "
      + "as one argument or as two: put a blank between them, or join them with `${…}`.")

  package static let otherShell = DiagnosticID(
    "syntax.other-shell", .usage,
    "A construct of other shells that offsh does not have, because it runs no other programs and "
      + "passes values rather than bytes. The hint names what does the same here.")

  package static let reserved = DiagnosticID(
    "syntax.reserved", .usage,
    "`^name` is kept for later. offsh runs no other programs: what a script can reach is Juju and "
      + "Waldur, and nothing else.")

  package static let placeholder = DiagnosticID(
    "syntax.placeholder", .usage,
    "The text still holds a placeholder of the documentation it was copied from, such as "
      + "`<offer name>` or `[--force]`. Put the real thing in its place, or delete it if its "
      + "square brackets say that it may be left out. As text it needs quotes.")

  package static let comparisonChain = DiagnosticID(
    "syntax.comparison-chain", .usage,
    "Comparisons do not chain: `1 < $x < 5` would compare the answer of the first with 5. Join "
      + "two comparisons with `and`.")

  package static let assignment = DiagnosticID(
    "syntax.assignment", .usage,
    "`=` gives a variable its value and stands only behind `let` and `set`. To compare, write `==`."
  )

  package static let pattern = DiagnosticID(
    "syntax.pattern", .usage,
    "A pattern of `match` is a literal: a number, a string without `$`, `true`, `false`, `null`, "
      + "or `_` for everything else. Several are separated by commas.")

  package static let parameter = DiagnosticID(
    "syntax.parameter", .usage,
    "A parameter of `def` is `name`, `name: type`, `name: type = default`, `--name` for a switch, "
      + "`--name: type` for a flag, or `...name` for the arguments that are left over.")

  package static let sourcePath = DiagnosticID(
    "syntax.source-path", .usage,
    "The file that `source` reads is found before anything runs, so its path cannot hold variables."
  )

  package static let commandName = DiagnosticID(
    "syntax.command-name", .usage,
    "Which command runs is known before anything runs, so its name cannot be put together from "
      + "variables. To call a block that a variable holds, write `do $block`.")

  package static let pathOnValue = DiagnosticID(
    "syntax.path-on-value", .usage,
    "Fields and indexes are taken from variables: `$x.name`, `$x[0]`. From the result of a "
      + "pipeline, take them inside the parentheses: `(… | get name)`.")

  package static let tooDeep = DiagnosticID(
    "syntax.too-deep", .usage,
    "Brackets are nested deeper, or an expression is longer, than any sensible program needs. "
      + "Nothing behind the marked place was read.")

  package static let character = DiagnosticID(
    "syntax.character", .usage,
    "A character that cannot be seen or that only looks like one of the language: a no-break "
      + "blank, a typographic quote or dash, a control or direction mark. Such characters come "
      + "along when text is copied from web pages and word processors. In text that is meant to "
      + "hold them, write them as `\\u{…}` in double quotes.")

  /// All of them, for the reference and the tests.
  package static let all: [DiagnosticID] = [
    expected, unexpected, unclosed, strayCloser, expressionStage, leadingPipe, clauseOnOwnLine,
    keywordPlace, bareName, ambiguousPath, escape, number, numberTooLarge, duration, variableName,
    missingBlank, otherShell, reserved, placeholder, comparisonChain, assignment, pattern,
    parameter, sourcePath, commandName, pathOnValue, tooDeep, character,
  ]
}
