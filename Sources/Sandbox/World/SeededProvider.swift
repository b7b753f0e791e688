import WaldurWire

/// What a fresh sandbox holds on the Waldur side: a service provider with its customers' projects, as
/// somebody finds it on a Monday morning: orders wait, one thing is broken, most runs.
///
/// Some of the people have an account of the same name on the sandbox's Juju controllers, so that what
/// is ordered here can be offered there.
struct SeededProvider {
  /// Whom the sandbox's own profile signs in as: the owner of the provider.
  static let operatorName = "paula"

  private static let provider = "Nordic Compute"
  private static let customer = "Baltic University"
  private static let mysql = "Hosted MySQL"
  private static let hpc = "HPC Allocation"
  private static let storage = "Object Storage"

  private let now: Moment

  init(now: Moment) { self.now = now }

  var world: WaldurWorld {
    var world = WaldurWorld()
    world.users = Self.people
    world.customers = [
      .init(
        name: Self.provider, abbreviation: "NC", nativeName: "Nordic Compute AS",
        email: "info@nordic.example.org", country: "EE", provides: "Compute, databases and storage"),
      .init(
        name: Self.customer, abbreviation: "BU", email: "it@baltic.example.org", country: "LV",
        isBilled: true),
    ]
    world.projects = Self.projects
    world.grants = Self.grants
    world.categories = ["HPC", "Databases", "Storage"]
    world.offerings = Self.offerings
    for (place, item) in Self.work.enumerated() { add(item, place, to: &world) }
    world.usages = [
      .init(resource: "genome-assembly", component: "cpu", amount: "12.50", description: "June"),
      .init(resource: "genome-assembly", component: "gpu", amount: "3.00"),
      .init(resource: "climate-ensemble", component: "cpu", amount: "140.25"),
    ]
    world.accounts = [
      .init(offering: Self.hpc, user: "mary", username: "mary"),
      .init(offering: Self.hpc, user: "bob", username: "bob"),
      .init(offering: Self.hpc, user: "fred", username: ""),
      .init(offering: Self.mysql, user: "mary", username: "mary"),
    ]
    return world
  }

  // MARK: People

  private static let people: [WaldurWorld.User] = [
    person("paula", "Paula", "Peterson", key: true), person("piet", "Piet", "Virtanen", key: true),
    person("ursula", "Ursula", "Kalnina", key: true), person("mary", "Mary", "Ozols", key: true),
    person("bob", "Bob", "Berzins", key: true), person("fred", "Fred", "Liepa", key: true),
    person("anna", "Anna", "Kask", key: true), person("mart", "Mart", "Tamm", key: true),
    person("nils", "Nils", "Saar", key: false), person("olga", "Olga", "Sepp", key: true),
    person("siim", "Siim", "Rand", key: false, isSupport: true),
    person("sille", "Sille", "Mets", key: true, isStaff: true),
  ]

  private static func person(
    _ name: String, _ first: String, _ last: String, key: Bool, isStaff: Bool = false,
    isSupport: Bool = false
  ) -> WaldurWorld.User {
    var user = WaldurWorld.User(username: name, firstName: first, lastName: last)
    user.isStaff = isStaff
    user.isSupport = isSupport
    user.organization = ["paula", "piet"].contains(name) ? provider : customer
    if key {
      user.keys = [.init(name: "\(name)-laptop", publicKey: publicKey("\(name)-laptop"))]
    }
    return user
  }

  /// Returns a key whose data is made of its name.
  static func publicKey(_ name: String) -> String {
    let type = Array("ssh-ed25519".utf8)
    let data = [0, 0, 0, 11] + type + [0, 0, 0, 32] + Digest.sha256(Array(name.utf8))
    return "ssh-ed25519 \(Base64.encode(data)) \(name)"
  }

  private static let projects: [WaldurWorld.Project] = [
    .init(name: "Genomics", customer: customer, description: "Sequence assembly"),
    .init(name: "Climate Models", customer: customer, description: "Regional ensembles"),
    .init(name: "Language Technology", customer: customer, description: "Speech corpora"),
    .init(name: "Particle Physics", customer: customer),
    .init(name: "Platform", customer: provider, description: "The provider's own services"),
  ]

