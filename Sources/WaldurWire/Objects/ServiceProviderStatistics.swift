/// The fields of `ServiceProviderStatistics`.
package final class ServiceProviderStatisticsFields: WireFields {
  package static let shared = ServiceProviderStatisticsFields()
  private init() {}

  package let activeCampaigns = Field<Int>("active_campaigns")
  package let currentCustomers = Field<Int>("current_customers")
  package let customersNumberChange = Field<Int>("customers_number_change")
  package let activeResources = Field<Int>("active_resources")
  package let resourcesNumberChange = Field<Int>("resources_number_change")
  package let activeAndPausedOfferings = Field<Int>("active_and_paused_offerings")
  package let unresolvedTickets = Field<Int>("unresolved_tickets")
  package let pendingOrders = Field<Int>("pending_orders")
  package let erredResources = Field<Int>("erred_resources")
}

/// A provider's counters.
package typealias ServiceProviderStatistics = WireObject<ServiceProviderStatisticsFields>
