import CommandKit
import Diagnostics
import EffectGate
import JujuWire

/// Takes access to offers, models or the controller from a user.
///
/// Source: Juju facades `ApplicationOffers`, `ModifyOfferAccess`; `ModelManager`,
/// `ModifyModelAccess`; `Controller`, `ModifyControllerAccess`.
struct Revoke: Command {
  static let name = "revoke"
  static let namesElsewhere = ["revoke-offer", "revoke-model"]
  static let group = CommandGroup.offers
  static let summary = "Take access to offers, models or the controller from a user"
  static let details = """
    Revoking read takes everything, consume leaves read, admin leaves consume. A user who may no \
    longer consume an offer has all relations to it suspended; granting again does not resume them.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = ["revoke mary consume admin/prod.mysql"]

  var change = AccessChange()
  var juju = JujuOptions()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try change.check(verb: .revoke, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try change.apply(.revoke, in: context)
  }
}
