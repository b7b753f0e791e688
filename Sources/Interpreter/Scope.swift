import Diagnostics
import Values

/// Where a variable lives, seen from some place in the code.
struct Variable {
  /// How many frames out.
  let depth: Int
  let slot: Int
}

/// The layout of one frame while it is compiled: the names visible at this point, innermost last,
/// and how many slots the frame will need.
final class FunctionScope {
  /// What kind of code the frame belongs to; decides what jumps mean.
  enum Kind {
    case top, definition, block
    /// One round of a loop whose variables something may outlive; jumps pass through it.
    case round
  }

  struct Binding {
    let name: String
    let slot: Int
    let isReserved: Bool
    var columns: [String]?
  }

  let kind: Kind
  let parent: FunctionScope?
  private(set) var slotCount = 0
  /// Visible bindings, innermost last.
  private(set) var bindings: [Binding] = []
  /// Where each name stands in `bindings`, innermost last: a file may declare thousands.
  private var places: [String: [Int]] = [:]
  /// Where each open lexical scope begins in `bindings`.
  private var scopeStarts: [Int] = [0]
  /// The slot of the current item, while inside a filter.
  var itemSlot: Int?
  /// How many loops are open here.
  var loopDepth = 0
  /// Whether this frame may be used by several threads' children (`each --parallel`).
  var isParallelBoundary = false
  /// How often `$in` is read; what may be read several times counts as twice.
  var inputUses = 0

  init(_ kind: Kind, parent: FunctionScope?) {
    self.kind = kind
    self.parent = parent
  }

  /// What is declared, so that a text that fails its check leaves no trace. Slots it took stay
  /// taken: code that runs may know them.
  var state: [Binding] {
    get { bindings }
    set {
      bindings = newValue
      places = [:]
      for (index, binding) in bindings.enumerated() {
        places[binding.name, default: []].append(index)
      }
    }
  }

  func newSlot() -> Int {
    slotCount += 1
    return slotCount - 1
  }

  func openScope() { scopeStarts.append(bindings.count) }

  func closeScope() {
    let start = scopeStarts.removeLast()
    while bindings.count > start { places[bindings.removeLast().name]?.removeLast() }
  }

  /// Declares a name in the innermost scope and returns its slot.
  func declare(_ name: String, isReserved: Bool = false, columns: [String]? = nil) -> Int {
    let slot = newSlot()
    places[name, default: []].append(bindings.count)
    bindings.append(Binding(name: name, slot: slot, isReserved: isReserved, columns: columns))
    return slot
  }

  /// Whether a lexical scope inside the frame's outermost one is open.
  var isNested: Bool { scopeStarts.count > 1 }

  /// Whether the innermost scope itself already declares the name.
  func declaresHere(_ name: String) -> Bool {
    (places[name]?.last ?? -1) >= scopeStarts.last ?? 0
  }

  /// Finds a name here (innermost first), without looking outside.
  func binding(of name: String) -> Binding? {
    places[name]?.last.map { bindings[$0] }
  }

  /// Everything visible from here, innermost first.
  var visibleNames: [String] {
    bindings.reversed().map(\.name) + (parent?.visibleNames ?? [])
  }
}