  private static let grants: [WaldurWorld.Grant] = [
    .init(user: "paula", role: "CUSTOMER.OWNER", scope: provider),
    .init(user: "piet", role: "CUSTOMER.MANAGER", scope: provider),
    .init(user: "ursula", role: "CUSTOMER.OWNER", scope: customer),
    .init(user: "mary", role: "PROJECT.MANAGER", scope: "Genomics"),
    .init(user: "bob", role: "PROJECT.ADMIN", scope: "Genomics"),
    .init(user: "anna", role: "PROJECT.MEMBER", scope: "Genomics"),
    .init(user: "fred", role: "PROJECT.MANAGER", scope: "Climate Models"),
    .init(user: "mary", role: "PROJECT.MEMBER", scope: "Climate Models"),
    .init(user: "mart", role: "PROJECT.MANAGER", scope: "Language Technology"),
    .init(user: "nils", role: "PROJECT.MEMBER", scope: "Language Technology"),
    .init(user: "olga", role: "PROJECT.MANAGER", scope: "Particle Physics"),
    .init(user: "piet", role: "PROJECT.MANAGER", scope: "Platform"),
  ]

  // MARK: Catalogue

  private static let offerings: [WaldurWorld.Offering] = [
    offering(
      hpc, "HPC", "Batch computing on the shared cluster", type: .slurm,
      [
        .init(type: "cpu", name: "CPU", measuredUnit: "k-hours", billingType: "usage"),
        .init(type: "gpu", name: "GPU", measuredUnit: "k-hours", billingType: "usage"),
        .init(type: "storage", name: "Storage", measuredUnit: "TB", billingType: "limit"),
      ], ["cpu": "0.05", "gpu": "1.50", "storage": "2.00"], accounts: true),
    offering(
      mysql, "Databases", "A MySQL database, offered to your own models",
      [
        .init(type: "instances", name: "Instances", measuredUnit: "units", billingType: "limit"),
        .init(type: "disk", name: "Disk", measuredUnit: "GB", billingType: "limit"),
      ], ["instances": "1.20", "disk": "0.01"], accounts: true),
    offering(
      storage, "Storage", "Buckets for large files",
      [.init(type: "storage", name: "Storage", measuredUnit: "TB", billingType: "usage")],
      ["storage": "1.10"], accounts: false),
  ]

  private static func offering(
    _ name: String, _ category: String, _ description: String, type: OfferingType = .basic,
    _ components: [WaldurWorld.Component], _ prices: [String: String], accounts: Bool
  ) -> WaldurWorld.Offering {
    var offering = WaldurWorld.Offering(
      name: name, customer: provider, category: category, type: type.rawValue,
      state: OfferingState.active.rawValue,
      components: components.map { component in
        var component = component
        component.limitPeriod = LimitPeriod.month.rawValue
        return component
      },
      plans: [
        .init(name: "Standard", unitPrice: "10", prices: prices),
        .init(name: "Premium", unitPrice: "25", prices: prices),
      ])
    offering.description = description
    let option = "service_provider_can_create_offering_user"
    offering.secretOptions = try? .init(parsing: accounts ? "{\"\(option)\":true}" : "{}")
    return offering
  }

  // MARK: Work

  /// An allocation and the last order about it.
  private struct Work {
    let name: String
    let project: String
    let offering: String
    let state: ResourceState
    var order = OrderType.create
    var orderState = OrderState.done
    var error = ""
  }

  private static let work: [Work] =
    waiting + troubled
    + running(
      hpc, "Genomics",
      ["genome-assembly", "variant-calling", "rna-seq", "metagenomics", "proteomics"])
    + running(
      hpc, "Climate Models",
      ["climate-ensemble", "ocean-coupling", "downscaling", "reanalysis", "sea-ice"])
    + running(hpc, "Particle Physics", ["event-filter", "lattice-qcd", "detector-sim"])
    + running(hpc, "Language Technology", ["speech-train", "corpus-index"])
    + running(mysql, "Genomics", ["sample-registry"])
    + running(mysql, "Language Technology", ["corpus-db"])
    + running(mysql, "Platform", ["billing-db", "portal-db"])
    + running(
      storage, "Climate Models", ["model-output", "observations"])
    + running(storage, "Genomics", ["raw-reads", "reference-genomes"])
    + running(storage, "Particle Physics", ["event-archive"])
    + [creating("staging-db", "Platform", mysql, .pendingConsumer)]

