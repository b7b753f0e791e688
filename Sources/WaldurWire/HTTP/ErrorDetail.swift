package import JSON

/// What a server says when it refuses: a text, or texts by field, nested as what was sent is.
///
/// All shapes of Waldur's error bodies are of this one form: `{"detail": "…"}`, `{"field": ["…"]}`,
/// `{"usages": [{"amount": ["…"]}]}`, `["…"]`, `"…"`. What is neither text nor container stands as
/// the text it is written as.
package indirect enum ErrorDetail: Sendable, Hashable {
  case text(String)
  case list([ErrorDetail])
  case fields(JSONObject<ErrorDetail>)

  /// Reads an error body; nil when it is no JSON: HTML, or nothing.
  package init?(body: [UInt8]) {
    guard let view = try? JSONBuffer.parse(body).root else { return nil }
    self.init(view)
  }

  package init(_ view: JSONView) {
    switch view.kind {
    case .string: self = .text(view.string() ?? "")
    case .array: self = .list(view.elements.map { ErrorDetail($0) })
    case .object:
      var fields = JSONObject<ErrorDetail>()
      for (name, value) in view.members { fields[name] = ErrorDetail(value) }
      self = .fields(fields)
    case .null, .bool, .int, .float: self = .text(view.rawText)
    }
  }

  /// Writes the error as a JSON value.
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .text(let text): writer.string(text)
    case .list(let items):
      writer.beginArray()
      for item in items { item.write(to: &writer) }
      writer.endArray()
    case .fields(let fields):
      writer.beginObject()
      for (name, value) in fields.members {
        writer.name(name)
        value.write(to: &writer)
      }
      writer.endObject()
    }
  }

  /// The error as a body.
  package var body: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.written()
  }
}

extension ErrorDetail {
  /// `{"detail": "…"}`: how most refusals look.
  package static func detail(_ text: String) -> ErrorDetail { .fields(["detail": .text(text)]) }

  /// `["…"]`: a check outside of the fields.
  package static func messages(_ texts: String...) -> ErrorDetail {
    .list(texts.map { .text($0) })
  }

  /// `{"name": ["…"]}`: a field with a wrong value.
  package static func field(_ name: String, _ texts: String...) -> ErrorDetail {
    .fields([name: .list(texts.map { .text($0) })])
  }

  /// `{"non_field_errors": ["…"]}`: fields that do not go together.
  package static func nonField(_ texts: String...) -> ErrorDetail {
    .fields([nonFieldErrors: .list(texts.map { .text($0) })])
  }

  private static let nonFieldErrors = "non_field_errors"

  /// Names that say nothing about where the error is.
  private static let envelopes: Set<String> = [
    "detail", nonFieldErrors, "error_message", "status", "code",
  ]

  /// The error's texts in order, each with the field it is about: `usages[0].amount`, empty where it
  /// is about the whole.
  package var sentences: [(field: String, text: String)] {
    var sentences: [(field: String, text: String)] = []
    collect(&sentences, at: "")
    return sentences
  }

  private func collect(_ sentences: inout [(field: String, text: String)], at path: String) {
    switch self {
    case .text(let text): sentences.append((path, text))
    case .list(let items):
      // A list of texts says several things of one place; a list of others goes through what was
      // sent, where those without an error are empty.
      for (position, item) in items.enumerated() {
        if case .text = item {
          item.collect(&sentences, at: path)
        } else {
          item.collect(&sentences, at: "\(path)[\(position)]")
        }
      }
    case .fields(let fields):
      for (name, value) in fields.members {
        let isEnvelope = Self.envelopes.contains(name)
        let inner = path.isEmpty ? name : path + "." + name
        value.collect(&sentences, at: isEnvelope ? path : inner)
      }
    }
  }

  /// The error in one line.
  package var line: String {
    sentences.map { $0.field.isEmpty ? $0.text : "\($0.field): \($0.text)" }
      .joined(separator: "; ")
  }
}
