/// Puts bytes through reading, walking, decoding and writing, for a fuzzer; stops the program when
/// two ways to the same thing disagree. Any bytes are fine.
package func fuzzJSON(_ bytes: UnsafeRawBufferPointer) {
  let document = try? JSONBuffer.parse(bytes)
  let whole = readStream(bytes, step: max(bytes.count, 1))
  let pieces = readStream(bytes, step: 1 + bytes.count % 7)
  precondition(whole == pieces, "how a stream is cut must not matter")
  guard let document else { return }
  precondition(whole.isComplete && whole.texts.count == 1, "a document must be a stream of one")
  walk(document.root)
  rewrite(document)
  decode(document.root)
}

/// What a stream gave: each document without blanks, and whether it came to its end.
private struct StreamContent: Equatable {
  var texts: [[UInt8]] = []
  var isComplete = false
}

private func readStream(_ bytes: UnsafeRawBufferPointer, step: Int) -> StreamContent {
  let reader = JSONStreamReader(chunkSize: 16)
  var rest = bytes[...]
  var content = StreamContent()
  do {
    while let buffer = try reader.next({ space in
      let piece = rest.prefix(min(step, space.count))
      space.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }) {
      content.texts += (0..<buffer.count).map { compact(buffer[$0]) }
    }
    content.isComplete = true
  } catch {
    precondition(error.offset.map { $0 <= bytes.count } ?? false, "an error must have its place")
  }
  return content
}

private func compact(_ view: JSONView) -> [UInt8] {
  var writer = JSONWriter()
  writer.value(view)
  return writer.written()
}

private func walk(_ view: JSONView) {
  _ = (view.string(), view.int64(), view.double(), view.bool(), view.path, view.offset)
  precondition(
    view.elements.reduce(0) { count, _ in count + 1 } == (view.kind == .array ? view.count : 0))
  var last: [String: Int] = [:]
  for (name, value) in view.members { last[name] = value.index }
  for (name, index) in last {
    precondition(view.member(name)?.index == index, "the last member with a name must be found")
    findByHints(view, name, index)
  }
  for element in view.elements { walk(element) }
  for (_, value) in view.members { walk(value) }
}

/// Looks a member up with every hint there can be.
private func findByHints(_ view: JSONView, _ name: String, _ index: Int) {
  let field = JSONFieldName(name)
  view.buffer.withRows { rows in
    let object = rows.cursor(at: view.index)
    for start in 0..<min(object.behind - object.index, 64) {
      var hint = start
      precondition(object.member(field.key.buffer, hint: &hint)?.index == index, "hints only hint")
      if view.index > 0 { continue }
      hint = start
      precondition(rows.fieldIndex(0, field.key, hint: &hint) == index, "hints only hint")
    }
  }
}

/// Writes a document, reads that, and writes it again.
private func rewrite(_ document: JSONBuffer) {
  let text = compact(document.root)
  var indented = JSONWriter(layout: .indented, escaping: .html)
  indented.value(document.root)
  guard let again = try? JSONBuffer.parse(text),
    let other = try? JSONBuffer.parse(indented.written())
  else { preconditionFailure("what was written must be readable") }
  precondition(compact(again.root) == text && compact(other.root) == text, "writing must be stable")
}

private func decode(_ view: JSONView) {
  for options in [
    JSONDecoding(), JSONDecoding(keyMatching: .caseInsensitive, zeroValues: true),
  ] {
    _ = try? options.decode(FuzzRecord.self, from: view)
    _ = try? options.decode([String: Double].self, from: view)
    _ = try? options.decode([FuzzRecord].self, from: view)
    guard let object = try? options.decode(JSONObject<RawJSON>.self, from: view),
      let text = try? JSONEncoding().encode(object)
    else { continue }
    precondition((try? JSONBuffer.parse(text)) != nil, "what was encoded must be readable")
  }
}

private struct FuzzRecord: Codable {
  var a: String
  var b: Int8
  var c: UInt64?
  var d: [FuzzRecord]
  var e: [String: RawJSON]?
  var f: Double
}
