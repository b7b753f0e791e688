package import CommandKit
package import Diagnostics
package import Values
import Yams

/// Reading YAML for `from`: Yams finds the structure, what a plain word means is decided here as Go
/// does for Juju.
///
/// Aliases are followed, but a document may not grow to many times what was read: a few hundred
/// bytes of aliases of aliases could otherwise fill the memory.
enum YAMLReading {
  static func value(
    of bytes: ByteStream, readsAll: Bool, _ context: CommandContext
  ) throws(Diagnostic) -> Value {
    let text = try bytes.readText()
    do throws(Diagnostic) {
      return try value(of: text, named: bytes.name, readsAll: readsAll)
    } catch {
      throw error.located(at: context.call.span)
    }
  }

  fileprivate static func value(
    of text: String, named name: String, readsAll: Bool
  ) throws(Diagnostic) -> Value {
    try AliasCheck.check(text, name)
    let roots = try nodes(of: text, name, readsAll: readsAll)
    var reader = NodeReader(text, name)
    var values: [Value] = []
    for root in roots { values.append(try reader.value(of: root, depth: 0)) }
    return readsAll ? .list(List(values)) : values.first ?? .null
  }

  private static func nodes(
    of text: String, _ name: String, readsAll: Bool
  ) throws(Diagnostic) -> [Node] {
    var roots: [Node] = []
    do {
      let parser = try Parser(yaml: text, encoding: .utf8)
      while let root = try parser.nextRoot() { roots.append(root) }
    } catch let error as YamlError {
      throw malformed(error, name)
    } catch {
      throw Diagnostic(ValueDiagnostic.malformed, "\(name) is not YAML", cause: "\(error)")
    }
    guard readsAll || roots.count <= 1 else {
      throw Diagnostic(
        ValueDiagnostic.malformed, "\(name) holds \(roots.count) documents",
        hint: "'from yaml --all' reads them as a list")
    }
    return roots
  }

  private static func malformed(_ error: YamlError, _ name: String) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      Diagnostic(
        ValueDiagnostic.malformed,
        "\(name), line \(mark.line): not YAML: \(problem.trimmed)")
    case .reader(let problem, let offset, _, _):
      Diagnostic(
        ValueDiagnostic.malformed,
        "\(name) is not YAML\(offset.map { " at byte \($0)" } ?? ""): \(problem.trimmed)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      Diagnostic(
        ValueDiagnostic.malformed,
        "\(name), line \(context.mark.line): the key "
          + "'\(duplicates.first ?? "")' stands twice")
    default: Diagnostic(ValueDiagnostic.malformed, "\(name) is not YAML", cause: "\(error)")
    }
  }
}

/// A file with one YAML document, for commands that take one by its path.
package enum YAMLFile {
  /// Returns what the file holds; null for an empty one. An interruption ends the reading.
  package static func value(
    at path: String, _ interruption: Interruption
  ) throws(Diagnostic) -> Value {
    let handle = try FileHandle(reading: path, interruption)
    let bytes = ByteStream(name: path) { (space) throws(Diagnostic) in try handle.read(into: space)
    }
    return try YAMLReading.value(of: bytes.readText(), named: path, readsAll: false)
  }
}

extension String {
  fileprivate var trimmed: Substring {
    drop { $0.isWhitespace }.dropLast(while: { $0.isWhitespace })
  }
}

extension Substring {
  fileprivate func dropLast(while isDropped: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}

/// Turns nodes into values.
private struct NodeReader {
  private static let deepest = 500
  /// Values made so far, against those that the text could hold without aliases, and some more.
  private var count = 0
  private let limit: Int
  private let name: String

  init(_ text: String, _ name: String) {
    self.name = name
    limit = 100_000 + text.utf8.count * 10
  }

  mutating func value(of node: Node, depth: Int) throws(Diagnostic) -> Value {
    count += 1
    guard count <= limit else {
      throw problem("its aliases make it more than ten times as large", node)
    }
    guard depth < Self.deepest else { throw problem("it is nested too deeply", node) }
    switch node {
    case .scalar(let scalar): return try self.scalar(scalar)
    case .sequence(let sequence):
      var values: [Value] = []
      values.reserveCapacity(sequence.count)
      for element in sequence { values.append(try value(of: element, depth: depth + 1)) }
      return .list(List(values))
    case .mapping(let mapping): return try record(mapping, depth)
    case .alias: throw problem("an alias has no anchor", node)
    }
  }

  private mutating func record(_ mapping: Node.Mapping, _ depth: Int) throws(Diagnostic) -> Value {
    var fields = GatheredFields()
    for (key, node) in mapping {
      guard let scalar = key.scalar else { throw problem("a key is a list or a mapping", key) }
      if scalar.string == "<<", scalar.style == .plain {
        try merge(node, into: &fields, depth)
        continue
      }
      fields.set(FieldName.of(scalar.string), try value(of: node, depth: depth + 1))
    }
    return .record(fields.record)
  }

  /// Adds the fields of what stands behind `<<` that are not there yet.
  private mutating func merge(
    _ node: Node, into fields: inout GatheredFields, _ depth: Int
  ) throws(Diagnostic) {
    let merged = try value(of: node, depth: depth + 1)
    let records: [Value] = if case .list(let list) = merged { list.values } else { [merged] }
    for value in records {
      guard case .record(let record) = value else {
        throw problem("'<<' stands before something that is no mapping", node)
      }
      for (name, value) in record.fields where !fields.contains(name) { fields.set(name, value) }
    }
  }

  private func scalar(_ scalar: Node.Scalar) throws(Diagnostic) -> Value {
    switch scalar.tag.description {
    case "tag:yaml.org,2002:str", "!": return .string(scalar.string)
    case "", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float",
      "tag:yaml.org,2002:null":
      return scalar.style == .plain || scalar.style == .any
        ? YAMLWord.value(of: scalar.string) : .string(scalar.string)
    default: return .string(scalar.string)
    }
  }

  private func problem(_ what: String, _ node: Node) -> Diagnostic {
    let line = node.mark.map { ", line \($0.line)" } ?? ""
    return Diagnostic(ValueDiagnostic.malformed, "\(name)\(line): \(what)")
  }
}

/// Refuses aliases inside keys where there are many of them: comparing such keys, which happens
/// while the structure is read, could take for ever.
private enum AliasCheck {
  private static let harmless = 40
  private static let alias = pattern(#"(?:^|[\s\[{,:-])\*[^\s\[\]{},]+"#)
  private static let complexKey = pattern(
    #"(?m)^[\s-]*\?\s|[{,\[]\s*\?\s|[\]}]\s*:(?:\s|$)|\*[^\s\[\]{},]+\s+:(?:\s|$)"#)

  private static func pattern(_ source: String) -> RegularExpression? {
    try? RegularExpression.compile(source).get()
  }

  static func check(_ text: String, _ name: String) throws(Diagnostic) {
    guard text.utf8.contains(UInt8(ascii: "*")), let alias, let complexKey,
      complexKey.matches(text), alias.allMatches(in: text).count >= harmless
    else { return }
    throw Diagnostic(
      ValueDiagnostic.malformed,
      "\(name) has many aliases and keys that are no plain words, which is not read")
  }
}
