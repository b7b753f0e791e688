import WaldurWire

/// An address of the API: what may be done there, and by what.
struct Route: Sendable {
  typealias Handler = @Sendable (WaldurCall) throws -> HTTPResponse

  /// The parts of the path; one in braces is a parameter.
  let parts: [String]
  /// What the `Allow` header says, which also names methods that some objects refuse.
  let allow: String
  /// Whether nobody needs to be signed in.
  let isPublic: Bool
  let handlers: [HTTPMethod: Handler]
  /// What may be written there, for who asks.
  private(set) var form: (@Sendable (WaldurCall) -> [FormField])?
  /// Nil, or only requests of these clients find the address.
  var generations: Set<ClientGeneration>?
  /// Whether the server of 2024 did not have it.
  private(set) var isRecent = false

  init(
    _ path: String, allow: Allow, isPublic: Bool = false, _ handlers: [HTTPMethod: Handler]
  ) {
    parts = path.split(separator: "/").map(String.init)
    self.allow = allow.rawValue
    self.isPublic = isPublic
    self.handlers = handlers
  }

  /// What the framework says of the usual kinds of addresses.
  enum Allow: String {
    case list = "GET, POST, HEAD, OPTIONS"
    case readOnly = "GET, HEAD, OPTIONS"
    case object = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
    case action = "POST, OPTIONS"
    case patch = "PATCH, OPTIONS"
    case view = "GET, OPTIONS"
  }

  /// What the framework calls the address: an action by its name, others by what they hold.
  var title: String {
    guard parts.count > 1 else { return "Api Root" }
    let last = parts[parts.count - 1]
    if parts.count > 2 && !last.hasPrefix("{") || parts[0] != "api" {
      let words = last.split(separator: "_").joined(separator: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
    var words = parts[1].split(separator: "-").map(String.init)
    if words.first == "marketplace" { words.removeFirst() }
    if words == ["keys"] { words.insert("ssh", at: 0) }
    if let last = words.popLast() {
      words.append(last.hasSuffix("ies") ? last.dropLast(3) + "y" : String(last.dropLast()))
    }
    let kind = parts.count == 2 ? "list" : "instance"
    return (words + [kind]).map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }

  /// Returns what the path says in the places of the parameters; nil when it is another path.
  func match(_ path: [Substring]) -> [String: String]? {
    guard path.count == parts.count else { return nil }
    var parameters: [String: String] = [:]
    for (part, text) in zip(parts, path) {
      if part.utf8.first == UInt8(ascii: "{") {
        parameters[String(part.dropFirst().dropLast())] = PercentEncoding.decoded(text.utf8)
      } else if part != text {
        return nil
      }
    }
    return parameters
  }
}

extension Route {
  /// A list.
  static func list(
    _ name: String, allow: Allow = .readOnly, isPublic: Bool = false,
    _ list: @escaping Handler, create: Handler? = nil
  ) -> Route {
    var handlers: [HTTPMethod: Handler] = [.get: list]
    handlers[.post] = create
    return Route("api/\(name)", allow: allow, isPublic: isPublic, handlers)
  }

  /// One object of a list.
  static func object(
    _ name: String, allow: Allow = .object, isPublic: Bool = false,
    _ handlers: [HTTPMethod: Handler]
  ) -> Route {
    Route("api/\(name)/{uuid}", allow: allow, isPublic: isPublic, handlers)
  }

  /// Something that is done with an object.
  static func action(_ name: String, _ action: String, _ handler: @escaping Handler) -> Route {
    Route("api/\(name)/{uuid}/\(action)", allow: .action, [.post: handler])
  }

  /// Something that an object has.
  static func detail(
    _ name: String, _ detail: String, isPublic: Bool = false, _ handler: @escaping Handler
  ) -> Route {
    Route("api/\(name)/{uuid}/\(detail)", allow: .readOnly, isPublic: isPublic, [.get: handler])
  }

  func describing(_ form: @escaping @Sendable (WaldurCall) -> [FormField]) -> Route {
    var route = self
    route.form = form
    return route
  }

  func recent() -> Route {
    var route = self
    route.isRecent = true
    return route
  }

  func only(_ generations: ClientGeneration...) -> Route {
    var route = self
    route.generations = Set(generations)
    return route
  }
}

/// All addresses, found by the first parts of a path.
struct RouteTable: Sendable {
  private var routes: [String: [Route]] = [:]

  init(_ routes: [Route]) {
    for route in routes { self.routes[Self.key(route.parts), default: []].append(route) }
  }

  /// Returns the route of a path and its parameters. Fixed parts win over parameters where they come
  /// first in the table.
  func find(
    _ path: String, _ generation: ClientGeneration, _ release: WaldurRelease
  ) -> (Route, [String: String])? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    for route in routes[Self.key(parts)] ?? [] {
      if route.isRecent, release == .october2024 { continue }
      if let generations = route.generations, !generations.contains(generation) { continue }
      if let parameters = route.match(parts) { return (route, parameters) }
    }
    return nil
  }

  private static func key(_ parts: [some StringProtocol]) -> String {
    parts.prefix(2).joined(separator: "/")
  }

  /// The names of all lists, sorted.
  var listNames: [String] {
    routes.values.joined().filter { route in
      route.parts.count == 2 && route.parts[0] == "api" && route.allow != Route.Allow.view.rawValue
        && route.generations == nil
    }.map { $0.parts[1] }.sorted()
  }
}
