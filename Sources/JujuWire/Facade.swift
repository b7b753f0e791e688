/// A group of methods with one version number.
package struct Facade: Sendable, Hashable {
  /// Which kind of connection a facade can be used on.
  package enum Connection: Sendable, Hashable {
    /// `/api`: the controller's own facades.
    case controller
    /// `/model/<uuid>/api`: the facades of one model.
    case model
    case both
  }

  package let name: String
  /// The versions whose messages the types of this target describe.
  package let versions: ClosedRange<Int>
  package let connection: Connection

  package init(_ name: String, versions: ClosedRange<Int>, on connection: Connection) {
    self.name = name
    self.versions = versions
    self.connection = connection
  }
}

/// A method of a facade with the types of what goes in and what comes out.
///
/// Client and sandbox both take a method from its declaration, so neither can send or answer
/// another shape than the other expects.
package struct FacadeMethod<Parameters: Codable & Sendable, Result: Codable & Sendable>: Sendable {
  package let facade: Facade
  package let name: String
  package let effect: MethodEffect
  /// The first version of the facade that has the method.
  package let firstVersion: Int

  package init(
    _ facade: Facade, _ name: String, _ effect: MethodEffect, since firstVersion: Int? = nil
  ) {
    self.facade = facade
    self.name = name
    self.effect = effect
    self.firstVersion = firstVersion ?? facade.versions.lowerBound
  }
}

/// What a method does to the controller's state.
package enum MethodEffect: Sendable, Hashable {
  case read, write
  /// Takes away what cannot be brought back.
  case destroy
}

/// No parameters, or nothing to say: the empty object.
package struct Empty: Codable, Sendable, Hashable {
  package init() {}
}
