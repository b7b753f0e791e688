extension JSONWriter {
  /// Writes a value that was read, in this writer's layout: numbers and strings as they were written,
  /// blanks between them not.
  package mutating func value(_ cursor: JSONCursor) {
    switch cursor.kind {
    case .array:
      beginArray()
      for element in cursor.elements { value(element) }
      endArray()
    case .object:
      beginObject()
      for member in cursor.members {
        name(escaped: member.nameContent)
        value(member.value)
      }
      endObject()
    case .null, .bool, .int, .float, .string: raw(cursor.rawText)
    }
  }

  /// Writes a value that was read, in this writer's layout: numbers and strings as they were written,
  /// blanks between them not.
  package mutating func value(_ view: JSONView) {
    value(view.buffer.rows.cursor(at: view.index))
    withExtendedLifetime(view.buffer) {}
  }
}
