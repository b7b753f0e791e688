/// One answer per URL.
package struct RemoteApplicationInfoResults: Codable, Sendable, Hashable {
  package var results: [RemoteApplicationInfoResult]

  package init(results: [RemoteApplicationInfoResult] = []) {
    self.results = results
  }
}

/// A remote application, or why there is none.
package struct RemoteApplicationInfoResult: Codable, Sendable, Hashable {
  package var result: RemoteApplicationInfo?
  package var error: WireError?

  package init(result: RemoteApplicationInfo? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// The application behind an offer, as a picture of it needs.
package struct RemoteApplicationInfo: Codable, Sendable, Hashable {
  package var modelTag: Tag
  package var name: String
  package var description: String
  package var offerURL: String
  package var sourceModelLabel: String?
  package var endpoints: [RemoteEndpoint]
  package var iconURLPath: String

  private enum CodingKeys: String, CodingKey {
    case modelTag = "model-tag"
    case name
    case description
    case offerURL = "offer-url"
    case sourceModelLabel = "source-model-label"
    case endpoints
    case iconURLPath = "icon-url-path"
  }

  package init(
    modelTag: Tag, name: String, description: String, offerURL: String,
    sourceModelLabel: String? = nil, endpoints: [RemoteEndpoint] = [], iconURLPath: String
  ) {
    self.modelTag = modelTag
    self.name = name
    self.description = description
    self.offerURL = offerURL
    self.sourceModelLabel = sourceModelLabel
    self.endpoints = endpoints
    self.iconURLPath = iconURLPath
  }
}
