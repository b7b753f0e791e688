extension JSONRows {
  /// Returns where in its document a value is: `results[3].offer.endpoints`; empty for a document.
  ///
  /// Found by walking from the document's start, since a tape does not lead upwards: for errors.
  func path(to index: Int) -> String {
    guard let row = (0..<count).last(where: { start(of: $0) <= index }) else { return "" }
    var path = ""
    var container = self[row]
    while container.index != index, let (step, value) = container.step(towards: index) {
      path += step
      container = value
    }
    return path.hasPrefix(".") ? String(path.dropFirst()) : path
  }
}

extension JSONCursor {
  /// Returns the element or member that is or holds a place on the tape, and how it is called.
  fileprivate func step(towards index: Int) -> (String, JSONCursor)? {
    for (position, element) in elements.enumerated() where element.behind > index {
      return ("[\(position)]", element)
    }
    for member in members where member.value.behind > index {
      return (Self.step(member.name), member.value)
    }
    return nil
  }

  /// Returns how a member is called in a path: quoted when it is no plain word.
  static func step(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF:
          true
        default: false
        }
      }
    return isPlain ? ".\(name)" : "[\"\(name)\"]"
  }
}
