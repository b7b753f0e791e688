/// A list of objects of one kind, with an address below it for each.
///
/// Client and sandbox both take the address and the kind of the rows from here.
package struct ListAddress<Row: WireFields>: Sendable {
  /// The name in the address: `marketplace-orders`.
  package let name: String

  package init(_ name: String) { self.name = name }

  /// The address of the list.
  package var path: String { "/api/\(name)/" }

  /// Returns the address of one object.
  package func path(_ uuid: WaldurUUID) -> String { "\(path)\(uuid)/" }

  /// Returns the address of what an object has or can do: `approve_by_provider`.
  package func path(_ uuid: WaldurUUID, _ action: String) -> String { "\(path)\(uuid)/\(action)/" }
}

/// The lists of a server.
package enum Lists {
  package static let users = ListAddress<UserFields>("users")
  package static let keys = ListAddress<SshKeyFields>("keys")
  package static let customers = ListAddress<CustomerFields>("customers")
  package static let projects = ListAddress<ProjectFields>("projects")
  package static let roles = ListAddress<RoleFields>("roles")
  package static let serviceProviders = ListAddress<ServiceProviderFields>(
    "marketplace-service-providers")
  /// What the team of a provider sees of its offerings.
  package static let providerOfferings = ListAddress<OfferingFields>(
    "marketplace-provider-offerings")
  /// What everybody sees of active offerings.
  package static let publicOfferings = ListAddress<OfferingFields>("marketplace-public-offerings")
  package static let planComponents = ListAddress<PlanComponentFields>(
    "marketplace-plan-components")
  /// Resources that the user's own projects have.
  package static let resources = ListAddress<ResourceFields>("marketplace-resources")
  /// Resources of the offerings of the user's provider.
  package static let providerResources = ListAddress<ResourceFields>(
    "marketplace-provider-resources")
  package static let orders = ListAddress<OrderFields>("marketplace-orders")
  package static let componentUsages = ListAddress<ComponentUsageFields>(
    "marketplace-component-usages")
  package static let componentUserUsages = ListAddress<ComponentUserUsageFields>(
    "marketplace-component-user-usages")
  package static let offeringUsers = ListAddress<OfferingUserFields>("marketplace-offering-users")
  package static let integrationStatuses = ListAddress<IntegrationStatusFields>(
    "marketplace-integration-statuses")
}

/// Addresses that are no lists.
package enum Addresses {
  /// The user whose token it is.
  package static let me = "/api/users/me/"
  package static let version = "/api/version/"
  package static let configuration = "/api/configuration/"
  package static let password = "/api-auth/password/"
  package static let logout = "/api-auth/logout/"
  package static let setUsage = "/api/marketplace-component-usages/set_usage/"
}
