package import JSON

/// The fields of `ServiceProvider`.
package final class ServiceProviderFields: WireFields {
  package static let shared = ServiceProviderFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let created = Field<WaldurTime>("created")
  package let description = Field<String>("description")
  package let enableNotifications = Field<Bool>("enable_notifications")
  package let customer = Field<String>("customer")
  package let customerName = Field<String>("customer_name")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let customerImage = Field<String>("customer_image")
  package let customerAbbreviation = Field<String>("customer_abbreviation")
  package let customerNativeName = Field<String>("customer_native_name")
  package let customerCountry = Field<String>("customer_country")
  package let image = Field<String>("image")
  package let organizationGroup = Field<String>("organization_group")
  package let offeringCount = Field<Int>("offering_count")

  // Of newer servers.
  package let customerSlug = Field<String>("customer_slug")
  package let organizationGroups = Field<RawJSON>("organization_groups")
  package let allowedDomains = Field<[String]>("allowed_domains")
  package let accountOptions = Field<RawJSON>("account_options")
}

/// An organization as a provider of offerings.
package typealias ServiceProvider = WireObject<ServiceProviderFields>
