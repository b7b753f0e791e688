import WaldurWire

/// A parameter of a list that keeps rows away.
struct Filter: Sendable {
  /// What is left of the rows; `.unfiltered` for a value that means nothing.
  enum Outcome {
    case unfiltered
    case rows(SQLCondition)
    /// Rows of some offerings or projects, which the tallies know how to count.
    case offerings(SQLCondition)
    case projects(SQLCondition)
    case states([String])
    case types([String])
  }

  let name: String
  /// Whether the server of 2024 did not have it.
  private(set) var isRecent = false
  let outcome: @Sendable ([String], WaldurCall) throws -> Outcome

  init(_ name: String, _ outcome: @escaping @Sendable ([String], WaldurCall) throws -> Outcome) {
    self.name = name
    self.outcome = outcome
  }
}

extension Filter {
  func recent() -> Filter {
    var filter = self
    filter.isRecent = true
    return filter
  }

  /// Makes a filter of the last value given; an empty one does not filter.
  static func last(
    _ name: String, _ outcome: @escaping @Sendable (String, WaldurCall) throws -> Outcome
  ) -> Filter {
    Filter(name) { values, call in
      guard let value = values.last?.trimmingBlanks, !value.isEmpty else { return .unfiltered }
      return try outcome(value, call)
    }
  }

  static func exact(_ name: String, _ column: String? = nil) -> Filter {
    last(name) { value, _ in .rows(SQLCondition("\(column ?? name) = ?", value)) }
  }

  static func exactIgnoringCase(_ name: String, _ column: String) -> Filter {
    last(name) { value, _ in .rows(SQLCondition("\(column) = ? COLLATE NOCASE", value)) }
  }

  static func contains(_ name: String, _ columns: String...) -> Filter {
    last(name) { value, _ in
      .rows(.any((columns.isEmpty ? [name] : columns).map { .contains($0, value) }))
    }
  }

  /// `true` or `false` in any case, or `1` and `0`; anything else does not filter.
  static func bool(_ name: String, _ column: String? = nil) -> Filter {
    last(name) { value, _ in
      guard let value = Self.boolean(value) else { return .unfiltered }
      return .rows(SQLCondition("\(column ?? name) = ?", value))
    }
  }

  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }

  /// A UUID, in either spelling; `condition` has a question mark for its digits.
  static func uuid(_ name: String, _ condition: String) -> Filter {
    uuid(name) { uuid, _ in .rows(SQLCondition(condition, uuid)) }
  }

  static func uuid(
    _ name: String, _ outcome: @escaping @Sendable (String, WaldurCall) throws -> Outcome
  ) -> Filter {
    last(name) { value, call in
      guard let uuid = WaldurUUID(value.trimmingBlanks)?.description else {
        throw WaldurFault.invalid(name, "Enter a valid UUID.")
      }
      return try outcome(uuid, call)
    }
  }

  /// One of fixed words, repeated for several.
  static func choice(
    _ name: String, _ words: [String], _ outcome: @escaping @Sendable ([String]) -> Outcome
  ) -> Filter {
    Filter(name) { values, _ in
      if let wrong = values.first(where: { !words.contains($0) }) {
        throw WaldurFault.invalid(
          name, "Select a valid choice. \(wrong) is not one of the available choices.")
      }
      return outcome(values)
    }
  }

  /// A date, or a time; rows from then on, or before it.
  static func time(_ name: String, _ column: String, _ comparison: String = ">=") -> Filter {
    last(name) { value, call in
      let text = value.trimmingBlanks
      // The server of 2024 takes nothing but days.
      let moment = call.release == .october2024 ? nil : Moment(text)
      guard let time = moment ?? CalendarDate(text)?.start else {
        throw WaldurFault.invalid(name, "Enter a valid date.")
      }
      return .rows(SQLCondition("\(column) \(comparison) ?", time.microseconds))
    }
  }

  /// A date, compared with a column that holds one.
  static func date(_ name: String, _ column: String, _ comparison: String = "=") -> Filter {
    last(name) { value, _ in
      guard let date = CalendarDate(value.trimmingBlanks) else {
        throw WaldurFault.invalid(name, "Enter a valid date.")
      }
      return .rows(SQLCondition("\(column) \(comparison) ?", date.text))
    }
  }

  /// The URL of an object: `condition` has a question mark for its UUID. Nothing is of what
  /// leads elsewhere.
  static func url(_ name: String, _ kind: String, _ condition: String) -> Filter {
    url(name, kind) { .rows(SQLCondition(condition, $0)) }
  }

  static func url(
    _ name: String, _ kind: String, _ outcome: @escaping @Sendable (String) -> Outcome
  ) -> Filter {
    last(name) { value, _ in
      guard case .object(let found, let uuid) = Hyperlink(value), found == kind else {
        return .rows(.none)
      }
      return outcome(uuid)
    }
  }
}

/// A reference to another object by its URL; the host does not count.
enum Hyperlink {
  /// The first part behind `/api/` and the UUID. A plan's kind is `plans`, with the offering's left out.
  case object(kind: String, uuid: String)
  /// A path of the API that names no object of a known kind.
  case elsewhere

  init(_ text: String) {
    var path = text[...]
    if let scheme = path.range(of: "://") {
      let rest = path[scheme.upperBound...]
      path = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
    }
    if let mark = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<mark] }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 5, parts.first == "", parts[1] == "api", parts.last == "" else {
      self = .elsewhere
      return
    }
    switch (parts.count, Self.kinds.contains(parts[2])) {
    case (5, true): self = .object(kind: parts[2], uuid: WaldurUUID(parts[3])?.description ?? "")
    case (7, _) where parts[2] == "marketplace-public-offerings" && parts[4] == "plans":
      self = .object(kind: "plans", uuid: WaldurUUID(parts[5])?.description ?? "")
    default: self = .elsewhere
    }
  }

  static let kinds: Set<String> = [
    "users", "customers", "projects", "keys", "marketplace-resources",
    "marketplace-provider-resources", "marketplace-orders", "marketplace-public-offerings",
    "marketplace-provider-offerings", "marketplace-plans", "marketplace-categories",
    "marketplace-service-providers", "marketplace-offering-users", "marketplace-component-usages",
    "marketplace-component-user-usages", "roles",
  ]
}

extension Substring {
  /// Returns where a text stands first.
  func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
