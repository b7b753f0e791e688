/// Makes JSON text of Swift values.
///
/// Members stand in the order in which they are encoded, those of a `Dictionary` sorted by name, as in
/// Go. A property that is nil has no member.
package struct JSONEncoding: Sendable {
  package var layout: JSONWriter.Layout
  package var escaping: JSONWriter.Escaping

  package init(layout: JSONWriter.Layout = .compact, escaping: JSONWriter.Escaping = .minimal) {
    self.layout = layout
    self.escaping = escaping
  }

  /// Returns the text of a value.
  package func encode(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    let context = EncodingContext(JSONWriter(layout: layout, escaping: escaping))
    do {
      try context.encode(value)
    } catch let error as JSONError {
      throw error
    } catch {
      throw JSONError(.notEncodable("\(error)"))
    }
    if let failure = context.failure { throw failure }
    return context.writer.written()
  }
}
