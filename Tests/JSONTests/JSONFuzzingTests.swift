import JSON
import Testing

/// A small generator of pseudo-random numbers (SplitMix64), so that a failure can be repeated.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

/// A JSON value made up for a test.
private indirect enum Made: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([Made])
  case object([(String, Made)])

  static func == (left: Made, right: Made) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.elementsEqual(right) { $0.0.utf8.elementsEqual($1.0.utf8) && $0.1 == $1.1 }
    default: false
    }
  }

  static func random(_ random: inout Seeded, depth: Int) -> Made {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2:
      .int(
        Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random))
    case 3:
      .double(
        Double.random(in: -1...1, using: &random) * [1, 1e3, 1e-9, 1e300].randomElement(
          using: &random)! + 0.5)
    case 4: .string(string(&random))
    case 5, 6:
      .object(
        (0..<Int.random(in: 0..<6, using: &random)).map { _ in
          (string(&random), .random(&random, depth: depth - 1))
        })
    default:
      .array(
        (0..<Int.random(in: 0..<6, using: &random)).map { _ in
          .random(&random, depth: depth - 1)
        })
    }
  }

  static func string(_ random: inout Seeded) -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", "b", "\"", "\\", "\n", "\u{0}", "é", "€", "😀", "<", "/", " ", "{", ",",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<20, using: &random) {
      text.append(alphabet.randomElement(using: &random) ?? "x")
    }
    return String(text)
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .double(let value): writer.double(value)
    case .string(let value): writer.string(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for (name, value) in members {
        writer.name(name)
        value.write(to: &writer)
      }
      writer.endObject()
    }
  }

  /// Reads back; a double that was written as an integer stays what it was made as.
  init(_ view: JSONView, like made: Made) {
    switch view.kind {
    case .null: self = .null
    case .bool: self = .bool(view.bool() ?? false)
    case .int:
      if case .double = made {
        self = .double(view.double() ?? 0)
      } else {
        self = .int(view.int64() ?? 0)
      }
    case .float: self = .double(view.double() ?? 0)
    case .string: self = .string(view.string() ?? "")
    case .array:
      guard case .array(let elements) = made else {
        self = .null
        return
      }
      self = .array(zip(view.elements, elements).map { Made($0, like: $1) })
    case .object:
      guard case .object(let members) = made else {
        self = .null
        return
      }
      self = .object(zip(view.members, members).map { ($0.name, Made($0.value, like: $1.1)) })
    }
  }
}

/// Made values, written in every form and read back, are the same.
@Test(arguments: 0..<20) func whatIsWrittenReadsBack(_ seed: Int) throws {
  var random = Seeded(state: UInt64(seed))
  for _ in 0..<20 {
    let made = Made.random(&random, depth: 4)
    for layout in [JSONWriter.Layout.compact, .indented] {
      for escaping in [JSONWriter.Escaping.minimal, .html] {
        var writer = JSONWriter(layout: layout, escaping: escaping)
        made.write(to: &writer)
        let text = writer.written()
        let view = try JSONBuffer.parse(text).root
        #expect(Made(view, like: made) == made)
        #expect(view.rawText.utf8.elementsEqual(text))
      }
    }
  }
}

/// Texts to change at random.
private let seeds: [String] = [
  #"{"a":[1,-2.5,1e9,true,false,null,"x\u00e9\n\"y"],"b":{"a":{},"a":[[]]},"c":""}"#,
  "{\"uuid\":\"6513270e-269e\",\"cost\":\"535.88\",\"n\":188,\"p\":5827.88,\"ok\":false,\"q\":null}\n"
    + "{\"uuid\":\"8d116ece-1738\",\"cost\":\"947.44\",\"n\":323,\"p\":6274.33,\"ok\":true,\"q\":null}\n",
  "[\n  {\n    \"é\": \"😀\",\n    \"\\u0061\": [ ]\n  },\n  12345678, 123456789.5\n]\n",
  #"{"a":"\ud83d\ude00\ud800","\\":"\\\\","\"":"\\\""}[]"x" 1 {"a":2}"#,
]

/// Changed bytes never crash, agree with the reference on what is JSON, and what is read and written
/// agrees with itself.
@Test(arguments: 0..<seeds.count) func changedBytesAreJudgedRightly(_ seed: Int) {
  var random = Seeded(state: UInt64(seed) + 1000)
  let alphabet =
    Array("{}[]:,\"\\ \n\t0123456789.eE+-truefalsnu/bx\u{1}é".utf8) + [
      0x80, 0xC3, 0xED, 0xF4, 0xFF, 0,
    ]
  for _ in 0..<300 {
    var bytes = Array(seeds[seed].utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = alphabet.randomElement(using: &random) ?? 0
      case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
      case 2: bytes.remove(at: at)
      default:
        bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1..<20, using: &random)))
      }
      if bytes.isEmpty { bytes = [0x30] }
    }
    let accepted = (try? JSONBuffer.parse(bytes)) != nil
    if accepted != ReferenceReader.accepts(bytes) {
      Issue.record("\(accepted ? "accepts" : "refuses") \(String(decoding: bytes, as: UTF8.self))")
    }
    bytes.withUnsafeBytes { fuzzJSON($0) }
  }
}
