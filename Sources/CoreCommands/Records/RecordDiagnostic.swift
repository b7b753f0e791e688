package import Diagnostics
import Values

/// What the record filters say.
package enum RecordDiagnostic {
  package static let columnExists = DiagnosticID(
    "filter.column-exists", .failure,
    """
    A filter would make a column that the records have already. 'update' changes a column, 'insert' \
    adds a new one, 'reject' leaves one out.
    """)
  package static let nothingThere = DiagnosticID(
    "filter.nothing-there", .failure,
    """
    One thing was asked for and there is none: 'first' or 'last' of an empty list, 'reduce' over \
    nothing. 'first 1' gives a list, which may be empty; '--initial' gives reduce something to \
    begin with.
    """)

  package static let wrongBlock = DiagnosticID(
    "filter.wrong-block", .failure,
    """
    A block names more or fewer parameters than the command gives it. The command's help says what \
    its block gets.
    """)

  package static let tooParallel = DiagnosticID(
    "filter.too-parallel", .failure,
    """
    'each --parallel' runs in a block of 'each --parallel', and that in another, deeper than makes \
    sense: each level starts threads of its own. A definition that calls itself in parallel without \
    an end comes here.
    """)

  package static let all = [columnExists, nothingThere, wrongBlock, tooParallel]
}

extension RecordDiagnostic {
  /// What is said when a command would make two columns of one name.
  static func twice(
    _ name: String, at span: SourceSpan?,
    hint: String = "leave one of them out, or 'rename' it first"
  ) -> Diagnostic {
    Diagnostic(columnExists, "there would be two columns '\(name)'", at: span, hint: hint)
  }

  /// Throws when two of the columns that a command would make have one name; `span` tells where the
  /// one at an index was asked for.
  static func check(
    distinct names: [String], at span: (Int) -> SourceSpan?
  ) throws(Diagnostic) {
    var known: Set<FieldName> = []
    for (index, name) in names.enumerated() where !known.insert(FieldName.of(name)).inserted {
      throw twice(name, at: span(index))
    }
  }
}
