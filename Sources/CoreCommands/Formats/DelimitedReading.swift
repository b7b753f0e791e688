import CommandKit
import Diagnostics
import Values

/// Reading CSV and TSV for `from`.
enum DelimitedReading {
  private static let batchSize = 1_024

  /// Returns the rows as records, some at a time. Reads the header at once.
  static func stream(
    of bytes: ByteStream, delimiter: UInt8, hasHeader: Bool, readsNumbers: Bool,
    _ context: CommandContext
  ) throws(Diagnostic) -> ValueStream {
    let rows = try Rows(
      bytes, delimiter: delimiter, hasHeader: hasHeader, readsNumbers: readsNumbers, context.call)
    let interruption = context.runtime.interruption
    return ValueStream(columns: rows.names) { () throws(Diagnostic) -> Batch? in
      try interruption.check()
      return try rows.next(batchSize)
    }
  }

  /// The reader with the columns it found, shared by the calls that pull from the stream.
  private final class Rows {
    private var reader: DelimitedReader
    private let shape: Shape?
    private let call: CallSite
    /// The first row, when it is data.
    private var pending: [Value]?

    init(
      _ bytes: ByteStream, delimiter: UInt8, hasHeader: Bool, readsNumbers: Bool, _ call: CallSite
    ) throws(Diagnostic) {
      self.call = call
      do throws(Diagnostic) {
        // The header is text whatever it looks like.
        reader = try DelimitedReader(
          bytes, delimiter: delimiter, readsNumbers: readsNumbers && !hasHeader)
        var first = try reader.next()
        while hasHeader, let cells = first, Self.isBlank(cells) { first = try reader.next() }
        if let first {
          shape = try Shape(
            hasHeader ? Self.names(first, reader.rowLine, bytes) : Self.numbered(first.count))
        } else {
          shape = nil
        }
        pending = hasHeader ? nil : first
        reader.readsNumbers = readsNumbers
      } catch {
        throw error.located(at: call.span)
      }
    }

    var names: [String]? { shape?.names.map(\.text) }

    /// How many cells a batch has at most, unless a single row has more.
    private static let cells = 65_536

    private static func numbered(_ count: Int) -> [String] { (1...count).map { "column-\($0)" } }

    private static func names(
      _ cells: [Value], _ line: Int, _ bytes: ByteStream
    ) throws(Diagnostic) -> [String] {
      var names: [String] = []
      var known: Set<FieldName> = []
      for (index, cell) in cells.enumerated() {
        let name = cell.isNull || cell.text.isEmpty ? "column-\(index + 1)" : cell.text
        guard known.insert(FieldName.of(name)).inserted else {
          throw Diagnostic(
            ValueDiagnostic.malformed,
            "\(bytes.name), line \(line): two columns are called '\(name)'",
            hint: "'--no-header' numbers the columns")
        }
        names.append(name)
      }
      return names
    }

    func next(_ limit: Int) throws(Diagnostic) -> Batch? {
      guard let shape else { return nil }
      // Wide rows make a batch of fewer.
      let room = max(1, min(limit, Self.cells / shape.count)) * shape.count
      var values: [Value] = []
      values.reserveCapacity(room)
      do throws(Diagnostic) {
        while values.count < room, let cells = try nextRow() {
          guard cells.count == shape.count else {
            throw reader.problem(
              "\(cells.count) cell\(cells.count == 1 ? "" : "s") where the first row has "
                + "\(shape.count)", on: reader.rowLine)
          }
          values += cells
        }
      } catch {
        throw error.located(at: call.span)
      }
      return values.isEmpty ? nil : .records(ValueRows(shape, values), selection: nil)
    }

    private func nextRow() throws(Diagnostic) -> [Value]? {
      if let first = pending {
        pending = nil
        return first
      }
      while let cells = try reader.next() {
        // In a table of one column a blank line is a null.
        if shape?.count != 1, Self.isBlank(cells) { continue }
        return cells
      }
      return nil
    }

    /// Whether a row is a line with nothing on it.
    private static func isBlank(_ cells: [Value]) -> Bool { cells.count == 1 && cells[0].isNull }
  }
}
