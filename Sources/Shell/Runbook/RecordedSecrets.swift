import Diagnostics
import JSON
import Values

/// What must not stand on a page: what the environment has under names of secrets, what lines gave,
/// and what variables hold.
struct RecordedSecrets {
  /// The longest first: one may stand in another.
  private var known: [String] = []

  /// How much of a variable is looked at: what a person wrote is less.
  private static let mostValues = 2000

  init(environment: [String: String]) {
    learn(environment.filter { Redactor.isSecret($0.key) }.map(\.value))
  }

  /// Remembers what a line gives.
  mutating func learn(from line: String) { learn(SecretLine.values(in: line)) }

  /// Remembers what variables hold that are called like secrets, or that have fields called so.
  mutating func learn(from variables: [(name: String, value: Value)]) {
    var found: [String] = []
    for (name, value) in variables {
      var left = Self.mostValues
      Self.gather(value, isSecret: Redactor.isSecret(name), into: &found, &left)
    }
    learn(found)
  }

  /// Returns a text with dots in place of what it says of secrets.
  func hidden(in text: String) -> String {
    known.reduce(Redactor.withoutSecrets(text)) { Redactor.hiding($1, in: $0) }
  }

  private mutating func learn(_ texts: [String]) {
    let fresh = Set(texts.flatMap { Self.forms(of: $0) }).subtracting(known)
    guard !fresh.isEmpty else { return }
    known = (known + fresh).sorted { $0.utf8.count > $1.utf8.count }
  }

  /// Returns the forms in which something may be printed: as it is, with its control characters made
  /// visible, as JSON, and line by line. What is short stands in other words as well, and is no
  /// secret worth the name.
  private static func forms(of text: String) -> [String] {
    guard text.utf8.count >= 4 else { return [] }
    var writer = JSONWriter()
    writer.string(text)
    let json = String(writer.text.dropFirst().dropLast())
    var lines = text.split(whereSeparator: \.isNewline).map {
      String($0.drop(while: \.isWhitespace))
    }
    lines = lines.count > 1 ? lines.filter { $0.utf8.count >= 8 } : []
    return [text, TerminalText.escaped(text), json] + lines
  }

  /// Gathers the texts in a value. Of a record that has fields called like secrets these are meant;
  /// of the rows of a list they always are.
  private static func gather(
    _ value: Value, isSecret: Bool, isRow: Bool = false, into found: inout [String],
    _ left: inout Int
  ) {
    left -= 1
    if left < 0 { return }
    switch value {
    case .string(let text): if isSecret { found.append(text) }
    // A small number counts something.
    case .int(let number): if isSecret, abs(number / 2) >= 50_000 { found.append(String(number)) }
    case .secret(let secret): found.append(secret.exposed)
    case .list(let list):
      for index in list.indices where left > 0 {
        gather(list[index], isSecret: isSecret, isRow: true, into: &found, &left)
      }
    case .record(let record):
      let names = record.shape.names
      let isMeant = isSecret && !isRow && !names.contains { Redactor.isSecret($0.text) }
      for (index, name) in names.enumerated() where left > 0 {
        gather(
          record[index], isSecret: isMeant || Redactor.isSecret(name.text), into: &found, &left)
      }
    default: break
    }
  }
}
