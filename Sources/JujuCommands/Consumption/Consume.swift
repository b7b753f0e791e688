import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Makes an offer known to a model, so that applications can be related to it by name.
///
/// Source: Juju facades `ApplicationOffers`, `GetConsumeDetails`; `Application`, `Consume`.
struct Consume: Command {
  static let name = "consume"
  static let group = CommandGroup.consumption
  static let summary = "Make an offer known to a model under a name"
  static let details = """
    The name is the offer's unless another is given. 'integrate APPLICATION OFFER-URL' does this \
    by itself; consuming first is for another name, or to relate several applications.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["name", "offer-url"])
  static let examples: [Example] = [
    "consume admin/prod.mysql",
    Example("consume foo:admin/prod.mysql db", "with the controller, named db here"),
  ]

  @Argument("The offer", fedBy: "offer-url", missing: "no remote offer specified")
  var offer: RemoteOffer
  @Argument("What it is called in the model") var alias: AliasName?
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    guard !offer.url.hasEndpoint else {
      throw .juju(
        usage: "saas offer \(offer.url.description.quoted) shouldn't include endpoint",
        hint: "leave ':\(offer.url.endpoint ?? "")' away; integrate takes it")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let consumed: OfferConsumption.Consumed
    do throws(Diagnostic) {
      consumed = try OfferConsumption(context.juju, into: place)
        .consume(offer.url, as: alias?.name)
    } catch {
      let isAlias = alias.map { error.message.contains("application \($0.name.quoted)") } ?? false
      let isTaken = error.id == JujuDiagnostic.alreadyExists
      let hint = isTaken ? "give it another name here: consume \(offer.text) NAME" : nil
      throw error.hinting(hint)
        .located(
          at: context.call.span(of: isAlias || (isTaken && alias != nil) ? "alias" : "offer"))
    }
    guard consumed.wasSent else { return .nothing }
    juju.report(to: context, "Added \(consumed.url) as \(consumed.name)")
    return .silent(
      .record(
        Record([
          "name": .string(consumed.name), "offer-url": .string(consumed.url.description),
        ])))
  }
}
