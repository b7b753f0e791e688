package import Diagnostics

/// Writes values as YAML in the style Juju prints: two blanks per level, the items of a list at the
/// level of its key, fields in order, `{}` and `[]` for what is empty, text of several lines as a
/// `|` block, strings quoted only where they would be read as something else. Lists of the fields
/// that are named as flowing stand in one line.
///
/// Durations become text, timestamps and decimals stand as they print. Secrets, blocks and opened
/// files are refused.
package struct YAMLWriter {
  private var out: [UInt8] = []
  private let flowing: Set<String>

  /// `flowing` names the fields whose lists stand in one line: `ports: [80, 443]`.
  package init(flowing: Set<String> = []) { self.flowing = flowing }

  /// Returns a whole document, ended by a line break.
  package static func text(
    _ value: Value, flowing: Set<String> = []
  ) throws(Diagnostic) -> String {
    var writer = YAMLWriter(flowing: flowing)
    try writer.document(value)
    return String(decoding: writer.out, as: UTF8.self)
  }

  /// Appends a whole document.
  package mutating func document(_ value: Value) throws(Diagnostic) {
    try node(value, column: 0, place: .top)
  }

  /// Appends one item of a list that stands at the top: a long list is written piece by piece.
  package mutating func listItem(_ value: Value) throws(Diagnostic) {
    out.append(UInt8(ascii: "-"))
    try node(value, column: 0, place: .behindDash)
  }

  /// Returns what was written since the last call.
  package mutating func take() -> [UInt8] {
    defer { out = [] }
    return out
  }

  // MARK: Nodes

  /// What a value stands behind: decides whether it begins on that line.
  private enum Place { case top, behindKey, behindDash }

  /// Writes a value and ends its line. `column` is that of the key or dash before it.
  private mutating func node(_ value: Value, column: Int, place: Place) throws(Diagnostic) {
    switch value {
    case .record(let record) where record.count > 0: try fields(record, column, place)
    case .list(let list) where !list.isEmpty: try items(list, column, place)
    case .stream: try node(value.settled(), column: column, place: place)
    default:
      if place != .top { out.append(UInt8(ascii: " ")) }
      try scalar(value, column: column)
      out.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func fields(
    _ record: Record, _ column: Int, _ place: Place
  ) throws(Diagnostic) {
    let inner = place == .top ? column : column + 2
    open(place)
    for (index, field) in record.fields.enumerated() {
      if index > 0 || place != .behindDash { indent(inner) }
      key(field.name.text, column: inner)
      out.append(UInt8(ascii: ":"))
      if flowing.contains(field.name.text), case .list(let list) = field.value {
        try line(list)
      } else {
        try node(field.value, column: inner, place: .behindKey)
      }
    }
  }

  private mutating func items(_ list: List, _ column: Int, _ place: Place) throws(Diagnostic) {
    let inner = place == .behindDash ? column + 2 : column
    open(place)
    for index in 0..<list.count {
      if index > 0 || place != .behindDash { indent(inner) }
      out.append(UInt8(ascii: "-"))
      try node(list[index], column: inner, place: .behindDash)
    }
  }

  /// Writes a list behind its key in one line, and ends it.
  private mutating func line(_ list: List) throws(Diagnostic) {
    append(" [")
    for index in 0..<list.count {
      if index > 0 { append(", ") }
      if case .string(let text) = list[index] {
        flowing(text)
      } else {
        try scalar(list[index], column: 0)
      }
    }
    append("]\n")
  }

  /// Goes on to where the inside of a value begins.
  private mutating func open(_ place: Place) {
    switch place {
    case .top: break
    case .behindKey: out.append(UInt8(ascii: "\n"))
    case .behindDash: out.append(UInt8(ascii: " "))
    }
  }

  private mutating func indent(_ column: Int) {
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: column))
  }

  // MARK: Scalars

  /// A key of several lines or over 128 bytes cannot stand before its colon and takes two lines.
  private mutating func key(_ name: String, column: Int) {
    let isSimple = name.utf8.count <= 128 && !name.utf8.contains(UInt8(ascii: "\n"))
    if !isSimple { out.append(contentsOf: "? ".utf8) }
    string(name, column: column)
    if !isSimple {
      out.append(UInt8(ascii: "\n"))
      indent(column)
    }
  }

  private mutating func scalar(_ value: Value, column: Int) throws(Diagnostic) {
    switch value {
    case .string(let text): string(text, column: column)
    case .duration: string(value.text, column: column)
    case .float(let number) where number.isNaN: append(".nan")
    case .float(let number) where number.isInfinite: append(number < 0 ? "-.inf" : ".inf")
    case .record: append("{}")
    case .list: append("[]")
    case .block, .bytes, .secret:
      throw Diagnostic(
        ValueDiagnostic.secretText, "\(value.kindPhrase) cannot be written as data")
    case .null, .bool, .int, .float, .number, .decimal, .timestamp, .stream: append(value.text)
    }
  }

  private mutating func append(_ text: String) { out.append(contentsOf: text.utf8) }

  private mutating func string(_ text: String, column: Int) {
    var text = text
    text.withUTF8 { bytes in
      switch YAMLScalar.style(of: bytes) {
      case .plain: out.append(contentsOf: bytes)
      case .singleQuoted: YAMLScalar.appendSingleQuoted(bytes, to: &out)
      case .doubleQuoted: YAMLScalar.appendDoubleQuoted(bytes, to: &out)
      case .literal: literal(bytes, column: column)
      }
    }
  }

  /// Writes a text between brackets, where more of it must be quoted and lines cannot be broken.
  private mutating func flowing(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      switch YAMLScalar.style(of: bytes) {
      case .plain where YAMLTextForm.allowsPlainInFlow(bytes): out.append(contentsOf: bytes)
      case .plain, .singleQuoted: YAMLScalar.appendSingleQuoted(bytes, to: &out)
      case .doubleQuoted, .literal: YAMLScalar.appendDoubleQuoted(bytes, to: &out)
      }
    }
  }

  /// Writes `|`, how the text begins and ends where that is unusual, and its lines; the line break
  /// behind the last one is the caller's.
  private mutating func literal(_ text: UnsafeBufferPointer<UInt8>, column: Int) {
    let lineBreak = UInt8(ascii: "\n")
    out.append(UInt8(ascii: "|"))
    if text[0] == UInt8(ascii: " ") || text[0] == lineBreak { out.append(UInt8(ascii: "2")) }
    var content = text[...]
    if text.last != lineBreak {
      out.append(UInt8(ascii: "-"))
    } else {
      content = content.dropLast()
      if content.isEmpty || content.last == lineBreak { out.append(UInt8(ascii: "+")) }
    }
    for line in content.split(separator: lineBreak, omittingEmptySubsequences: false) {
      out.append(lineBreak)
      guard !line.isEmpty else { continue }
      indent(column + 2)
      out.append(contentsOf: line)
    }
  }
}
