import Synchronization

/// A value made when first asked for, once, from any thread.
package final class Lazily<Content: Sendable>: Sendable {
  private let content = Mutex<Content?>(nil)
  private let make: @Sendable () -> Content

  package init(_ make: @escaping @Sendable () -> Content) { self.make = make }

  package var value: Content {
    content.withLock { content in
      if let content { return content }
      let made = make()
      content = made
      return made
    }
  }
}
