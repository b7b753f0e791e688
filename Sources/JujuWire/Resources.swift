package import JSON

/// Files that come with a charm.
package enum ResourcesFacade {
  package static let facade = Facade("Resources", versions: 3...3, on: .model)

  package static let addPending = FacadeMethod<
    AddPendingResourcesArguments, AddPendingResourcesResult
  >(facade, "AddPendingResources", .write)
  package static let list = FacadeMethod<Entities, ResourcesResults>(
    facade, "ListResources", .read)
}

/// Resources of an application that is about to be deployed.
package struct AddPendingResourcesArguments: Codable, Sendable, Hashable {
  package var tag: Tag
  package var url: String
  package var charmOrigin: CharmOrigin
  package var resources: [RawJSON]

  private enum CodingKeys: String, CodingKey {
    case tag
    case url
    case charmOrigin = "charm-origin"
    case resources
  }

  package init(tag: Tag, url: String, charmOrigin: CharmOrigin, resources: [RawJSON] = []) {
    self.tag = tag
    self.url = url
    self.charmOrigin = charmOrigin
    self.resources = resources
  }
}

/// The ids under which the resources wait.
package struct AddPendingResourcesResult: Codable, Sendable, Hashable {
  package var pendingIDs: [String]
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case pendingIDs = "pending-ids"
    case error
  }

  package init(pendingIDs: [String] = [], error: WireError? = nil) {
    self.pendingIDs = pendingIDs
    self.error = error
  }
}

/// One answer per application.
package struct ResourcesResults: Codable, Sendable, Hashable {
  package var results: [ResourcesResult]

  package init(results: [ResourcesResult] = []) {
    self.results = results
  }
}

/// The resources of an application.
package struct ResourcesResult: Codable, Sendable, Hashable {
  package var resources: [RawJSON]
  package var unitResources: [RawJSON]
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case resources
    case unitResources = "unit-resources"
    case error
  }

  package init(resources: [RawJSON] = [], unitResources: [RawJSON] = [], error: WireError? = nil) {
    self.resources = resources
    self.unitResources = unitResources
    self.error = error
  }
}
