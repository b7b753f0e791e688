/// The fields of `ResourceEndpoint`.
package final class ResourceEndpointFields: WireFields {
  package static let shared = ResourceEndpointFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let url = Field<String>("url")
}

/// An address of a resource or an offering.
package typealias ResourceEndpoint = WireObject<ResourceEndpointFields>
