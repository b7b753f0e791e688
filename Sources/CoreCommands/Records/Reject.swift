import CommandKit
import Diagnostics
import Values

/// Leaves the named columns out.
struct Reject: Command {
  static let name = "reject"
  static let group = CommandGroup.records
  static let summary = "Leave the named columns out of each record"
  static let details = """
    The opposite of select. A record that lacks a column is an error; 'name?' leaves it out \
    where it is there.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql', units: 3, note: null]] | reject note",
    Example("[[a: 1], [a: 2, b: 3]] | reject b?", "some records have no b"),
  ]

  @Argument("The columns to leave out") var columns: [ColumnPath]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) { try checkPaths(call) }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let (columns, call) = (columns, context.call)
    try checkPaths(call)
    var mapping = ShapeMapping { (record) throws(Diagnostic) in
      let shape = record.shape
      for (index, column) in columns.enumerated() {
        guard let name = column.simpleName, !column.isOptional(0), shape.index(of: name) == nil
        else { continue }
        throw record.missing(name).located(at: call.span(of: "columns", index))
      }
      let kept = shape.names.filter { name in !columns.contains { $0.simpleName == name } }
      return ShapeMapping.Mapping(shape: Shape(kept), sources: kept)
    }
    return try context.mapped { (batch) throws(Diagnostic) in
      let (rows, selection) = try batch.records(for: call)
      return try mapping.apply(to: rows, selection)
    }
  }

  private func checkPaths(_ call: CallSite) throws(Diagnostic) {
    for (index, column) in columns.enumerated() where column.simpleName == nil {
      throw Diagnostic(
        CommandDiagnostic.badArgument, "reject takes whole columns, not '\(column.text)'",
        at: call.span(of: "columns", index),
        hint: "'update \(column.names[0].text) { … | reject … }' changes what is inside")
    }
  }
}
