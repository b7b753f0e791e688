package struct JSONWriter {
  private var bytes: [UInt8] = []
  private var needsComma = false
  package init() {}
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  private mutating func sep() { if needsComma { bytes.append(44) }; needsComma = true }
  package mutating func raw(_ t: String) { sep(); bytes += Array(t.utf8) }
  package mutating func null() { raw("null") }
  package mutating func bool(_ b: Bool) { raw(b ? "true" : "false") }
  package mutating func int(_ b: Int) { raw(String(b)) }
  package mutating func double(_ b: Double) { raw("\(b)") }
  package mutating func string(_ b: String) { raw("\"" + b + "\"") }
  package mutating func key(_ b: String) { string(b); bytes.append(58); needsComma = false }
  package mutating func beginObject() { sep(); bytes.append(123); needsComma = false }
  package mutating func endObject() { bytes.append(125); needsComma = true }
  package mutating func beginArray() { sep(); bytes.append(91); needsComma = false }
  package mutating func endArray() { bytes.append(93); needsComma = true }
}