  private static let waiting: [Work] = [
    creating("mysql-genomics", "Genomics", mysql, .pendingProvider),
    creating("mysql-climate", "Climate Models", mysql, .pendingProvider),
    creating("gpu-training", "Language Technology", hpc, .pendingProvider),
    creating("spring-campaign", "Particle Physics", hpc, .pendingProvider),
    creating("cold-archive", "Climate Models", storage, .pendingProvider),
    creating("phylogeny", "Genomics", hpc, .pendingConsumer),
    creating("thesis-data", "Language Technology", storage, .pendingConsumer),
    creating("autumn-school", "Particle Physics", hpc, .pendingProject),
    creating("protein-folding", "Genomics", hpc, .executing),
    Work(
      name: "old-cluster-share", project: "Climate Models", offering: hpc, state: .ok,
      order: .terminate, orderState: .pendingProvider),
    Work(
      name: "wind-atlas", project: "Climate Models", offering: hpc, state: .updating,
      order: .update, orderState: .executing),
    Work(
      name: "retired-pipeline", project: "Genomics", offering: hpc, state: .terminating,
      order: .terminate, orderState: .executing),
  ]

  private static let troubled: [Work] = [
    Work(
      name: "imaging", project: "Genomics", offering: hpc, state: .erred, orderState: .erred,
      error: "Quota of the project directory is exceeded"),
    Work(
      name: "demo-database", project: "Platform", offering: mysql, state: .terminated,
      orderState: .rejected),
    Work(
      name: "duplicate-request", project: "Particle Physics", offering: hpc, state: .terminated,
      orderState: .canceled),
    Work(
      name: "last-year", project: "Language Technology", offering: hpc, state: .terminated,
      order: .terminate),
  ]

  private static func creating(
    _ name: String, _ project: String, _ offering: String, _ state: OrderState
  ) -> Work {
    Work(name: name, project: project, offering: offering, state: .creating, orderState: state)
  }

  private static func running(_ offering: String, _ project: String, _ names: [String]) -> [Work] {
    names.map { Work(name: $0, project: project, offering: offering, state: .ok) }
  }

  /// Everything was ordered some days ago, the first of the list last.
  private func add(_ work: Work, _ place: Int, to world: inout WaldurWorld) {
    let ordered = Moment(
      microseconds: now.microseconds - Int64(place + 1) * 9 * 3_600_000_000 / 2)
    let plan = place % 3 == 2 ? "Premium" : "Standard"
    let limits = Self.limits(work.offering, place)
    var resource = WaldurWorld.Resource(
      name: work.name, state: work.state.rawValue, project: work.project,
      offering: work.offering)
    resource.plan = plan
    resource.limits = limits
    resource.slug = work.name
    resource.created = ordered.text
    if work.state != .creating {
      resource.planStart = ordered.text
      resource.backendID = "\(Slug.text(work.offering).prefix(3))-\(1000 + place)"
      resource.isInvoiced = work.state != .terminated
    }
    let cost = Self.cost(work.offering, plan, limits)
    resource.cost = cost
    world.resources.append(resource)
    var order = WaldurWorld.Order(
      resource: work.name, type: work.order.rawValue, state: work.orderState.rawValue,
      createdBy: Self.managers[work.project] ?? "ursula")
    order.created = ordered.text
    order.cost = cost
    order.errorMessage = work.error
    if work.orderState != .pendingConsumer {
      order.consumerReviewedBy = work.project == "Platform" ? Self.operatorName : "ursula"
      order.consumerReviewedAt = ordered.text
    }
    if [.executing, .done, .erred, .rejected].contains(work.orderState) {
      order.providerReviewedBy = Self.operatorName
      order.providerReviewedAt = ordered.text
    }
    world.orders.append(order)
  }

  private static let managers = [
    "Genomics": "mary", "Climate Models": "fred", "Language Technology": "mart",
    "Particle Physics": "olga", "Platform": "piet",
  ]

  private static func limits(_ offering: String, _ place: Int) -> [String: Int] {
    switch offering {
    case hpc: ["storage": 2 + place % 7]
    case mysql: ["instances": 1 + place % 2, "disk": 20 * (1 + place % 4)]
    default: [:]
    }
  }

  private static func cost(_ offering: String, _ plan: String, _ limits: [String: Int]) -> String {
    let prices = offerings.first { $0.name == offering }?.plans.first { $0.name == plan }
    let base = DecimalNumber(prices?.unitPrice ?? "0") ?? .zero
    return limits.reduce(base) { sum, limit in
      sum + (DecimalNumber(prices?.prices[limit.key] ?? "0") ?? .zero) * DecimalNumber(limit.value)
    }.text
  }
}
