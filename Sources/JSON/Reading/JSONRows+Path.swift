/// One step from a container to what it holds.
enum JSONStep {
  case element(Int)
  case member(String)

  /// The step as it stands in a path: `[3]`, `.offer`, `["a b"]`.
  var text: String {
    switch self {
    case .element(let position): "[\(position)]"
    case .member(let name): Self.isPlain(name) ? ".\(name)" : "[\"\(name)\"]"
    }
  }

  /// Returns steps as a path: `results[3].offer`.
  static func path(_ steps: [JSONStep]) -> String {
    let path = steps.map(\.text).joined()
    return path.hasPrefix(".") ? String(path.dropFirst()) : path
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF:
          true
        default: false
        }
      }
  }
}

extension JSONRows {
  /// Returns where in its document a value is: `results[3].offer.endpoints`; empty for a document.
  func path(to index: Int) -> String {
    JSONStep.path(steps(to: index))
  }

  /// Returns the steps from its document to a value.
  ///
  /// Found by walking from the document's start, since a tape does not lead upwards: for errors.
  func steps(to index: Int) -> [JSONStep] {
    guard let row = (0..<count).last(where: { start(of: $0) <= index }) else { return [] }
    var steps: [JSONStep] = []
    var container = self[row]
    while container.index < index, let (step, value) = container.step(towards: index) {
      steps.append(step)
      container = value
    }
    return steps
  }
}

extension JSONCursor {
  /// Returns the element or member that is or holds a place on the tape, and how it is called.
  fileprivate func step(towards index: Int) -> (JSONStep, JSONCursor)? {
    for (position, element) in elements.enumerated() where element.behind > index {
      return (.element(position), element)
    }
    for member in members where member.value.behind > index {
      return (.member(member.name), member.value)
    }
    return nil
  }
}
