import CommandKit
import Diagnostics
import Values

/// Puts the fields of records into text.
struct FormatText: Command {
  static let name = "format-text"
  static let group = CommandGroup.text
  static let summary = "Put fields of records into a text"
  static let details = """
    {name} stands for a field, {status.since} for one inside, {note?} for one that may be \
    missing; null puts nothing in. {{ and }} are braces. Write the template in '…'. One text \
    comes out for each record.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql', units: 3]] | format-text '{name} has {units} units'"
  ]

  @Argument("The text with fields in braces") var template: TextTemplate

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let (template, call) = (template, context.call)
    if case .record(let record)? = context.input {
      return .text(try template.text(for: .record(record), call))
    }
    let stream = try context.inputStream()
    let interruption = context.runtime.interruption
    return .records(
      ValueStream(close: { stream.finish() }) { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        var texts: [Value] = []
        try batch.forEach { (item) throws(Diagnostic) in
          texts.append(.string(try template.text(for: item, call)))
        }
        return .values(texts)
      })
  }
}

/// Text with fields in braces.
struct TextTemplate: ParameterValue {
  private enum Part {
    case text(String)
    case field(ColumnPath)
  }

  private let source: String
  private let parts: [Part]

  var value: Value { .string(source) }

  static var typeName: String { "template" }
  static var expectation: String { "a text with fields in braces, such as '{name}: {state}'" }

  static func parse(_ text: String) throws(ParameterError) -> TextTemplate {
    var parts: [Part] = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
      switch byte {
      case UInt8(ascii: "{") where !isDoubled:
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
          throw ParameterError(
            "the brace is never closed", range: index..<index + 1, hint: "write {{ for a brace")
        }
        parts.append(.text(String(decoding: literal, as: UTF8.self)))
        literal = []
        parts.append(.field(try field(bytes, (index + 1)..<end)))
        index = end
      case UInt8(ascii: "}") where !isDoubled:
        throw ParameterError(
          "this brace closes nothing", range: index..<index + 1, hint: "write }} for a brace")
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        literal.append(byte)
        index += 1
      default: literal.append(byte)
      }
      index += 1
    }
    parts.append(.text(String(decoding: literal, as: UTF8.self)))
    return TextTemplate(source: text, parts: parts)
  }

  private static func field(
    _ bytes: [UInt8], _ range: Swift.Range<Int>
  ) throws(ParameterError) -> ColumnPath {
    do throws(ParameterError) {
      return try ColumnPath.parse(String(decoding: bytes[range], as: UTF8.self))
    } catch {
      throw ParameterError(error.message, range: range, hint: error.hint)
    }
  }

  func text(for item: Value, _ call: CallSite) throws(Diagnostic) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .field(let path):
        do throws(Diagnostic) {
          let value = try path.value(in: item)
          if !value.isNull { text += value.text }
        } catch {
          throw error.located(at: call.span(of: "template"))
        }
      }
    }
    return text
  }
}
