package import Diagnostics

/// What the check and the run say.
package enum InterpreterDiagnostic {
  package static let unknownCommand = DiagnosticID(
    "check.unknown-command", .usage,
    """
    There is no such command. 'help' lists all of them. offsh runs no other programs: what a \
    runbook reaches is Juju and Waldur and nothing else.
    """)
  package static let notJuju = DiagnosticID(
    "check.not-a-juju-command", .usage,
    "'juju' may stand before Juju's own commands and 'help' only.")
  package static let undefinedVariable = DiagnosticID(
    "check.undefined-variable", .usage,
    """
    A variable is used that no 'let', 'for', block or 'def' around it declares. $x-y is one name: \
    write $x - y with blanks to subtract.
    """)
  package static let redeclared = DiagnosticID(
    "check.redeclared", .usage,
    "A file declares a name twice in one scope. 'set' changes a variable that is there.")
  package static let reserved = DiagnosticID(
    "check.reserved-name", .usage,
    "$it, $in, $error, $args and $session have their meaning given and cannot be declared or set.")
  package static let noItem = DiagnosticID(
    "check.no-item", .usage,
    """
    '.field' and '$it' mean the current item of a filter (where, each { … }, …). Outside one there \
    is no item; inside { |x| … } the item is $x.
    """)
  package static let fieldAsText = DiagnosticID(
    "check.field-as-text", .usage,
    """
    A word such as .name stands as an argument in a filter's block. Arguments are text, so it does \
    not mean the item's field; in parentheses, (.name), it does.
    """)
  package static let misplaced = DiagnosticID(
    "check.misplaced-statement", .usage,
    "'break' and 'continue' belong in a loop, 'return' in a def or a block.")
  package static let unknownType = DiagnosticID(
    "check.unknown-type", .usage, "A def names a parameter type that does not exist.")
  package static let badDefinition = DiagnosticID(
    "check.bad-definition", .usage,
    "A def cannot be made like this: its name is a built-in's, it stands inside a block, or twice.")
  package static let unknownColumn = DiagnosticID(
    "check.unknown-column", .usage,
    "The records at this place of the pipe have no such column; the hint names the nearest one.")
  package static let badPipe = DiagnosticID(
    "check.bad-pipe", .usage,
    "A value is piped into a command that takes none, or none into one that needs one.")
  package static let droppedValue = DiagnosticID(
    "check.dropped-value", .usage,
    """
    A block or def yields the value of its last pipeline; an earlier one computes a value that \
    nobody sees. 'print' shows it, 'let' keeps it.
    """)
  package static let parallelSet = DiagnosticID(
    "check.parallel-set", .usage,
    "Blocks of 'each --parallel' run at the same time and cannot set variables outside themselves.")
  package static let badSource = DiagnosticID(
    "check.bad-source", .usage,
    "'source' reads the definitions of another file: it must exist, hold only defs and not read itself."
  )
  package static let badRegex = DiagnosticID(
    "check.bad-pattern", .usage, "The right side of =~ or !~ is not a regular expression.")
  package static let condition = DiagnosticID(
    "run.condition", .failure, "A condition must be true or false; nothing else counts as either.")
  package static let notIterable = DiagnosticID(
    "run.not-iterable", .failure, "'for' goes through a list or a stream.")
  package static let noMatch = DiagnosticID(
    "run.bad-path", .failure, "A path asks for a field or an index of something that has none.")
  package static let thrown = DiagnosticID(
    "script.thrown", .failure, "The script itself ended with 'throw'.")
  package static let itemsFailed = DiagnosticID(
    "run.items-failed", .partialFailure,
    """
    A command was run once for each item of a pipe, and some items failed. All were tried unless \
    --stop-on-error was given; the result lists each with its error.
    """)
  package static let nullText = DiagnosticID(
    "run.null-argument", .failure,
    "An argument was put together with a null in it. '??' gives a default.")
  package static let depth = DiagnosticID(
    "run.too-deep", .failure,
    "Definitions call each other without end, or a loop puts a value into itself again and again.")
  package static let control = DiagnosticID("run.control", .failure, "A jump under way.")

  package static let all = [
    unknownCommand, notJuju, undefinedVariable, redeclared, reserved, noItem, misplaced,
    fieldAsText,
    unknownType, badDefinition, unknownColumn, badPipe, droppedValue, parallelSet, badSource,
    badRegex, condition, notIterable, noMatch, thrown, itemsFailed, nullText, depth,
  ]
}
