package import JSON

/// A word of the protocol out of a short list, of which newer servers may know more: an unknown
/// word is kept as it came.
package protocol WaldurWord: WireValue, RawRepresentable, Hashable, CustomStringConvertible
where RawValue == String {
  /// The words this version knows, in the order they are shown.
  static var known: [Self] { get }

  init(rawValue: String)
}

extension WaldurWord {
  package init(_ word: String) { self.init(rawValue: word) }

  /// Whether the word is one of those this version knows.
  package var isKnown: Bool { Self.known.contains(self) }

  package init?(wire view: JSONView) {
    guard let word = view.string() else { return nil }
    self.init(rawValue: word)
  }

  package func write(to writer: inout JSONWriter) { writer.string(rawValue) }

  package var description: String { rawValue }
}

/// Where an order stands.
package struct OrderState: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let pendingConsumer = Self("pending-consumer")
  package static let pendingProvider = Self("pending-provider")
  package static let pendingProject = Self("pending-project")
  package static let pendingStartDate = Self("pending-start-date")
  package static let executing = Self("executing")
  package static let done = Self("done")
  package static let erred = Self("erred")
  package static let canceled = Self("canceled")
  package static let rejected = Self("rejected")

  package static let known: [Self] = [
    pendingConsumer, pendingProvider, pendingProject, pendingStartDate, executing, done, erred,
    canceled, rejected,
  ]

  /// Whether nothing more happens to the order by itself.
  package var isFinal: Bool { [.done, .erred, .canceled, .rejected].contains(self) }
}

/// What an order asks for.
package struct OrderType: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let create = Self("Create")
  package static let update = Self("Update")
  package static let terminate = Self("Terminate")
  package static let restore = Self("Restore")

  package static let known: [Self] = [create, update, terminate, restore]
}

/// Where a resource stands.
package struct ResourceState: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let creating = Self("Creating")
  package static let ok = Self("OK")
  package static let erred = Self("Erred")
  package static let updating = Self("Updating")
  package static let terminating = Self("Terminating")
  package static let terminated = Self("Terminated")

  package static let known: [Self] = [creating, ok, erred, updating, terminating, terminated]
}

/// Where an offering stands.
package struct OfferingState: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let draft = Self("Draft")
  package static let active = Self("Active")
  package static let paused = Self("Paused")
  package static let archived = Self("Archived")
  package static let unavailable = Self("Unavailable")

  package static let known: [Self] = [draft, active, paused, archived, unavailable]
}

/// Where the account of a user of an offering stands; servers of 2024 know no such state.
package struct OfferingUserState: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let requested = Self("Requested")
  package static let creating = Self("Creating")
  package static let pendingAccountLinking = Self("Pending account linking")
  package static let pendingAdditionalValidation = Self("Pending additional validation")
  package static let ok = Self("OK")
  package static let errorCreating = Self("Error creating")
  package static let requestedDeletion = Self("Requested deletion")
  package static let deleting = Self("Deleting")
  package static let errorDeleting = Self("Error deleting")
  package static let deleted = Self("Deleted")

  package static let known: [Self] = [
    requested, creating, pendingAccountLinking, pendingAdditionalValidation, ok, errorCreating,
    requestedDeletion, deleting, errorDeleting, deleted,
  ]
}

/// How a component is paid for.
package struct BillingType: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let fixed = Self("fixed")
  package static let usage = Self("usage")
  package static let limit = Self("limit")
  package static let one = Self("one")
  package static let few = Self("few")

  package static let known: [Self] = [fixed, usage, limit, one, few]
}

/// What a limit is counted over.
package struct LimitPeriod: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let month = Self("month")
  package static let quarterly = Self("quarterly")
  package static let annual = Self("annual")
  package static let total = Self("total")

  package static let known: [Self] = [month, quarterly, annual, total]
}

/// What a plan's prices are per.
package struct BillingUnit: WaldurWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let month = Self("month")
  package static let quarter = Self("quarter")
  package static let halfMonth = Self("half_month")
  package static let day = Self("day")
  package static let hour = Self("hour")
  package static let quantity = Self("quantity")

  package static let known: [Self] = [month, quarter, halfMonth, day, hour, quantity]
}
