package import Diagnostics
package import JujuWire

/// The models of a controller.
///
/// Source: Juju facade `ModelManager` 9 and 10.
package struct Models: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Returns the models a user may see, by name and identity only.
  package func list(of user: String) throws(Diagnostic) -> [Model] {
    try channel.read(ModelManagerFacade.list, Entity(tag: .user(user))).userModels.map(\.model)
  }

  /// Returns the models a user may see, or all of them for a superuser who asks so.
  package func summaries(of user: String, all: Bool) throws(Diagnostic) -> [ModelSummary] {
    let results = try channel.read(
      ModelManagerFacade.listSummaries,
      ModelSummariesRequest(userTag: .user(user), all: all ? true : nil)
    ).results
    var summaries: [ModelSummary] = []
    for result in results {
      if let error = result.error { throw error.diagnostic(.element) }
      if let summary = result.result { summaries.append(summary) }
    }
    return summaries
  }

  /// Makes a model; nil when a dry run only reported it.
  package func create(_ arguments: ModelCreateArguments) throws(Diagnostic) -> ModelInfo? {
    try channel.write(ModelManagerFacade.create, arguments)
  }

  /// Gives a user more access to models, or takes some away.
  @discardableResult
  package func change(
    _ action: AccessAction, _ access: ModelAccess, for user: String, to models: [ModelPlace]
  ) throws(Diagnostic) -> Bool {
    let changes = models.map { model in
      ModifyModelAccess(
        userTag: .user(user), action: action, access: access, modelTag: model.tag)
    }
    let answer = try channel.write(
      ModelManagerFacade.modifyAccess, ModifyModelAccessRequest(changes: changes),
      count: models.count)
    try answer?.check()
    return answer != nil
  }
}
