package import CommandKit

/// Waldur's commands, one list per family. A test fails for a command file whose type stands in no
/// list.
package enum WaldurCommands {
  package static let all: [any Command.Type] =
    provider + orders + allocations + teams + keys + usage

  static let provider: [any Command.Type] = [
    ListProviders.self, ShowProvider.self, UseProvider.self, ListOfferings.self,
    ShowOffering.self, ListComponents.self, ListCustomers.self, ListProjects.self,
  ]
  static let orders: [any Command.Type] = [
    ListOrders.self, ShowOrder.self, ApproveOrder.self, RejectOrder.self, CancelOrder.self,
    CompleteOrder.self, FailOrder.self, WaitOrder.self,
  ]
  static let allocations: [any Command.Type] = [
    ListResources.self, ShowResource.self, SetBackendIDCommand.self, SubmitReportCommand.self,
    SetResourceState.self, TerminateResourceCommand.self,
  ]
  static let teams: [any Command.Type] = [
    ShowTeam.self, ListMembers.self, AddMember.self, RemoveMember.self, ListOfferingUsers.self,
    GrantAccess.self, SetUsername.self, ListWaldurUsers.self, ListProviderUsers.self,
    ListProviderPermissions.self,
  ]
  static let keys: [any Command.Type] = [ListKeys.self, ListProviderKeys.self]
  static let usage: [any Command.Type] = [
    ListPlanPeriods.self, ListUsages.self, ReportUsage.self,
  ]
}
