package import JSON
import JujuWire

/// A frame, and what it means or why it is refused.
package struct FrameCase: Sendable {
  package let id: String
  private let json: JSONView
  private let refusal: String?

  /// Nil for a case without a name or a frame.
  package init?(_ view: JSONView) {
    guard let id = view.member("id")?.string(), let json = view.member("json") else { return nil }
    self.id = id
    self.json = json
    refusal = view.member("rejected")?.string()
  }

  /// Returns where our reading differs.
  package func differences() -> [GoldenDifference] {
    let expected = refusal ?? normalForm(json) ?? "{}"
    let actual: String
    do {
      actual = try normalForm(isRequest ? readRequest() : readResponse())
    } catch {
      actual = "\(error)"
    }
    return expected == actual ? [] : [.init("frame", expected: expected, actual: actual)]
  }

  private var isRequest: Bool {
    json.members.contains { ["request", "type"].contains($0.name.lowercased()) }
  }

  private func readRequest() throws -> [UInt8] {
    let frame = try WireJSON.decode(RequestFrame<RawJSON>.self, from: Array(json.rawText.utf8))
    try frame.checkForm()
    return try WireJSON.encode(frame)
  }

  private func readResponse() throws -> [UInt8] {
    let frame = try WireJSON.decode(ResponseFrame<RawJSON>.self, from: Array(json.rawText.utf8))
    try frame.checkForm()
    return try WireJSON.encode(frame)
  }
}
