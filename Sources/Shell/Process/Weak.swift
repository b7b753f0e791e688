import Diagnostics
import Values

/// A reference that does not keep its object: for closures that an object holds about itself.
struct Weak<Object: AnyObject & Sendable>: Sendable {
  private final class Box: @unchecked Sendable {
    // Unchecked: a weak reference is read atomically and never set again.
    weak var object: Object?
    init(_ object: Object) { self.object = object }
  }

  private let box: Box

  init(_ object: Object) { box = Box(object) }

  func get() throws(Diagnostic) -> Object {
    guard let object = box.object else { throw .interruption }
    return object
  }
}
