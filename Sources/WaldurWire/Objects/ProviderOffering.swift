package import JSON

/// The fields of `ProviderOffering`.
package final class ProviderOfferingFields: WireFields {
  package static let shared = ProviderOfferingFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let slug = Field<String>("slug")
  package let categoryTitle = Field<String>("category_title")
  package let type = Field<String>("type")
  package let state = Field<OfferingState>("state")
  package let resourcesCount = Field<Int>("resources_count")
  package let billingPriceEstimate = Field<RawJSON>("billing_price_estimate")
  package let components = Field<[WireObject<OfferingComponentFields>]>("components")
  package let plans = Field<[WireObject<PlanFields>]>("plans")
  package let options = Field<RawJSON>("options")
  package let resourceOptions = Field<RawJSON>("resource_options")
  package let secretOptions = Field<RawJSON>("secret_options")

  // Of newer servers.
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let thumbnail = Field<String>("thumbnail")
  package let offeringGroupUUID = Field<WaldurUUID>("offering_group_uuid")
  package let offeringGroupTitle = Field<String>("offering_group_title")
  package let serviceProviderCanCreateOfferingUser = Field<Bool>(
    "service_provider_can_create_offering_user")
}

/// An offering in the list of a provider.
package typealias ProviderOffering = WireObject<ProviderOfferingFields>
