package import CommandKit
package import Diagnostics
import Synchronization
import Values

/// A command of the user's own, as its callers know it. The body is filled in when it has been
/// compiled: definitions of a file may call each other in any order.
package final class Definition: Sendable {
  /// The compiled body with what its frame needs.
  struct Body: Sendable {
    let code: Evaluate
    let slotCount: Int
    /// Slot of `$in`.
    let inputSlot: Int
    /// Whether `$in` stands in the body once at most: then a stream may stay lazy.
    let readsInputOnce: Bool
    /// Slot and default of each parameter, in order.
    let parameters: [Parameter]
  }

  struct Parameter: Sendable {
    let slot: Int
    let isRest: Bool
    let isSwitch: Bool
    /// Computes what it is when it is not given, in its type.
    let defaultValue: Evaluate?
  }

  package let declaration: CommandDeclaration
  /// Where its name stands.
  package let span: SourceSpan
  private let compiled = Mutex<Body?>(nil)

  init(_ declaration: CommandDeclaration, span: SourceSpan) {
    self.declaration = declaration
    self.span = span
  }

  /// Whoever forgets the definition takes the body away: one that calls itself holds on to itself.
  var body: Body? {
    get { compiled.withLock { $0 } }
    set { compiled.withLock { $0 = newValue } }
  }
}

/// The definitions known at some point, by name.
package struct DefinitionTable: Sendable {
  private var definitions: [String: Definition] = [:]

  package init() {}

  package subscript(name: String) -> Definition? {
    get { definitions[name] }
    set { definitions[name] = newValue }
  }

  package var names: [String] { definitions.keys.sorted() }

  package var all: [Definition] { names.compactMap { definitions[$0] } }
}

/// The definitions of a session, readable from any thread.
final class KnownDefinitions: Sendable {
  private let content = Mutex(DefinitionTable())

  var table: DefinitionTable {
    get { content.withLock { $0 } }
    set { content.withLock { $0 = newValue } }
  }
}
