import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Offers endpoints of an application to other models.
///
/// Source: Juju facade `ApplicationOffers`, `Offer`.
struct MakeOffer: Command {
  static let name = "offer"
  static let namesElsewhere = ["create-offer", "add-offer"]
  static let group = CommandGroup.offers
  static let summary = "Offer endpoints of an application to other models"
  static let details = """
    The offer is named like the application unless a name is given. Offering again under the same \
    name replaces its endpoints.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["name", "offer-url", "application", "endpoints"])
  static let examples: [Example] = [
    "offer postgresql:db database",
    Example("offer prod.mysql:db,database shared", "an application of another model of yours"),
  ]

  @Argument(
    "What to offer, [model.]application:endpoint[,endpoint…]",
    missing: "an offer must at least specify application endpoint")
  var endpoints: OfferSpec
  @Argument("What the offer is called; the application's name when left away")
  var offerName: OfferName?
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let specification = endpoints.specification
    let place = try place(in: context)
    let name = offerName?.name ?? specification.application
    let offer = AddApplicationOffer(
      modelTag: place.tag, offerName: name, applicationName: specification.application,
      endpoints: Dictionary(
        specification.endpoints.map { ($0, $0) }, uniquingKeysWith: { first, _ in first }))
    let isMade: Bool
    do throws(Diagnostic) {
      isMade = try Offers(on: context.juju.channel(to: place.controller)).make(offer)
    } catch {
      throw try suggestion(for: error, place, context)
        .located(at: context.call.span(of: "endpoints"))
    }
    guard isMade else { return .nothing }
    let url = "\(place.name).\(name)"
    let list = specification.endpoints.joined(separator: ", ")
    juju.report(
      to: context,
      "Application \(specification.application.quoted) endpoints [\(list)] "
        + "available at \(url.quoted)")
    return .silent(
      .record(
        Record([
          "name": .string(name), "offer-url": .string("\(place.controller):\(url)"),
          "application": .string(specification.application),
          "endpoints": .list(List(specification.endpoints.map { .string($0) })),
        ])))
  }

  private func place(in context: CommandContext) throws(Diagnostic) -> ModelPlace {
    let known = try context.controller(controller)
    var reference: ModelReference?
    let model = endpoints.specification.model
    if !model.isEmpty {
      do throws(TextError) {
        reference = try ModelReference.parse(model)
      } catch {
        throw context.usage(error.message, at: "endpoints")
      }
    }
    guard reference != nil || known.currentModel != nil else {
      throw Diagnostic(
        JujuDiagnostic.noCurrentModel,
        "no current model, use juju switch to select a model on which to operate",
        hint: "or name it: MODEL.\(endpoints.text)")
    }
    if let reference {
      let named = ModelReference(
        controller: known.name, owner: reference.owner, model: reference.model)
      do throws(Diagnostic) {
        return try context.juju.model(named)
      } catch {
        throw error.located(at: context.call.span(of: "endpoints"))
      }
    }
    return try context.juju.model(named: known.currentModel ?? "", of: known)
  }

  /// Adds the nearest application or endpoint to an error that says there is none of that name.
  private func suggestion(
    for error: Diagnostic, _ place: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) -> Diagnostic {
    let channel = try context.juju.channel(to: place)
    let application = endpoints.specification.application
    let missing = endpoints.specification.endpoints.first {
      error.message.contains("has no \($0.quoted) relation")
    }
    if let missing {
      return ModelNames(channel).suggesting(endpoint: missing, of: application, on: error)
    }
    guard error.id == JujuDiagnostic.notFound else { return error }
    return ModelNames(channel).suggesting(application: application, on: error)
  }
}
