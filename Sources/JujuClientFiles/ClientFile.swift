import Diagnostics
import Glibc
import Yams

/// One YAML file of the client, with the places of what stands in it for messages.
struct ClientFile {
  /// The whole file.
  let top: Entry

  /// Reads a file; nil when there is none. What is wrong in a file that `holdsSecrets` is told by its
  /// line number only: the line itself may hold a password.
  init?(_ path: String, holdsSecrets: Bool = false) throws(Diagnostic) {
    guard let text = try Self.read(path) else { return nil }
    let source = SourceText(text, name: path, origin: .file)
    let place = Place(source: source, holdsSecrets: holdsSecrets)
    do {
      // An empty file names nothing.
      let nothing = Node.mapping(Node.Mapping([]))
      let node = try Yams.compose(yaml: text) ?? nothing
      top = Entry(node: node.isNull ? nothing : node, place: place, name: "the file")
    } catch let error as YamlError {
      throw place.malformed(error)
    } catch {
      throw place.failure("it is no YAML", line: 1, column: 1)
    }
  }

  /// Returns the text of a file; nil when there is none.
  static func read(_ path: String) throws(Diagnostic) -> String? {
    guard let file = fopen(path, "r") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    guard ferror(file) == 0 else { throw failure(path) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(
      ClientFileDiagnostic.unreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
  }

  /// Where messages point.
  struct Place {
    let source: SourceText
    let holdsSecrets: Bool

    /// Returns the error for something at a line and column, both from 1.
    func failure(_ what: String, line: Int, column: Int) -> Diagnostic {
      guard !holdsSecrets else {
        return Diagnostic(
          ClientFileDiagnostic.unreadable, "\(source.name), line \(line): \(what)",
          hint: "the line is not shown, because the file holds passwords")
      }
      let lastLine = source.line(at: source.bytes.count)
      let range = source.rangeOfLine(min(max(line, 1), lastLine))
      let start = min(range.lowerBound + max(column - 1, 0), range.upperBound)
      return Diagnostic(
        ClientFileDiagnostic.unreadable, what, at: SourceSpan(source, start..<range.upperBound),
        hint: "Juju's own client writes this file; offsh only reads it")
    }

    func malformed(_ error: YamlError) -> Diagnostic {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        failure("the file is not YAML: \(problem)", line: mark.line, column: mark.column)
      default: failure("the file is not YAML", line: 1, column: 1)
      }
    }
  }

  /// A value in the file, with its name for messages.
  struct Entry {
    fileprivate let node: Node
    fileprivate let place: Place
    let name: String

    /// Returns the value of a key; nil when there is none, or null.
    subscript(key: String) -> Entry? {
      get throws(Diagnostic) {
        guard let mapping = node.mapping else { throw wrongKind("keys with values") }
        guard let value = mapping[Node(key)], !value.isNull else { return nil }
        return Entry(node: value, place: place, name: "'\(key)'")
      }
    }

    /// Returns the text of a key that must be there.
    func required(_ key: String) throws(Diagnostic) -> String {
      if let text = try self[key]?.text(), !text.isEmpty { return text }
      throw failure("\(name) has no '\(key)'")
    }

    /// Returns all keys with their values.
    func entries() throws(Diagnostic) -> [(name: String, value: Entry)] {
      guard let mapping = node.mapping else { throw wrongKind("keys with values") }
      var entries: [(name: String, value: Entry)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { throw wrongKind("names as keys") }
        entries.append((name, Entry(node: value, place: place, name: "'\(name)'")))
      }
      return entries
    }

    func text() throws(Diagnostic) -> String? {
      guard let scalar = node.scalar else { throw wrongKind("text") }
      return scalar.string
    }

    func texts() throws(Diagnostic) -> [String] {
      guard let sequence = node.sequence else { throw wrongKind("a list") }
      var texts: [String] = []
      for element in sequence {
        guard let scalar = element.scalar else { throw wrongKind("a list of texts") }
        texts.append(scalar.string)
      }
      return texts
    }

    func number() throws(Diagnostic) -> Int? {
      guard let scalar = node.scalar, let number = Int(scalar.string) else {
        throw wrongKind("a whole number")
      }
      return number
    }

    private func wrongKind(_ expected: String) -> Diagnostic {
      failure("\(name) should be \(expected)")
    }

    private func failure(_ what: String) -> Diagnostic {
      place.failure(what, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
  }
}

extension Node {
  /// Whether it is null: `~`, `null`, or nothing at all.
  fileprivate var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}
