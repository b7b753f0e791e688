import CommandKit
import Diagnostics
import EffectGate
import JujuClient

/// Suspends relations to offers of the model: traffic is closed until they are resumed.
///
/// Source: Juju facade `Application`, `SetRelationsSuspended`.
struct SuspendRelation: Command {
  static let name = "suspend-relation"
  static let group = CommandGroup.consumption
  static let summary = "Suspend relations that others made to offers of the model"
  static let details = """
    The numbers are those of the offering model; 'offers' and 'relations' list them. Instead of a \
    number, an end (mysql:db), both ends, or the offer's name will do: one that means several \
    relations is asked about. Suspending closes the way in and tells both applications that the \
    other side is gone.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "suspend-relation 0 -m prod --message \"under maintenance\"",
    Example("suspend-relation mysql:db -m prod", "by the end that is offered"),
  ]

  @Argument(
    "The relations, by number, end or offer", fedBy: "relation-id",
    missing: "no relation ids specified")
  var relations: [RelationReference]
  @Flag("Why, for the consuming side to read") var message: String?
  var model = ModelOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try RelationSuspension.set(
      true, relations, message: message ?? "", model: context.model(model), context)
    return .nothing
  }
}

/// Resumes relations that were suspended, by hand or because access was revoked.
///
/// Source: Juju facade `Application`, `SetRelationsSuspended`.
struct ResumeRelation: Command {
  static let name = "resume-relation"
  static let group = CommandGroup.consumption
  static let summary = "Resume suspended relations to offers of the model"
  static let details = """
    The consumer must have consume access again first; granting it does not resume anything by \
    itself.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "resume-relation 0 -m prod",
    "relations -m prod | where .status == \"suspended\" | resume-relation",
  ]

  @Argument(
    "The relations, by number, end or offer", fedBy: "relation-id",
    missing: "no relation ids specified")
  var relations: [RelationReference]
  var model = ModelOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try RelationSuspension.set(false, relations, model: context.model(model), context)
    return .nothing
  }
}

/// What suspending and resuming share.
enum RelationSuspension {
  static func set(
    _ suspended: Bool, _ references: [RelationReference], message: String = "",
    model: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) {
    let numbers = try numbers(of: references, model, context)
    do throws(Diagnostic) {
      try Applications(on: context.juju.channel(to: model)).setSuspended(
        suspended, relations: numbers, message: message)
    } catch {
      var shown = error
      if error.message.contains("not associated with an offer") {
        shown.hint = "only the offering side can do this: see 'offers' in the model with the offer"
      } else if error.id == JujuDiagnostic.notFound {
        shown.hint = "'relations' lists the numbers of \(model.text)"
      } else if !suspended, error.message.contains("permission denied") {
        shown.hint = "the consumer needs consume access again: grant USER consume OFFER-URL"
      }
      let index = references.firstIndex { error.message.contains("relation \($0.text) not found") }
      throw shown.located(at: context.call.span(of: "relations", index ?? 0))
    }
  }

  /// Looks names up; numbers are taken as they are, without a request.
  private static func numbers(
    of references: [RelationReference], _ model: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) -> [Int] {
    let numbers = references.compactMap(\.number)
    if numbers.count == references.count { return numbers }
    return try RelationChoice(of: model, references, context, at: "relations")
      .numbers(of: references).relations
  }
}
