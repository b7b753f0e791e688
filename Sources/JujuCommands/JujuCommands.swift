package import CommandKit

/// Juju's commands, one list per family. A test fails for a command file whose type stands in no
/// list.
package enum JujuCommands {
  package static let all: [any Command.Type] =
    session + applications + offers + consumption + firewall

  static let session: [any Command.Type] = [
    ListControllers.self, ListModels.self, SwitchModel.self, WhoAmI.self, Login.self, Logout.self,
    AddModel.self, MakeUser.self, ListUsers.self, Require.self, SetMode.self,
  ]
  static let applications: [any Command.Type] = [
    ShowStatus.self, Deploy.self, Expose.self, ShowApplication.self, RemoveApplication.self,
    ModelConfig.self, Exec.self,
  ]
  static let offers: [any Command.Type] = [
    MakeOffer.self, ListOffers.self, ShowOffer.self, FindOffers.self, RemoveOffer.self, Grant.self,
    Revoke.self,
  ]
  static let consumption: [any Command.Type] = [
    Consume.self, Integrate.self, RemoveSaas.self, ListRelations.self, SuspendRelation.self,
    ResumeRelation.self, RemoveRelation.self,
  ]
  static let firewall: [any Command.Type] = [SetFirewallRule.self, ListFirewallRules.self]
}
