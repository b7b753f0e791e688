import JSON
import TestSupport
import Testing

/// The published types of Juju's facades, and messages made of them: each field filled, down to
/// the depth at which types hold themselves.
struct PublishedTypes {
  private let facades: JSONView

  init() throws {
    let text = try #require(
      Repository.text(of: Repository.root + "/Tests/Fixtures/juju/facade-types.json"))
    facades = try #require(JSONBuffer.parse(text).root.member("facades"))
  }

  /// `facade.method` with the names of what goes in and what comes out.
  var methods: [(facade: String, method: String, parameters: String?, result: String?)] {
    facades.members.flatMap { facade in
      (facade.value.member("methods").map { Array($0.members) } ?? []).map { method in
        (
          facade: facade.name, method: method.name,
          parameters: method.value.member("params")?.string(),
          result: method.value.member("result")?.string()
        )
      }
    }
  }

  /// Which fields a message is made with.
  enum Fields {
    case all, required
  }

  /// Returns a message of a type; `leavingOut` are the types that are not there beside an error.
  func message(_ type: String?, of facade: String, _ fields: Fields) -> String {
    guard let type, let types = facades.member(facade)?.member("types") else { return "{}" }
    return value(type, types, fields, depth: 0)
  }

  private func value(_ type: String, _ types: JSONView, _ fields: Fields, depth: Int) -> String {
    if let inner = Self.inside(type, "[", "]") {
      return depth > 12 ? "[]" : "[" + value(inner, types, fields, depth: depth + 1) + "]"
    }
    if let inner = Self.inside(type, "{string: ", "}") {
      return depth > 12 ? "{}" : #"{"key":"# + value(inner, types, fields, depth: depth + 1) + "}"
    }
    if let inner = Self.inside(type, "{", "}") { return members(inner, types, fields, depth) }
    guard let known = types.member(type) else { return Self.leaf(type) }
    // The one type that is not an object.
    guard known.kind == .object else {
      return #"["relation","remove",{"model-uuid":"u","key":"a:b c:d"}]"#
    }
    let names = known.members.map { (name: $0.name, type: $0.value.string() ?? "any") }
    return object(names, types, fields, depth)
  }

  /// A type that is written out where it is used: `cid: string, vid?: string`.
  private func members(
    _ text: String, _ types: JSONView, _ fields: Fields, _ depth: Int
  ) -> String {
    let names = text.split(separator: ", ").map { part in
      let ends = part.split(separator: ": ", maxSplits: 1).map(String.init)
      return (name: ends[0], type: ends.count == 2 ? ends[1] : "any")
    }
    return object(names, types, fields, depth)
  }

  private func object(
    _ names: [(name: String, type: String)], _ types: JSONView, _ fields: Fields, _ depth: Int
  ) -> String {
    let chosen = names.filter { fields == .all || !$0.name.hasSuffix("?") }
      // An error stands in the place of a result, never beside it.
      .filter { !["error?", "err?", "Errors"].contains($0.name) }
    return "{"
      + chosen.map { field in
        let name = field.name.hasSuffix("?") ? String(field.name.dropLast()) : field.name
        return "\"\(name)\":" + value(field.type, types, fields, depth: depth + 1)
      }.joined(separator: ",") + "}"
  }

  private static func inside(_ text: String, _ open: String, _ close: String) -> String? {
    guard text.hasPrefix(open), text.hasSuffix(close) else { return nil }
    let inner = String(text.dropFirst(open.count).dropLast(close.count))
    return open == "{" && !inner.contains(": ") ? nil : inner
  }

  private static func leaf(_ type: String) -> String {
    switch type {
    case "int": "7"
    case "bool": "true"
    case "time": #""2025-01-02T03:04:05Z""#
    case "any": #"{"any":[1,"two"]}"#
    case "string (hex)": #""00ff""#
    default: #""text""#
    }
  }
}
