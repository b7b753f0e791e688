import CRE2
import JujuWire

/// Tells whether an offer is what a filter asks for: every part that is given has to match.
struct OfferMatcher {
  private let filter: OfferFilter
  private let name: NamePattern
  private let connectedUsers: Set<String>
  private let allowedUsers: Set<String>
  private let state: JujuState

  init(_ filter: OfferFilter, _ call: Call) throws {
    self.filter = filter
    name = try NamePattern(filter.offerName)
    connectedUsers = Set(try filter.connectedUsers.map(call.userName))
    allowedUsers = Set(try filter.allowedUsers.map(call.userName))
    state = call.state
  }

  func matches(_ offer: OfferRecord) throws -> Bool {
    guard name.matches(offer.name),
      offer.description.contains(filter.applicationDescription)
        || filter.applicationDescription.isEmpty
    else { return false }
    if !filter.applicationName.isEmpty,
      try state.application(id: offer.applicationID)?.name != filter.applicationName
    {
      return false
    }
    return try matchesEndpoints(offer) && matchesUsers(offer)
  }

  private func matchesEndpoints(_ offer: OfferRecord) throws -> Bool {
    if filter.endpoints.isEmpty { return true }
    let endpoints = try state.endpoints(of: offer).map(\.remote)
    return filter.endpoints.allSatisfy { wanted in
      endpoints.contains { endpoint in
        (wanted.name.isEmpty || wanted.name == endpoint.name)
          && (wanted.interface.isEmpty || wanted.interface == endpoint.interface)
          && (wanted.role == .unset || wanted.role == endpoint.role)
      }
    }
  }

  private func matchesUsers(_ offer: OfferRecord) throws -> Bool {
    if !connectedUsers.isEmpty,
      try !state.connections(to: offer).contains(where: { connectedUsers.contains($0.user) })
    {
      return false
    }
    if allowedUsers.isEmpty { return true }
    return try state.users(of: offer).contains { user, access in
      allowedUsers.contains(user) && access.includes(.consume)
    }
  }
}

/// A regular expression that names have to match somewhere. Clients that want one name send it
/// quoted between `^` and `$`, which needs no engine.
enum NamePattern {
  case exactly(String)
  case containing(String)
  case expression(BoundedPattern)

  init(_ pattern: String) throws {
    if let name = Self.literal(pattern) {
      self = .containing(name)
    } else if pattern.hasPrefix("^"), pattern.hasSuffix("$"),
      let name = Self.literal(pattern.dropFirst().dropLast())
    {
      self = .exactly(name)
    } else {
      guard let expression = BoundedPattern(pattern) else {
        throw WireError("error parsing regexp: \(pattern.quoted)", code: .badRequest)
      }
      self = .expression(expression)
    }
  }

  func matches(_ name: String) -> Bool {
    switch self {
    case .exactly(let wanted): name == wanted
    case .containing(let part): part.isEmpty || name.contains(part)
    case .expression(let expression): expression.occurs(in: name)
    }
  }

  /// Returns what the pattern stands for when it has no operators, only quoted marks.
  private static func literal(_ pattern: some StringProtocol) -> String? {
    var result = ""
    var isQuoted = false
    for character in pattern {
      if !isQuoted, character == "\\" {
        isQuoted = true
        continue
      }
      let isMark = "^$.|?*+()[]{}\\".contains(character)
      if isQuoted ? !isMark && character != "-" : isMark { return nil }
      result.append(character)
      isQuoted = false
    }
    return isQuoted ? nil : result
  }
}

/// A regular expression as controllers read it, in bounded time: the pattern is a client's.
final class BoundedPattern: @unchecked Sendable {
  // Unchecked: `handle` is set once and RE2 matches from several threads at a time.

  private let handle: OpaquePointer

  /// Nil for a text that is no pattern.
  init?(_ pattern: String) {
    var pattern = pattern
    let handle = pattern.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { offsh_re2_compile($0.baseAddress, $0.count) }
    }
    guard let handle else { return nil }
    self.handle = handle
    if offsh_re2_error(handle) != nil { return nil }
  }

  deinit { offsh_re2_free(handle) }

  func occurs(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        offsh_re2_find(handle, $0.baseAddress, $0.count, 0, nil, 0)
      }
    }
  }
}
