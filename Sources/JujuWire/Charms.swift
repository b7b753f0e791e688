package import JSON

/// Charms: what can be deployed, from where.
package enum CharmsFacade {
  package static let facade = Facade("Charms", versions: 5...7, on: .model)

  package static let resolve = FacadeMethod<
    ResolveCharmsWithChannel, ResolveCharmWithChannelResults
  >(facade, "ResolveCharms", .read)
  package static let add = FacadeMethod<AddCharmWithOrigin, CharmOriginResult>(
    facade, "AddCharm", .write)
  package static let charmInfo = FacadeMethod<CharmURL, Charm>(facade, "CharmInfo", .read)
}

/// Charms to find in the repository.
package struct ResolveCharmsWithChannel: Codable, Sendable, Hashable {
  package var resolve: [ResolveCharmWithChannel]
  package var macaroon: Macaroon?

  package init(resolve: [ResolveCharmWithChannel] = [], macaroon: Macaroon? = nil) {
    self.resolve = resolve
    self.macaroon = macaroon
  }
}

/// A charm to find.
package struct ResolveCharmWithChannel: Codable, Sendable, Hashable {
  /// `ch:mysql`.
  package var reference: String
  package var charmOrigin: CharmOrigin
  package var switchCharm: Bool?

  private enum CodingKeys: String, CodingKey {
    case reference
    case charmOrigin = "charm-origin"
    case switchCharm = "switch-charm"
  }

  package init(reference: String, charmOrigin: CharmOrigin, switchCharm: Bool? = nil) {
    self.reference = reference
    self.charmOrigin = charmOrigin
    self.switchCharm = switchCharm
  }
}

/// One answer per charm.
package struct ResolveCharmWithChannelResults: Codable, Sendable, Hashable {
  package var results: [ResolveCharmWithChannelResult]

  private enum CodingKeys: String, CodingKey {
    case results = "Results"
  }

  package init(results: [ResolveCharmWithChannelResult] = []) {
    self.results = results
  }
}

/// A charm that was found, or why not.
package struct ResolveCharmWithChannelResult: Codable, Sendable, Hashable {
  package var url: String
  package var charmOrigin: CharmOrigin
  package var supportedBases: [OSBase]
  /// Code names of the bases, for older clients.
  package var supportedSeries: [String]
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case url
    case charmOrigin = "charm-origin"
    case supportedBases = "supported-bases"
    case supportedSeries = "supported-series"
    case error
  }

  package init(
    url: String, charmOrigin: CharmOrigin, supportedBases: [OSBase] = [],
    supportedSeries: [String] = [], error: WireError? = nil
  ) {
    self.url = url
    self.charmOrigin = charmOrigin
    self.supportedBases = supportedBases
    self.supportedSeries = supportedSeries
    self.error = error
  }
}

/// Where a charm comes from.
package struct CharmOrigin: Codable, Sendable, Hashable {
  /// `charm-hub` or `local`.
  package var source: String
  /// `charm` or `bundle`.
  package var type: String
  package var id: String
  package var hash: String?
  package var risk: String?
  package var revision: Int?
  package var track: String?
  package var branch: String?
  package var architecture: String?
  package var base: OSBase?
  package var instanceKey: String?

  private enum CodingKeys: String, CodingKey {
    case source
    case type
    case id
    case hash
    case risk
    case revision
    case track
    case branch
    case architecture
    case base
    case instanceKey = "instance-key"
  }

  package init(
    source: String = "", type: String = "", id: String = "", hash: String? = nil,
    risk: String? = nil, revision: Int? = nil, track: String? = nil, branch: String? = nil,
    architecture: String? = nil, base: OSBase? = nil, instanceKey: String? = nil
  ) {
    self.source = source
    self.type = type
    self.id = id
    self.hash = hash
    self.risk = risk
    self.revision = revision
    self.track = track
    self.branch = branch
    self.architecture = architecture
    self.base = base
    self.instanceKey = instanceKey
  }
}

/// A charm the controller has to have.
package struct AddCharmWithOrigin: Codable, Sendable, Hashable {
  package var url: String
  package var charmOrigin: CharmOrigin
  package var force: Bool

  private enum CodingKeys: String, CodingKey {
    case url
    case charmOrigin = "charm-origin"
    case force
  }

  package init(url: String, charmOrigin: CharmOrigin, force: Bool = false) {
    self.url = url
    self.charmOrigin = charmOrigin
    self.force = force
  }
}

/// Where the charm came from, or why it did not.
package struct CharmOriginResult: Codable, Sendable, Hashable {
  package var charmOrigin: CharmOrigin
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case charmOrigin = "charm-origin"
    case error
  }

  package init(charmOrigin: CharmOrigin, error: WireError? = nil) {
    self.charmOrigin = charmOrigin
    self.error = error
  }
}

/// Names a charm.
package struct CharmURL: Codable, Sendable, Hashable {
  package var url: String

  package init(url: String) {
    self.url = url
  }
}

/// A charm in full.
package struct Charm: Codable, Sendable, Hashable {
  package var revision: Int
  package var url: String
  package var config: [String: CharmOption]
  package var meta: CharmMeta?
  package var manifest: CharmManifest?

  package init(
    revision: Int, url: String, config: [String: CharmOption] = [:], meta: CharmMeta? = nil,
    manifest: CharmManifest? = nil
  ) {
    self.revision = revision
    self.url = url
    self.config = config
    self.meta = meta
    self.manifest = manifest
  }
}

/// A setting of a charm.
package struct CharmOption: Codable, Sendable, Hashable {
  package var type: String
  package var description: String?
  package var defaultValue: RawJSON?

  private enum CodingKeys: String, CodingKey {
    case type
    case description
    case defaultValue = "default"
  }

  package init(type: String, description: String? = nil, defaultValue: RawJSON? = nil) {
    self.type = type
    self.description = description
    self.defaultValue = defaultValue
  }
}

/// What a charm says about itself.
package struct CharmMeta: Codable, Sendable, Hashable {
  package var name: String
  package var summary: String
  package var description: String
  package var subordinate: Bool
  package var provides: [String: CharmRelation]?
  package var requires: [String: CharmRelation]?
  package var peers: [String: CharmRelation]?
  package var series: [String]?
  package var tags: [String]?

  package init(
    name: String, summary: String, description: String, subordinate: Bool = false,
    provides: [String: CharmRelation]? = nil, requires: [String: CharmRelation]? = nil,
    peers: [String: CharmRelation]? = nil, series: [String]? = nil, tags: [String]? = nil
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.subordinate = subordinate
    self.provides = provides
    self.requires = requires
    self.peers = peers
    self.series = series
    self.tags = tags
  }
}

/// What a charm runs on.
package struct CharmManifest: Codable, Sendable, Hashable {
  package var bases: [ManifestBase]

  package init(bases: [ManifestBase] = []) {
    self.bases = bases
  }
}

/// An operating system with the architectures a charm was built for.
package struct ManifestBase: Codable, Sendable, Hashable {
  package var name: String
  package var channel: String
  package var architectures: [String]

  package init(name: String, channel: String, architectures: [String] = []) {
    self.name = name
    self.channel = channel
    self.architectures = architectures
  }
}
