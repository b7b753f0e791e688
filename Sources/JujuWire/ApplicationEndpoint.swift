/// An application of a model with one of its endpoints, or without: `mediawiki:db`, `mediawiki`.
package struct ApplicationEndpoint: Sendable, Hashable, CustomStringConvertible {
  package var application: String
  /// Nil leaves the choice to the controller.
  package var endpoint: String?

  package init(application: String, endpoint: String? = nil) {
    self.application = application
    self.endpoint = endpoint
  }

  /// Reads `application[:endpoint]`; throws Juju's words with the place inside the text.
  package static func parse(_ text: String) throws(TextError) -> ApplicationEndpoint {
    let all = 0..<text.utf8.count
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let endpoint = parts.count == 2 ? parts[1] : nil
    guard parts.count <= 2, !parts[0].isEmpty, endpoint.map(Names.isEndpoint) ?? true else {
      throw TextError("endpoint \(text.quoted) not valid", at: all)
    }
    guard Names.isApplication(parts[0]) else {
      throw TextError(
        "application name \(parts[0].quoted) not valid", at: 0..<parts[0].utf8.count)
    }
    return ApplicationEndpoint(application: parts[0], endpoint: endpoint)
  }

  package var description: String {
    endpoint.map { "\(application):\($0)" } ?? application
  }
}

/// What is to be offered: `[[user/]model.]application:endpoint[,endpoint…]`.
package struct OfferSpecification: Sendable, Hashable {
  /// `model` or `user/model`; empty means the current model.
  package var model: String
  package var application: String
  package var endpoints: [String]

  package init(model: String = "", application: String, endpoints: [String]) {
    self.model = model
    self.application = application
    self.endpoints = endpoints
  }

  /// Reads a specification; throws Juju's words (odd quote and blanks included) with the place
  /// inside the text.
  package static func parse(_ text: String) throws(TextError) -> OfferSpecification {
    let end = text.utf8.count
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw TextError(
        "endpoints must conform to format \"<application-name>:<endpoint-name>[,...]\" ",
        at: 0..<end)
    }
    let (model, application) = splitModel(parts[0])
    if let name = model.split(separator: "/").last ?? (model.isEmpty ? nil : ""),
      !Names.isModel(name)
    {
      throw TextError("model name \(String(name).quoted) not valid", at: 0..<model.utf8.count)
    }
    let start = parts[0].utf8.count
    guard Names.isApplication(application) else {
      throw TextError(
        "application name \(application.quoted) not valid",
        at: start - application.utf8.count..<start)
    }
    let endpoints = parts[1].split(separator: ",").map(String.init)
    guard !endpoints.isEmpty else {
      throw TextError("specify endpoints for \(application)\" ", at: start + 1..<end)
    }
    return OfferSpecification(model: model, application: application, endpoints: endpoints)
  }

  private static func splitModel(_ text: String) -> (model: String, application: String) {
    guard let dot = text.lastIndex(of: ".") else { return ("", text) }
    return (String(text[..<dot]), String(text[text.index(after: dot)...]))
  }
}
