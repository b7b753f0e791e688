import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Who gets or loses which access to what: the arguments `grant` and `revoke` share, and how they
/// are carried out.
struct AccessChange: ParameterGroup {
  @Argument("Who", missing: "no user specified") var user: UserName
  @Argument("How much access", missing: "no permission level specified") var access: AccessWord
  @Argument(
    "Offers or models; the controller itself when left away", atLeast: 0, fedBy: "offer-url")
  var targets: [AccessTarget]
  var controller = ControllerOption()

  private enum Kind: String { case offer, model, controller }

  private var kind: Kind {
    switch targets.first?.kind {
    case .offer: .offer
    case .model: .model
    case nil: .controller
    }
  }

  // MARK: Check

  /// Finds words that do not go with what they are for; sends nothing.
  func check(verb: AccessAction, _ call: CallSite) throws(Diagnostic) {
    if let other = targets.firstIndex(where: { ($0.offer == nil) != (targets[0].offer == nil) }) {
      throw Diagnostic.juju(
        usage: "either specify model names or offer URLs but not both",
        hint: "an offer is named MODEL.OFFER, a model without a dot"
      ).located(at: call.span(of: "targets", other))
    }
    do throws(Diagnostic) {
      switch kind {
      case .offer: try check(OfferAccess(rawValue: access.word), verb)
      case .model: try check(ModelAccess(rawValue: access.word), verb)
      case .controller: try check(ControllerAccess(rawValue: access.word), verb)
      }
    } catch {
      throw error.located(at: call.span(of: "access"))
    }
  }

  private func check(_ level: some AccessLevel, _ verb: AccessAction) throws(Diagnostic) {
    if level.isKnown { return }
    if kind != .controller, ControllerAccess(rawValue: access.word).isKnown {
      throw misplaced("controller", verb)
    }
    if kind == .controller, ModelAccess(rawValue: access.word).isKnown {
      throw misplaced("model", verb)
    }
    throw .juju(
      usage: "\(access.word.quoted) \(kind.rawValue) access not valid", hint: hint(for: level))
  }

  private func hint<Level: AccessLevel>(for level: Level) -> String {
    if kind == .controller, access.word == "consume" {
      return "consume is for offers: name one behind it, as in admin/default.mysql"
    }
    if kind == .model, access.word == "consume", let target = targets.first {
      return "consume is for offers, and '\(target.text)' names a model: write MODEL.OFFER"
    }
    if AccessWord.choices.contains(user.name) {
      return "the user comes first: \(access.word) \(user.name)"
    }
    let words = Level.known.map(\.rawValue)
    return Suggestion.hint(for: access.word, among: words)
      ?? "write one of \(words.joined(separator: ", "))"
  }

  /// Juju's three lines for a word that belongs to something else.
  private func misplaced(_ level: String, _ verb: AccessAction) -> Diagnostic {
    let advice =
      level == "controller"
      ? "do not specify any model names or offer URLs"
      : "you need to specify one or more model names"
    return .juju(
      usage: """
        You have specified a \(level) access permission \(access.word.quoted).
        If you intended to change \(level) access, \(advice).
        See 'juju help \(verb.rawValue)'.
        """)
  }

  // MARK: Run

  /// Changes the access, and returns nothing because Juju prints nothing.
  func apply(_ verb: AccessAction, in context: CommandContext) throws(Diagnostic) -> Output {
    if targets.isEmpty, let item = context.input {
      // A record came through the pipe and has no offer-url: it must never mean the controller.
      targets = [AccessTarget(try model(of: item, context))]
    }
    try check(verb: verb, context.call)
    do throws(Diagnostic) {
      switch kind {
      case .offer: try changeOffers(verb, context)
      case .model: try changeModels(targets.compactMap(\.model), verb, context)
      case .controller: try changeController(verb, context)
      }
    } catch {
      if kind == .controller { throw error.located(at: context.call.span(of: "access")) }
      throw error.refused(
        of: targets.map(\.text), at: "targets", verb == .grant ? "granted" : "revoked", context)
    }
    return .nothing
  }

