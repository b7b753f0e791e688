// A real server draws identifiers of its own for what is made while exchanges are recorded. They are
// paired with those of the sandbox where both stand at the same place, and must stay paired: later
// requests name the recorded one and get the sandbox's.

import JSON
import WaldurWire

/// Which recorded identifier is which of the sandbox's.
struct Identities {
  /// Those of the objects both began with.
  private let known: Set<String>
  private var ours: [String: String] = [:]
  private var recorded: [String: String] = [:]
  /// What the sandbox made where the recorded answer is kept back, by the list it is in.
  private var unclaimed: [String: [String]] = [:]

  init(known: Set<String>) { self.known = known }

  /// Whether two texts are the same but for paired identifiers; pairs those that are new.
  mutating func areEqual(_ theirs: String, _ mine: String) -> Bool {
    let (one, other) = (Self.parts(theirs), Self.parts(mine))
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { left, right in
      guard let leftID = left.uuid, let rightID = right.uuid else { return left.text == right.text }
      return left.text.utf8.count == right.text.utf8.count && pair(leftID, rightID)
    }
  }

  private mutating func pair(_ theirs: String, _ mine: String) -> Bool {
    if known.contains(theirs) || known.contains(mine) { return theirs == mine }
    if let paired = ours[theirs] { return paired == mine }
    if recorded[mine] != nil { return false }
    ours[theirs] = mine
    recorded[mine] = theirs
    for list in unclaimed.keys { unclaimed[list]?.removeAll { $0 == mine } }
    return true
  }

  /// Remembers what was made without a recorded answer to pair it with.
  mutating func made(_ uuid: String, in list: String) { unclaimed[list, default: []].append(uuid) }

  /// Returns a text with the sandbox's identifiers in the place of the recorded ones. One that nobody
  /// has seen yet can only be what was made unseen, if that is one thing of its list.
  mutating func translated(_ text: String) -> String {
    var result = ""
    var before = ""
    for part in Self.parts(text) {
      if let uuid = part.uuid, !known.contains(uuid) {
        if ours[uuid] == nil {
          let list = before.split(separator: "/").last.map(String.init) ?? ""
          if let only = unclaimed[list], only.count == 1 { _ = pair(uuid, only[0]) }
        }
        result += ours[uuid] ?? part.text
      } else {
        result += part.text
      }
      before = part.uuid == nil ? part.text : ""
    }
    return result
  }

  private struct Part {
    let text: String
    /// The digits, if the text is an identifier or a token.
    let uuid: String?
  }

  /// Splits a text into identifiers and what stands between them.
  private static func parts(_ text: String) -> [Part] {
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var plain = 0
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex { !isPart($0) } ?? bytes.count
      if let uuid = identifier(bytes[at..<end]) {
        if plain < at { parts.append(Part(text: string(bytes[plain..<at]), uuid: nil)) }
        parts.append(Part(text: string(bytes[at..<end]), uuid: uuid))
        plain = end
      }
      at = end + 1
    }
    if plain < bytes.count { parts.append(Part(text: string(bytes[plain...]), uuid: nil)) }
    return parts
  }

  /// How many digits a token has.
  private static let tokenLength = 40

  /// Returns the digits of a UUID in either spelling, or of a token; nil for other texts.
  static func identifier(_ text: String) -> String? { identifier(Array(text.utf8)[...]) }

  private static func identifier(_ bytes: ArraySlice<UInt8>) -> String? {
    if let uuid = WaldurUUID(utf8: bytes) { return uuid.description }
    let isToken = bytes.count == tokenLength && !bytes.contains(UInt8(ascii: "-"))
    return isToken && bytes.allSatisfy(isPart) ? string(bytes) : nil
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...70 ~= byte || 97...102 ~= byte || byte == UInt8(ascii: "-")
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
