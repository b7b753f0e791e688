package import JSON

extension String: WireValue {
  package init?(wire view: JSONView) {
    guard let text = view.string() else { return nil }
    self = text
  }

  package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: WireValue {
  package init?(wire view: JSONView) {
    guard let value = view.bool() else { return nil }
    self = value
  }

  package func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int: WireValue {
  package init?(wire view: JSONView) {
    guard let number = view.int64() else { return nil }
    self = Int(number)
  }

  package func write(to writer: inout JSONWriter) { writer.int(self) }
}

extension Array: WireValue where Element: WireValue {
  /// Reads an array; nil also when one of its elements is of another form.
  package init?(wire view: JSONView) {
    guard view.kind == .array else { return nil }
    self = []
    for element in view.elements {
      guard let element = Element(wire: element) else { return nil }
      append(element)
    }
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginArray()
    for element in self { element.write(to: &writer) }
    writer.endArray()
  }
}

/// An object whose names are data: limits, prices and usages by component type.
extension JSONObject: WireValue where Value: WireValue {
  package init?(wire view: JSONView) {
    guard view.kind == .object else { return nil }
    self.init()
    for (name, member) in view.members {
      guard let value = Value(wire: member) else { return nil }
      self[name] = value
    }
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for (name, value) in members {
      writer.name(name)
      value.write(to: &writer)
    }
    writer.endObject()
  }
}

extension RawJSON: WireValue {
  package init?(wire view: JSONView) { self.init(view) }

  package func write(to writer: inout JSONWriter) {
    text.withUnsafeBufferPointer { writer.raw($0) }
  }
}
