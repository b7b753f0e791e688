package import JSON

/// A Waldur world as data: who is there, what is offered, what was ordered. Objects name each other by
/// the names people use, or by their keys where two share a name; identifiers that are not given are drawn.
package struct WaldurWorld: Sendable, Decodable {
  package var users: [User] = []
  package var customers: [Customer] = []
  package var projects: [Project] = []
  package var grants: [Grant] = []
  package var categories: [String] = []
  /// Of categories that are known by them.
  package var categoryUUIDs: [String: String] = [:]
  package var offerings: [Offering] = []
  package var resources: [Resource] = []
  package var orders: [Order] = []
  package var usages: [Usage] = []
  package var accounts: [Account] = []
  package var userUsages: [UserUsage] = []

  package init() {}

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    users = try values.decodeIfPresent([User].self, forKey: .users) ?? []
    customers = try values.decodeIfPresent([Customer].self, forKey: .customers) ?? []
    projects = try values.decodeIfPresent([Project].self, forKey: .projects) ?? []
    grants = try values.decodeIfPresent([Grant].self, forKey: .grants) ?? []
    categories = try values.decodeIfPresent([String].self, forKey: .categories) ?? []
    categoryUUIDs =
      try values.decodeIfPresent([String: String].self, forKey: .categoryUUIDs) ?? [:]
    offerings = try values.decodeIfPresent([Offering].self, forKey: .offerings) ?? []
    resources = try values.decodeIfPresent([Resource].self, forKey: .resources) ?? []
    orders = try values.decodeIfPresent([Order].self, forKey: .orders) ?? []
    usages = try values.decodeIfPresent([Usage].self, forKey: .usages) ?? []
    userUsages = try values.decodeIfPresent([UserUsage].self, forKey: .userUsages) ?? []
    accounts = try values.decodeIfPresent([Account].self, forKey: .accounts) ?? []
  }

  private enum Keys: String, CodingKey {
    case users, customers, projects, grants, categories, offerings, resources, orders, usages
    case accounts, userUsages, categoryUUIDs
  }

  /// Somebody with an account.
  package struct User: Sendable, Decodable {
    package var username: String
    package var firstName: String
    package var lastName: String
    package var uuid: String?
    package var token: String?
    package var password: String?
    package var email: String?
    package var organization: String?
    package var isStaff: Bool?
    package var isSupport: Bool?
    package var isActive: Bool?
    /// In seconds.
    package var tokenLifetime: Int?
    /// How long ago the token was used, in seconds.
    package var tokenAge: Int?
    package var keys: [Key]?
    package var nativeName: String?
    package var jobTitle: String?
    package var phoneNumber: String?
    package var civilNumber: String?
    package var description: String?
  }

  /// A public key of somebody's.
  package struct Key: Sendable, Decodable {
    package var name: String
    package var publicKey: String
    package var uuid: String?
    package var isShared: Bool?
  }

  /// An organization; with a description of what it provides, if it does.
  package struct Customer: Sendable, Decodable {
    package var name: String
    package var uuid: String?
    package var abbreviation: String?
    package var nativeName: String?
    package var email: String?
    package var country: String?
    package var provides: String?
    package var providerUUID: String?
    /// Whether the bill of the month has begun.
    package var isBilled: Bool?
    /// What other objects call it, where its name is not its own.
    package var key: String?
    package var phoneNumber: String?
    package var contactDetails: String?
    package var registrationCode: String?
    package var agreementNumber: String?
    package var backendID: String?
    package var blocked: Bool?
    package var archived: Bool?
  }

  package struct Project: Sendable, Decodable {
    package var name: String
    package var customer: String
    package var uuid: String?
    package var description: String?
    package var startDate: String?
    package var endDate: String?
    /// What other objects call it, where its name is not its own.
    package var key: String?
    package var backendID: String?
  }

  /// A role of somebody's on something.
  package struct Grant: Sendable, Decodable {
    package var user: String
    package var role: String
    package var scope: String
    /// ISO 8601.
    package var expires: String?
    package var createdBy: String?
    package var uuid: String?
  }

  package struct Offering: Sendable, Decodable {
    package var name: String
    package var customer: String
    package var category: String
    package var type: String
    package var state: String
    package var components: [Component]
    package var plans: [Plan]
    package var uuid: String?
    package var description: String?
    package var secretOptions: RawJSON?
    package var pluginOptions: RawJSON?
    /// What other objects call it, where its name is not its own.
    package var key: String?
    package var project: String?
    package var termsOfService: String?
    package var pausedReason: String?
    package var backendID: String?
    package var attributes: RawJSON?
    package var options: RawJSON?
    package var resourceOptions: RawJSON?
    package var shared: Bool?
    package var billable: Bool?
    /// How many of its orders the server's counter does not have.
    package var uncountedOrders: Int?
  }

  package struct Component: Sendable, Decodable {
    package var type: String
    package var name: String
    package var measuredUnit: String
    package var billingType: String
    package var limitPeriod: String?
    package var limitAmount: Int?
    package var description: String?
    package var minValue: Int?
    package var maxValue: Int?
    package var maxAvailableLimit: Int?
    package var defaultLimit: Int?
    package var isBoolean: Bool?
    package var uuid: String?
  }

  package struct Plan: Sendable, Decodable {
    package var name: String
    package var unitPrice: String
    /// By component type.
    package var prices: [String: String]
    package var uuid: String?
    package var unit: String?
    package var description: String?
    package var backendID: String?
    package var maxAmount: Int?
    package var archived: Bool?
    /// By component type.
    package var futurePrices: [String: String]?
    package var quotas: [String: Int]?
  }

  package struct Resource: Sendable, Decodable {
    package var name: String
    package var state: String
    package var project: String
    package var offering: String
    package var plan: String?
    package var limits: [String: Int]?
    package var cost: String?
    package var uuid: String?
    package var slug: String?
    package var backendID: String?
    /// ISO 8601, as all times here.
    package var created: String?
    /// When its plan began; nil for one that never ran.
    package var planStart: String?
    package var planPeriodUUID: String?
    /// Plan periods behind the first.
    package var laterPeriods: [PlanPeriod]?
    /// Whether the month's bill is to have it, once there is one.
    package var isInvoiced: Bool?
    /// What other objects call it, where its name is not its own.
    package var key: String?
    package var description: String?
    package var effectiveID: String?
    package var endDate: String?
    package var errorMessage: String?
    package var errorTraceback: String?
    package var parent: String?
    package var planEnd: String?
    package var attributes: RawJSON?
    package var backendMetadata: RawJSON?
    package var options: RawJSON?
    package var report: RawJSON?
    package var currentUsages: RawJSON?
    package var paused: Bool?
    package var downscaled: Bool?
    package var restrictMemberAccess: Bool?
  }

  /// How long a resource had a plan.
  package struct PlanPeriod: Sendable, Decodable {
    package var plan: String
    package var start: String
    package var end: String?
    package var uuid: String?
  }

  package struct Order: Sendable, Decodable {
    package var resource: String
    package var type: String
    package var state: String
    package var createdBy: String
    package var uuid: String?
    package var limits: [String: Int]?
    package var cost: String?
    package var created: String?
    package var consumerReviewedBy: String?
    package var consumerReviewedAt: String?
    package var providerReviewedBy: String?
    package var providerReviewedAt: String?
    package var errorMessage: String?
    package var plan: String?
    package var oldPlan: String?
    package var output: String?
    package var errorTraceback: String?
    package var callbackURL: String?
    package var terminationComment: String?
    package var backendID: String?
    package var attributes: RawJSON?
  }

  /// What a resource used of a component this month.
  package struct Usage: Sendable, Decodable {
    package var resource: String
    package var component: String
    package var amount: String
    package var description: String?
    package var recurring: Bool?
    /// ISO 8601; its month is the month it is booked on, unless that is given.
    package var date: String?
    /// The first day of a month.
    package var billingPeriod: String?
    /// Nil for the resource's first plan period.
    package var planPeriodUUID: String?
    package var uuid: String?
  }

  /// An account with an offering.
  package struct Account: Sendable, Decodable {
    package var offering: String
    package var user: String
    package var username: String?
    package var state: String?
    package var isRestricted: Bool?
    package var uuid: String?
  }

  /// What somebody used of it this month.
  package struct UserUsage: Sendable, Decodable {
    package var resource: String
    package var component: String
    package var username: String
    package var amount: String
    package var uuid: String?
  }
}
