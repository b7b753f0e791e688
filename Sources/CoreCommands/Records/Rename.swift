import CommandKit
import Diagnostics
import Values

/// Gives columns other names.
struct Rename: Command {
  static let name = "rename"
  static let group = CommandGroup.records
  static let summary = "Give columns of each record other names"
  static let details = """
    Takes pairs: an old name, a new one. The columns keep their places; the others stay as they \
    are. A record that lacks a column, or that would have one name twice, is an error; 'old?' \
    renames where it is there.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql', units: 3]] | rename name application units scale"
  ]

  @Argument("An old name and a new one, again and again", label: "old new", atLeast: 2)
  var names: [String]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) { _ = try pairs(call) }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let call = context.call
    let pairs = try pairs(call)
    var mapping = ShapeMapping { (record) throws(Diagnostic) in
      try Self.mapping(of: record, pairs, call)
    }
    return try context.mapped { (batch) throws(Diagnostic) in
      let (rows, selection) = try batch.records(for: call)
      return try mapping.apply(to: rows, selection)
    }
  }

  private struct Pair {
    let old: FieldName
    let isOptional: Bool
    let new: FieldName
  }

  private func pairs(_ call: CallSite) throws(Diagnostic) -> [Pair] {
    guard names.count % 2 == 0 else {
      throw Diagnostic(
        CommandDiagnostic.missingArgument, "'\(names.last ?? "")' has no new name",
        at: call.span(of: "names", names.count - 1),
        hint: "names come in pairs: rename OLD NEW OLD NEW")
    }
    return stride(from: 0, to: names.count, by: 2).map { index in
      let isOptional = names[index].hasSuffix("?")
      return Pair(
        old: .of(isOptional ? String(names[index].dropLast()) : names[index]),
        isOptional: isOptional, new: .of(names[index + 1]))
    }
  }

  private static func mapping(
    of record: Record, _ pairs: [Pair], _ call: CallSite
  ) throws(Diagnostic) -> ShapeMapping.Mapping {
    let old = record.shape.names
    var new = old
    for (number, pair) in pairs.enumerated() {
      guard let index = record.shape.index(of: pair.old) else {
        if pair.isOptional { continue }
        throw record.missing(pair.old).located(at: call.span(of: "names", number * 2))
      }
      new[index] = pair.new
    }
    for (number, pair) in pairs.enumerated() where new.count(where: { $0 == pair.new }) > 1 {
      throw RecordDiagnostic.twice(
        pair.new.text, at: call.span(of: "names", number * 2 + 1),
        hint: "'reject' leaves the other one out first")
    }
    return ShapeMapping.Mapping(shape: Shape(new), sources: old)
  }
}
