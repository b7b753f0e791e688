import WaldurWire

/// Which server a client was made for: actions that changed their form answer in the one it knows.
///
/// Nobody says it, so it is read off the request. The library of today sends UUIDs with hyphens, takes
/// any kind of answer, and sends a body with every action that takes one, at least `{}`. That of
/// before writes the scheme of its token in lower case and uses paths that have moved since.
enum ClientGeneration {
  case moved
  case plain
  case present

  init(_ request: HTTPRequest, _ release: WaldurRelease) {
    if release == .october2024 {
      self = .plain
      return
    }
    let scheme = request.headers[HTTPHeaders.Name.authorization] ?? ""
    if scheme.hasPrefix("token ") {
      self = .moved
    } else if Self.takesAnything(request), Self.namesByHyphenatedUUID(request) {
      self = .present
    } else {
      self = .plain
    }
  }

  private static func takesAnything(_ request: HTTPRequest) -> Bool {
    (request.headers[HTTPHeaders.Name.accept] ?? "*/*") == "*/*"
  }

  private static func namesByHyphenatedUUID(_ request: HTTPRequest) -> Bool {
    hasHyphenatedUUID(request.path) || hasHyphenatedUUID(request.query)
      || (!request.method.isSafe && hasHyphenatedUUID(request.body))
  }

  private static func hasHyphenatedUUID(_ text: String) -> Bool {
    hasHyphenatedUUID(Array(text.utf8))
  }

  private static func hasHyphenatedUUID(_ bytes: [UInt8]) -> Bool {
    var at = 0
    while at + 36 <= bytes.count {
      guard let hyphen = bytes[(at + 8)...].firstIndex(of: UInt8(ascii: "-")) else { return false }
      at = hyphen - 8
      if at + 36 <= bytes.count, isHyphenatedUUID(bytes[at..<(at + 36)]) { return true }
      at += 1
    }
    return false
  }

  private static func isHyphenatedUUID(_ bytes: ArraySlice<UInt8>) -> Bool {
    for (place, byte) in bytes.enumerated() {
      let isHyphen = byte == UInt8(ascii: "-")
      if [8, 13, 18, 23].contains(place) != isHyphen { return false }
      if !isHyphen, !isHex(byte) { return false }
    }
    return true
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...70 ~= byte || 97...102 ~= byte
  }
}
