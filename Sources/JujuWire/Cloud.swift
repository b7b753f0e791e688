package import JSON

/// The clouds a controller can make models on.
package enum CloudFacade {
  package static let facade = Facade("Cloud", versions: 7...7, on: .controller)

  package static let clouds = FacadeMethod<Empty, CloudsResult>(facade, "Clouds", .read)
  package static let cloud = FacadeMethod<Entities, CloudResults>(facade, "Cloud", .read)
}

/// Clouds by tag.
package struct CloudsResult: Codable, Sendable, Hashable {
  package var clouds: [String: Cloud]

  package init(clouds: [String: Cloud] = [:]) {
    self.clouds = clouds
  }
}

/// One answer per cloud.
package struct CloudResults: Codable, Sendable, Hashable {
  package var results: [CloudResult]

  package init(results: [CloudResult] = []) {
    self.results = results
  }
}

/// A cloud, or why there is none.
package struct CloudResult: Codable, Sendable, Hashable {
  package var cloud: Cloud?
  package var error: WireError?

  package init(cloud: Cloud? = nil, error: WireError? = nil) {
    self.cloud = cloud
    self.error = error
  }
}

/// A cloud.
package struct Cloud: Codable, Sendable, Hashable {
  package var type: String
  package var authTypes: [String]
  package var endpoint: String?
  package var identityEndpoint: String?
  package var storageEndpoint: String?
  /// `cloud/region` of the cloud that holds it.
  package var hostCloudRegion: String?
  package var regions: [CloudRegion]
  package var caCertificates: [String]?
  package var skipTLSVerify: Bool?
  package var config: [String: RawJSON]?
  package var regionConfig: [String: [String: RawJSON]]?
  package var isControllerCloud: Bool?

  private enum CodingKeys: String, CodingKey {
    case type
    case authTypes = "auth-types"
    case endpoint
    case identityEndpoint = "identity-endpoint"
    case storageEndpoint = "storage-endpoint"
    case hostCloudRegion = "host-cloud-region"
    case regions
    case caCertificates = "ca-certificates"
    case skipTLSVerify = "skip-tls-verify"
    case config
    case regionConfig = "region-config"
    case isControllerCloud = "is-controller-cloud"
  }

  package init(
    type: String, authTypes: [String] = [], endpoint: String? = nil, regions: [CloudRegion] = [],
    isControllerCloud: Bool? = nil
  ) {
    self.type = type
    self.authTypes = authTypes
    self.endpoint = endpoint
    self.regions = regions
    self.isControllerCloud = isControllerCloud
  }
}

/// A region of a cloud.
package struct CloudRegion: Codable, Sendable, Hashable {
  package var name: String
  package var endpoint: String?
  package var identityEndpoint: String?
  package var storageEndpoint: String?

  private enum CodingKeys: String, CodingKey {
    case name, endpoint
    case identityEndpoint = "identity-endpoint"
    case storageEndpoint = "storage-endpoint"
  }

  package init(name: String, endpoint: String? = nil) {
    self.name = name
    self.endpoint = endpoint
  }
}
