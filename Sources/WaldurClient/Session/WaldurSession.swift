package import Diagnostics
import Synchronization
package import WaldurWire

/// Which server the user works with, for which service provider: pinned in memory, so nothing
/// another terminal does moves it.
package final class WaldurSession: Sendable {
  /// A service provider with what names it.
  package struct Provider: Sendable, Hashable {
    /// The organization's name, which is what people call the provider.
    package let name: String
    /// The provider's own identity.
    package let uuid: WaldurUUID
    /// The organization's, which filters of lists mean when they say provider.
    package let customerUUID: WaldurUUID

    package init(name: String, uuid: WaldurUUID, customerUUID: WaldurUUID) {
      self.name = name
      self.uuid = uuid
      self.customerUUID = customerUUID
    }

    init?(_ row: ServiceProvider) {
      guard let uuid = row.uuid, let customer = row.customerUUID else { return nil }
      self.init(name: row.customerName ?? "\(uuid)", uuid: uuid, customerUUID: customer)
    }
  }

  private struct State {
    var profile: WaldurProfile
    var connection: WaldurConnection?
    var provider: Provider?
    /// What was asked for on the offsh call or stands in the profile.
    var wish: String?
    var me: User?
  }

  private let state: Mutex<State>
  package let surroundings: WaldurConnection.Surroundings
  /// Lets a person choose one of several by its number in the list; nil where there is nobody.
  private let chooser:
    (@Sendable (_ question: String, _ choices: [String]) throws(Diagnostic) -> Int?)?

  /// `provider` is what the offsh call names.
  package init(
    _ profile: WaldurProfile, provider: String? = nil, surroundings: WaldurConnection.Surroundings,
    choose: (@Sendable (_ question: String, _ choices: [String]) throws(Diagnostic) -> Int?)? = nil
  ) {
    self.surroundings = surroundings
    chooser = choose
    state = Mutex(State(profile: profile, wish: provider ?? profile.provider))
  }

  /// The name of the profile.
  package var profileName: String { state.withLock { $0.profile.name } }

  /// The provider when it is known without asking anybody; else what the user calls it.
  package var knownProvider: (name: String, uuid: String?)? {
    state.withLock { state in
      if let provider = state.provider { return (provider.name, "\(provider.uuid)") }
      return state.wish.map { ($0, nil) }
    }
  }

  /// The way to the server.
  package func connection() throws(Diagnostic) -> WaldurConnection {
    let (known, profile) = state.withLock { ($0.connection, $0.profile) }
    if let known { return known }
    let made = WaldurConnection(
      name: profile.name, address: profile.address,
      token: try profile.tokens.token(surroundings.tokenWait),
      tokens: profile.tokens, surroundings: surroundings)
    state.withLock { $0.connection = made }
    return made
  }

  /// The user whose token it is.
  package func me() throws(Diagnostic) -> User {
    if let me = state.withLock({ $0.me }) { return me }
    let me: User = try connection().object(at: Addresses.me)
    state.withLock { $0.me = me }
    return me
  }

  /// Makes a provider the current one.
  package func use(_ provider: Provider) { state.withLock { $0.provider = provider } }

  /// The provider a command works for: the one `name` names, else the current one, else the one in
  /// whose organization the user has a role.
  ///
  /// Throws `waldur.no-provider` when there is none, or several.
  package func provider(_ name: String? = nil) throws(Diagnostic) -> Provider {
    if let name { return try findProvider(name) }
    let (known, wish) = state.withLock { ($0.provider, $0.wish) }
    if let known { return known }
    let found: Provider
    if let wish { found = try findProvider(wish) } else { found = try ownProvider() }
    state.withLock { $0.provider = found }
    return found
  }

  /// The providers in whose organizations the user has roles.
  package func ownProviders() throws(Diagnostic) -> [ServiceProvider] {
    let scopes: Set<String> = ["customer", "offering"]
    var customers: [WaldurUUID] = []
    for permission in try me().permissions ?? [] where scopes.contains(permission.scopeType ?? "") {
      let customer = permission.customerUUID ?? permission.scopeUUID
      if let customer, !customers.contains(customer) { customers.append(customer) }
    }
    var providers: [ServiceProvider] = []
    for customer in customers {
      providers += try connection().all(
        at: Lists.serviceProviders.path, ["customer_uuid": "\(customer)"])
    }
    return providers
  }

  private func ownProvider() throws(Diagnostic) -> Provider {
    let providers = try ownProviders().compactMap { Provider($0) }
    if let only = providers.first, providers.count == 1 { return only }
    guard let first = providers.first else {
      throw Diagnostic(
        WaldurDiagnostic.noProvider, "you have no role in the organization of a service provider",
        hint: "'use-provider NAME' chooses one all the same; 'providers --all' lists them")
    }
    let names = providers.map { "\"\($0.name)\"" }.joined(separator: ", ")
    throw Diagnostic(
      WaldurDiagnostic.noProvider,
      "you have roles at several service providers: \(names)",
      hint: "choose one with 'use-provider \(first.name.asPastedWord)', or name it with --provider")
  }

  /// Returns the one a name means: the only one, or the one a person chooses.
  ///
  /// Throws `waldur.ambiguous` with all of them when there is nobody to choose.
  package func one<Object>(
    of candidates: [Object], kind: String, named name: String, describe: (Object) -> String
  ) throws(Diagnostic) -> Object? {
    guard candidates.count > 1 else { return candidates.first }
    let lines = candidates.map(describe)
    if let chooser {
      guard let number = try chooser("which \(kind) \"\(name)\" is meant", lines),
        candidates.indices.contains(number)
      else {
        throw Diagnostic(WaldurDiagnostic.ambiguous, "no \(kind) was chosen, so nothing was done")
      }
      return candidates[number]
    }
    throw Diagnostic(
      WaldurDiagnostic.ambiguous,
      "\(candidates.count) \(kind)s are called \"\(name)\":\n"
        + lines.map { "  \($0)" }.joined(separator: "\n"),
      hint: "name the one that is meant by its uuid")
  }
}
