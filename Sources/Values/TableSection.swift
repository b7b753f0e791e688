import Diagnostics

/// One table with one header: rows held back until the widths are known, then written as they come.
struct TableSection {
  private let width: Int?
  private let usesColour: Bool
  private var columns: [FieldName]
  /// Where each column stood in the last record.
  private var hints: [Int]
  /// The shape of the last record, whose names are all among the columns.
  private var knownShape: Shape?
  private var sample: [[TableCell]] = []
  private var layout: TableLayout?

  init(columns: [String]?, width: Int?, usesColour: Bool) {
    self.width = width
    self.usesColour = usesColour
    self.columns = columns?.map(FieldName.of) ?? []
    hints = Array(repeating: 0, count: self.columns.count)
  }

  var columnNames: [String] { columns.map(\.text) }

  /// Whether records of the shape still fit: always while rows are held back, later only when the
  /// header has all their fields.
  func accepts(_ shape: Shape) -> Bool {
    layout == nil || shape === knownShape || shape.shownNames.allSatisfy(columns.contains)
  }

  /// Takes a record that is accepted; appends what can be written.
  mutating func add(_ rows: RecordBatch, _ row: Int, _ out: inout String) {
    let shape = rows.shape(of: row)
    if shape !== knownShape { learn(shape) }
    var cells: [TableCell] = []
    cells.reserveCapacity(columns.count)
    for index in columns.indices {
      let value = rows.value(row: row, named: columns[index], hint: &hints[index])
      cells.append(TableCell(shown(value ?? .null, columns[index], shape.kind)))
    }
    if let layout {
      layout.append(cells, to: &out)
    } else {
      sample.append(cells)
      if sample.count >= TableText.sampleSize { begin(&out) }
    }
  }

  /// Moments are written to the second, on a terminal to the minute (`2026-11-19T11:00Z`, which may
  /// be typed again).
  private func shown(_ value: Value, _ name: FieldName, _ kind: RecordKind?) -> Value {
    guard let kind, kind.times.contains(name), case .string(let text) = value,
      let moment = Timestamp(text), text.hasSuffix("Z")
    else { return value }
    let toTheSecond = Timestamp(seconds: moment.seconds).text
    return .string(width == nil ? toTheSecond : toTheSecond.dropLast(4) + "Z")
  }

  private mutating func learn(_ shape: Shape) {
    knownShape = shape
    for name in shape.shownNames where !columns.contains(name) {
      columns.append(name)
      hints.append(0)
    }
  }

  /// Decides the widths, writes the header and the rows held back.
  private mutating func begin(_ out: inout String) {
    let layout = TableLayout(columnNames, sample, width: width)
    self.layout = layout
    layout.appendHeader(usesColour: usesColour, to: &out)
    for cells in sample { layout.append(cells, to: &out) }
    sample = []
  }

  /// Returns what is left, with a last line that names the columns left out.
  mutating func finish() -> String {
    var out = ""
    if layout == nil, !columns.isEmpty { begin(&out) }
    if let dropped = layout?.dropped, !dropped.isEmpty {
      let names = dropped.map { TerminalText.escaped($0, keepsLines: false) }
      out += "… \(dropped.count) more column\(dropped.count == 1 ? "" : "s"): "
      out += names.joined(separator: ", ") + "; '| select' shows them\n"
    }
    return out
  }
}

/// The text of one cell, safe for a terminal and without line breaks.
struct TableCell {
  let text: String
  /// Columns on a terminal.
  let width: Int
  let isNumber: Bool

  init(_ value: Value) {
    switch value {
    case .null: text = ""
    case .string(let string): text = Self.safe(string)
    case .list(let list): text = Self.safe(Self.joined(list) ?? value.text)
    case .record(let record): text = Self.safe(Self.joined(record) ?? value.text)
    case .decimal(let number): text = Self.withoutEmptyDigits(number)
    default: text = Self.safe(value.text)
    }
    switch value {
    case .int, .float, .number, .decimal: isNumber = true
    default: isNumber = false
    }
    width = TerminalText.width(of: text)
  }

  var isEmpty: Bool { text.isEmpty }

  /// A decimal with at least two digits behind the point where it has more, and no zeros behind
  /// those: servers write ten.
  private static func withoutEmptyDigits(_ number: Decimal) -> String {
    var text = number.text
    var excess = number.scale - 2
    while excess > 0, text.hasSuffix("0") {
      text.removeLast()
      excess -= 1
    }
    return text
  }

  /// Plain values side by side; nil when there are lists or records among them.
  static func joined(_ list: List) -> String? {
    var texts: [String] = []
    for index in 0..<list.count {
      switch list[index] {
      case .list, .record: return nil
      default: texts.append(list[index].text)
      }
    }
    return texts.joined(separator: ", ")
  }

  /// Names with numbers, `disk: 20, instances: 1`; nil when there is anything else.
  private static func joined(_ record: Record) -> String? {
    var texts: [String] = []
    for (name, value) in record.fields {
      switch value {
      case .int, .float, .number, .decimal: texts.append("\(name.text): \(TableCell(value).text)")
      default: return nil
      }
    }
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }

  /// Text with line breaks and tabs as `\n` and `\t` and other controls escaped.
  private static func safe(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return TerminalText.escaped(result, keepsLines: false)
  }
}
