package import JSON

/// The models of a controller.
package enum ModelManagerFacade {
  package static let facade = Facade("ModelManager", versions: 9...10, on: .controller)

  package static let listSummaries = FacadeMethod<ModelSummariesRequest, ModelSummaryResults>(
    facade, "ListModelSummaries", .read)
  package static let list = FacadeMethod<Entity, UserModelList>(facade, "ListModels", .read)
  package static let modelInfo = FacadeMethod<Entities, ModelInfoResults>(
    facade, "ModelInfo", .read)
  package static let create = FacadeMethod<ModelCreateArguments, ModelInfo>(
    facade, "CreateModel", .write)
  package static let destroy = FacadeMethod<DestroyModelsRequest, ErrorResults>(
    facade, "DestroyModels", .destroy)
  package static let modifyAccess = FacadeMethod<ModifyModelAccessRequest, ErrorResults>(
    facade, "ModifyModelAccess", .write)
}

/// A model to make.
package struct ModelCreateArguments: Codable, Sendable, Hashable {
  package var name: String
  package var ownerTag: Tag
  package var config: [String: RawJSON]?
  package var cloudTag: Tag?
  package var region: String?
  package var credential: Tag?

  private enum CodingKeys: String, CodingKey {
    case name
    case ownerTag = "owner-tag"
    case config
    case cloudTag = "cloud-tag"
    case region
    case credential
  }

  package init(
    name: String, ownerTag: Tag, config: [String: RawJSON]? = nil, cloudTag: Tag? = nil,
    region: String? = nil, credential: Tag? = nil
  ) {
    self.name = name
    self.ownerTag = ownerTag
    self.config = config
    self.cloudTag = cloudTag
    self.region = region
    self.credential = credential
  }
}

/// Models to remove.
package struct DestroyModelsRequest: Codable, Sendable, Hashable {
  package var models: [DestroyModelRequest]

  package init(models: [DestroyModelRequest] = []) {
    self.models = models
  }
}

/// A model to remove.
package struct DestroyModelRequest: Codable, Sendable, Hashable {
  package var modelTag: Tag
  package var destroyStorage: Bool?
  package var force: Bool?
  package var maxWaitNanoseconds: Int?
  package var timeoutNanoseconds: Int?

  private enum CodingKeys: String, CodingKey {
    case modelTag = "model-tag"
    case destroyStorage = "destroy-storage"
    case force
    case maxWaitNanoseconds = "max-wait"
    case timeoutNanoseconds = "timeout"
  }

  package init(
    modelTag: Tag, destroyStorage: Bool? = nil, force: Bool? = nil, maxWaitNanoseconds: Int? = nil,
    timeoutNanoseconds: Int? = nil
  ) {
    self.modelTag = modelTag
    self.destroyStorage = destroyStorage
    self.force = force
    self.maxWaitNanoseconds = maxWaitNanoseconds
    self.timeoutNanoseconds = timeoutNanoseconds
  }
}

/// Changes to who may do what with models.
package struct ModifyModelAccessRequest: Codable, Sendable, Hashable {
  package var changes: [ModifyModelAccess]

  package init(changes: [ModifyModelAccess] = []) {
    self.changes = changes
  }
}

/// Grants or revokes one access of one user to one model.
package struct ModifyModelAccess: Codable, Sendable, Hashable {
  package var userTag: Tag
  package var action: AccessAction
  package var access: ModelAccess
  package var modelTag: Tag

  private enum CodingKeys: String, CodingKey {
    case userTag = "user-tag"
    case action
    case access
    case modelTag = "model-tag"
  }

  package init(userTag: Tag, action: AccessAction, access: ModelAccess, modelTag: Tag) {
    self.userTag = userTag
    self.action = action
    self.access = access
    self.modelTag = modelTag
  }
}
