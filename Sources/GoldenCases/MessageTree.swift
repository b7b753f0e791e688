import JSON

/// A message as a tree that can be changed in one place, to see that the change does not matter.
indirect enum MessageTree: Sendable {
  case object([(name: String, value: MessageTree)])
  case array([MessageTree])
  /// A text, a number, a word.
  case leaf(String)

  typealias Member = (name: String, value: MessageTree)

  init(_ view: JSONView) {
    switch view.kind {
    case .object:
      self = .object(view.members.map { (name: $0.name, value: MessageTree($0.value)) })
    case .array: self = .array(view.elements.map { MessageTree($0) })
    default: self = .leaf(view.rawText)
    }
  }

  static let null = MessageTree.leaf("null")

  /// Nothing, in one of the ways to write it.
  var isNothing: Bool {
    switch self {
    case .object: false
    case .array(let elements): elements.isEmpty
    case .leaf(let text): text == "null" || text == "\"\""
    }
  }

  var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .leaf(let text): text
    }
  }

  /// How many objects are in it, with itself.
  var objectCount: Int {
    switch self {
    case .object(let members): members.reduce(1) { $0 + $1.value.objectCount }
    case .array(let elements): elements.reduce(0) { $0 + $1.objectCount }
    case .leaf: 0
    }
  }

  /// Returns the tree with its object of that number changed.
  func changing(object number: Int, _ change: ([Member]) -> [Member]) -> MessageTree {
    var left = number
    return changed(&left, change)
  }

  private func changed(_ left: inout Int, _ change: ([Member]) -> [Member]) -> MessageTree {
    switch self {
    case .leaf: return self
    case .array(let elements): return .array(elements.map { $0.changed(&left, change) })
    case .object(let members):
      left -= 1
      if left == -1 { return .object(change(members)) }
      return .object(
        members.map { (name: $0.name, value: $0.value.changed(&left, change)) })
    }
  }

  /// Returns the tree with the members of all its objects changed, the innermost first.
  func changingAll(_ change: ([Member]) -> [Member]) -> MessageTree {
    switch self {
    case .leaf: self
    case .array(let elements): .array(elements.map { $0.changingAll(change) })
    case .object(let members):
      .object(change(members.map { (name: $0.name, value: $0.value.changingAll(change)) }))
    }
  }
}
