import CommandKit
import Diagnostics
import EffectGate
import JujuWire

/// Gives a user access to offers, models or the controller.
///
/// Source: Juju facades `ApplicationOffers`, `ModifyOfferAccess`; `ModelManager`,
/// `ModifyModelAccess`; `Controller`, `ModifyControllerAccess`.
struct Grant: Command {
  static let name = "grant"
  static let namesElsewhere = ["grant-offer", "grant-model"]
  static let group = CommandGroup.offers
  static let summary = "Give a user access to offers, models or the controller"
  static let details = """
    Offers: read (may see it), consume (may relate to it), admin (may manage access). Models: read, \
    write, admin. The controller: login, superuser. Each includes those before it. Granting does \
    not resume relations that a revoke suspended: resume-relation does.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "grant bob consume admin/default.postgresql",
    Example("grant mary read default", "a model"),
    "offers | where .application == \"postgresql\" | grant bob consume",
  ]

  var change = AccessChange()
  var juju = JujuOptions()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try change.check(verb: .grant, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try change.apply(.grant, in: context)
  }
}
