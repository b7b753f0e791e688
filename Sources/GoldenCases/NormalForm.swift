package import JSON

/// JSON without what means nothing in the protocol: members that are null, empty or zero are left
/// out, members sorted. Two messages with the same normal form say the same.
package func normalForm(_ view: JSONView) -> String? {
  switch view.kind {
  case .null: return nil
  case .object:
    let members = view.members.compactMap { name, value in
      normalForm(value).map { "\(name):\($0)" }
    }
    return members.isEmpty ? nil : "{" + members.sorted().joined(separator: ",") + "}"
  case .array:
    let elements = view.elements.map { normalForm($0) ?? "{}" }
    return elements.isEmpty ? nil : "[" + elements.joined(separator: ",") + "]"
  case .string:
    // Escapes say the same as the characters they stand for.
    guard let text = view.string(), !text.isEmpty else { return nil }
    return text.debugDescription
  default:
    return ["0", "false"].contains(view.rawText) ? nil : view.rawText
  }
}

package func normalForm(_ bytes: [UInt8]) throws -> String {
  normalForm(try JSONBuffer.parse(bytes).root) ?? "{}"
}