  private func changeOffers(_ verb: AccessAction, _ context: CommandContext) throws(Diagnostic) {
    let session = try context.juju
    // Where the URL says where the offer is, changing one of the same name elsewhere would be worse
    // than an error.
    let known = try context.controller(
      ofAll: targets.map { ($0.text, $0.offer.flatMap(\.namedSource)) }, controller, at: "targets",
      mixed: "all offer URLs must use the same controller")
    var urls: [OfferURL] = []
    for target in targets {
      if let url = target.offer { urls.append(try session.owned(url, on: known)) }
    }
    let offers = Offers(on: try session.channel(to: known.name))
    do throws(Diagnostic) {
      try offers.change(
        verb, OfferAccess(rawValue: access.word), for: user.name, to: urls)
    } catch {
      let explained = try suggestingUser(error, context, known.name)
      guard urls.indices.contains(error.refusedIndex) else { throw explained }
      throw OfferSuggestion.adding(to: explained, for: urls[error.refusedIndex], in: offers)
    }
  }

  private func changeModels(
    _ references: [ModelReference], _ verb: AccessAction, _ context: CommandContext
  ) throws(Diagnostic) {
    let known = try context.controller(
      ofAll: references.map { ($0.description, $0.controller) }, controller, at: "targets",
      mixed: "all models must be on the same controller")
    var places: [ModelPlace] = []
    for reference in references {
      var reference = reference
      reference.controller = reference.controller ?? known.name
      places.append(try context.juju.model(reference))
    }
    do throws(Diagnostic) {
      try Models(on: context.juju.channel(to: known.name)).change(
        verb, ModelAccess(rawValue: access.word), for: user.name, to: places)
    } catch {
      throw try suggestingUser(error, context, known.name)
    }
  }

  private func changeController(
    _ verb: AccessAction, _ context: CommandContext
  ) throws(Diagnostic) {
    let known = try context.controller(controller)
    do throws(Diagnostic) {
      try Users(on: context.juju.channel(to: known.name)).change(
        verb, ControllerAccess(rawValue: access.word), for: user.name)
    } catch {
      throw try suggestingUser(error, context, known.name)
    }
  }

  /// Returns the model that a piped record of `models` is.
  private func model(
    of item: Value, _ context: CommandContext
  ) throws(Diagnostic) -> ModelReference {
    if case .record(let record) = item, record["model-uuid"] != nil, let name = record["name"],
      var reference = try? ModelReference.parse(name.text)
    {
      reference.controller = record["controller-name"]?.text ?? reference.controller
      return reference
    }
    throw Diagnostic(
      CommandDiagnostic.wrongInput,
      "\(context.call.name) takes offers or models from the pipe, and this is neither",
      hint: "pipe what 'offers', 'find-offers' or 'models' gives")
  }

  /// Adds the nearest user to an error that says there is none of that name.
  private func suggestingUser(
    _ error: Diagnostic, _ context: CommandContext, _ controller: String
  ) throws(Diagnostic) -> Diagnostic {
    guard error.message.contains("user \(user.name.quoted) not found") else { return error }
    let channel = try context.juju.channel(to: controller)
    let names = attempt { () throws(Diagnostic) in
      try Users(on: channel).all(includeDisabled: false).map(\.username)
    }
    if names?.contains(user.name) == true || user.name.contains("@") {
      return error.hinting("\(user.name) has no access to it")
        .located(at: context.call.span(of: "user"))
    }
    return error.hinting(
      names.flatMap { Suggestion.hint(for: user.name, among: $0) }
        ?? "'juju-users' lists them; 'add-user \(user.name)' makes one"
    ).located(at: context.call.span(of: "user"))
  }
}

/// What access is to: an offer by its URL, or a model.
struct AccessTarget: ParameterValue {
  enum Kind: Sendable {
    case offer(OfferURL)
    case model(ModelReference)
  }

  let text: String
  let kind: Kind

  static let typeName = "offer-or-model"
  static let expectation = "an offer such as admin/default.mysql, or a model such as default"
  static var candidates: CandidateSource? { .offerURL }

  static func parse(_ text: String) throws(ParameterError) -> AccessTarget {
    if text.contains(".") {
      return AccessTarget(text: text, kind: .offer(try RemoteOffer.url(text)))
    }
    return AccessTarget(text: text, kind: .model(try ModelName.parse(text).reference))
  }

  init(text: String, kind: Kind) {
    self.text = text
    self.kind = kind
  }

  init(_ model: ModelReference) { self.init(text: model.description, kind: .model(model)) }

  var offer: OfferURL? {
    if case .offer(let url) = kind { url } else { nil }
  }

  var model: ModelReference? {
    if case .model(let reference) = kind { reference } else { nil }
  }

  var value: Value { .string(text) }
}
