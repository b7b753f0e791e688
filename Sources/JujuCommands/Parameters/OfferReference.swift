import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// An offer as a command line names it: a URL, or a bare name that means the current model's.
struct OfferReference: ParameterValue {
  /// As it was typed.
  let text: String
  /// Model, user and source are empty when only a name was given.
  let url: OfferURL

  static let typeName = "offer-url"
  static let expectation = "an offer such as admin/default.mysql or foo:admin/default.mysql"
  static var candidates: CandidateSource? { .offerURL }

  static func parse(_ text: String) throws(ParameterError) -> OfferReference {
    if let name = try bareName(text) {
      return OfferReference(text: text, url: OfferURL(model: "", name: name))
    }
    return OfferReference(text: text, url: try RemoteOffer.url(text))
  }

  /// Returns the text when it is an offer's name alone, perhaps with an endpoint behind it.
  private static func bareName(_ text: String) throws(ParameterError) -> String? {
    guard !text.contains("."), !text.contains("/"), !text.isEmpty else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty, parts.last?.isEmpty == false else { return nil }
    guard Names.isApplication(parts[0]) else {
      throw ParameterError(
        "application name \(String(parts[0]).quoted) not valid", range: 0..<parts[0].utf8.count,
        hint: NameHints.hint(for: parts[0]))
    }
    return text
  }

  /// Whether only a name was given.
  var isBare: Bool { url.model.isEmpty }

  var value: Value { .string(text) }
}

/// An offer that must be named with its model, because it is likely another's.
struct RemoteOffer: ParameterValue {
  let text: String
  let url: OfferURL

  static let typeName = "offer-url"
  static let expectation = OfferReference.expectation
  static var candidates: CandidateSource? { .offerURL }

  static func parse(_ text: String) throws(ParameterError) -> RemoteOffer {
    RemoteOffer(text: text, url: try url(text))
  }

  var value: Value { .string(text) }

  /// Reads a whole URL; what user documents get wrong is answered with what to write instead.
  static func url(_ text: String) throws(ParameterError) -> OfferURL {
    do throws(TextError) {
      return try OfferURL.parse(text)
    } catch {
      throw ParameterError(error, hint: hint(for: text, error))
    }
  }

  private static func hint(for text: String, _ error: TextError) -> String? {
    let (source, rest) = OfferURL.splitSource(text)
    if source.contains("/") || source.contains(".") {
      // With two parts Juju takes what stands before the colon for a controller unless the rest is
      // letters and digits only.
      return """
        with one colon and such an endpoint Juju reads '\(source)' as a controller: write the \
        controller in front, CONTROLLER:\(source):\(rest)
        """
    }
    if ["application name", "model name", "user name"].contains(where: error.message.hasPrefix) {
      return NameHints.hint(for: text)
    }
    if error.message.contains("missing application") {
      return "write MODEL.OFFER, as in admin/default.mysql; 'find-offers' lists what there is"
    }
    return nil
  }
}

extension JujuSession {
  /// Returns the whole URL of an offer: a bare name is one of the current model's, a missing owner is
  /// whoever is logged in at the controller that holds it.
  func whole(
    _ reference: OfferReference, on controller: KnownController
  ) throws(Diagnostic) -> OfferURL {
    var url = reference.url
    if reference.isBare {
      let place = try model(named: currentModel(of: controller), of: controller)
      url = OfferURL(source: url.source, user: place.owner, model: place.shortName, name: url.name)
    }
    return try owned(url, on: controller)
  }

  /// Returns the URL with the owner of its model filled in.
  func owned(_ url: OfferURL, on controller: KnownController) throws(Diagnostic) -> OfferURL {
    guard url.user.isEmpty else { return url }
    var url = url
    url.user = try user(of: controller)
    return url
  }

  private func currentModel(of controller: KnownController) throws(Diagnostic) -> String {
    if let model = controller.currentModel { return model }
    throw Self.noCurrentModel
  }

  /// Returns the controller that holds an offer: the URL's, or the given one.
  func controller(
    of url: OfferURL, orElse controller: String? = nil
  ) throws(Diagnostic) -> KnownController {
    try self.controller(url.source.isEmpty ? controller : url.source)
  }
}

extension OfferURL {
  /// The controller the URL names; nil when it names none.
  var namedSource: String? { source.isEmpty ? nil : source }
}
