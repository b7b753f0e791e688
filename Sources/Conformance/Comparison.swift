import JSON
import WaldurWire

/// Compares what the sandbox answers with what was recorded: status, headers that mean something, and
/// the body by shape and value. Times that the server wrote itself are only compared for being times.
struct Comparison {
  /// Headers whose value says something about the answer.
  private static let headers = [
    HTTPHeaders.Name.contentType, HTTPHeaders.Name.allow, HTTPHeaders.Name.wwwAuthenticate,
    HTTPHeaders.Name.resultCount, HTTPHeaders.Name.link, HTTPHeaders.Name.location,
  ]

  /// Members that hold the moment of a write, or the number of a row.
  private static let generated: Set<String> = ["modified", "modified_by"]

  /// The day of the recording and the one before, as times begin: it may have gone on past midnight.
  let days: [String]
  var identities: Identities
  private(set) var differences: [String] = []

  init(days: [String], identities: Identities) {
    self.days = days
    self.identities = identities
  }

  mutating func compare(_ recorded: Exchange.Recorded, _ answer: HTTPResponse) -> [String] {
    differences = []
    if recorded.status != answer.status {
      differences.append("status \(recorded.status), here \(answer.status)")
    }
    for name in Self.headers { compareHeader(name, recorded.headers[name], answer.headers[name]) }
    compareBody(recorded, answer.body)
    return differences
  }

  private mutating func compareHeader(_ name: String, _ theirs: String?, _ mine: String?) {
    switch (theirs, mine) {
    case (nil, nil): return
    case (let theirs?, let mine?) where identities.areEqual(theirs, mine): return
    default: differences.append("\(name): \(theirs ?? "none"), here \(mine ?? "none")")
    }
  }

  private mutating func compareBody(_ recorded: Exchange.Recorded, _ mine: [UInt8]) {
    let theirs = recorded.body
    if mine.isEmpty || theirs.isNull {
      if !mine.isEmpty || !theirs.isNull {
        differences.append(
          "body: \(cut(theirs.rawText)), here \(cut(String(decoding: mine, as: UTF8.self)))")
      }
      return
    }
    guard let parsed = try? JSONBuffer.parse(mine).root else {
      if theirs.string() != String(decoding: mine, as: UTF8.self) {
        differences.append("body: \(cut(theirs.rawText)), here another text")
      }
      return
    }
    guard let count = recorded.elementCount, parsed.kind == .array else {
      return compare(theirs, parsed, at: "", named: "")
    }
    if parsed.count != count { differences.append(": \(count) elements, here \(parsed.count)") }
    for (place, pair) in zip(theirs.elements, parsed.elements).enumerated() {
      compare(pair.0, pair.1, at: "[\(place)]", named: "")
    }
  }

  private mutating func compare(
    _ theirs: JSONView, _ mine: JSONView, at path: String, named name: String
  ) {
    switch (theirs.kind, mine.kind) {
    case (.object, .object): compareMembers(theirs, mine, at: path)
    case (.array, .array):
      if theirs.count != mine.count {
        differences.append("\(path): \(theirs.count) elements, here \(mine.count)")
      }
      for (place, pair) in zip(theirs.elements, mine.elements).enumerated() {
        compare(pair.0, pair.1, at: "\(path)[\(place)]", named: name)
      }
    default:
      if !areEqual(theirs, mine, named: name) {
        differences.append("\(path): \(cut(theirs.rawText)), here \(cut(mine.rawText))")
      }
    }
  }

  private mutating func compareMembers(_ theirs: JSONView, _ mine: JSONView, at path: String) {
    let others = Array(mine.members)
    var seen: Set<Int> = []
    for (name, value) in theirs.members {
      let found = others.indices.first { place in
        !seen.contains(place) && identities.areEqual(name, others[place].name)
      }
      guard let found else {
        differences.append("\(path).\(name): missing here")
        continue
      }
      seen.insert(found)
      compare(value, others[found].value, at: "\(path).\(name)", named: name)
    }
    for place in others.indices where !seen.contains(place) {
      differences.append("\(path).\(others[place].name): only here")
    }
  }

  private mutating func areEqual(_ theirs: JSONView, _ mine: JSONView, named name: String) -> Bool {
    if let left = theirs.string(), let right = mine.string() {
      let isWritten = days.contains(where: left.hasPrefix) || Self.generated.contains(name)
      if isWritten, Self.isTime(left), Self.isTime(right) { return true }
      return identities.areEqual(left, right)
    }
    if let left = theirs.double(), let right = mine.double() {
      return left == right || Self.generated.contains(name)
    }
    if theirs.kind != mine.kind {
      // The number of a row that exists in one of the worlds only.
      return Self.generated.contains(name) && (theirs.isNull || mine.isNull)
    }
    return theirs.rawText == mine.rawText
  }

  private static func isTime(_ text: String) -> Bool {
    text.utf8.count >= 20 && text.hasSuffix("Z")
      && text.utf8.dropFirst(10).first == UInt8(ascii: "T")
  }

  private func cut(_ text: String) -> String {
    text.count > 120 ? text.prefix(120) + "…" : text
  }
}
