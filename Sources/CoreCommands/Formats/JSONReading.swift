import CommandKit
import Diagnostics
import JSON
import Values

/// Reading JSON for `from`.
enum JSONReading {
  /// Returns the documents of a stream, a chunk at a time.
  static func stream(of bytes: ByteStream, _ context: CommandContext) -> ValueStream {
    let (call, interruption) = (context.call, context.runtime.interruption)
    let reader = JSONStreamReader(chunkSize: 256 << 10)
    var shape: Shape?
    var waiting: [Batch] = []
    return ValueStream { () throws(Diagnostic) -> Batch? in
      while true {
        if !waiting.isEmpty { return waiting.removeFirst() }
        try interruption.check()
        guard let buffer = try next(reader, bytes, call) else { return nil }
        waiting = JSONRecords.batches(buffer, known: &shape)
      }
    }
  }

  private static func next(
    _ reader: JSONStreamReader, _ bytes: ByteStream, _ call: CallSite
  ) throws(Diagnostic) -> JSONBuffer? {
    var failure: Diagnostic?
    let buffer: JSONBuffer?
    do throws(JSONError) {
      buffer = try reader.next { space in
        do throws(Diagnostic) {
          return try bytes.read(into: space)
        } catch {
          failure = error
          return nil
        }
      }
    } catch {
      throw malformed(error, in: bytes, call, at: "document \(reader.documentCount + 1)")
    }
    if let failure { throw failure }
    return buffer
  }

  /// Returns the one document that the bytes are.
  static func document(in bytes: ByteStream, _ call: CallSite) throws(Diagnostic) -> Value {
    let all = try bytes.readAll()
    do throws(JSONError) {
      return try JSONBuffer.parse(all).root.value
    } catch {
      throw malformed(error, in: bytes, call, at: place(of: error.offset ?? 0, in: all))
    }
  }

  /// Returns a byte's place as editors count: lines and characters from 1.
  private static func place(of offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes.prefix(offset)
    let line = before.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return "line \(line), column \(String(decoding: before[start...], as: UTF8.self).count + 1)"
  }

  private static func malformed(
    _ error: JSONError, in bytes: ByteStream, _ call: CallSite, at place: String
  ) -> Diagnostic {
    Diagnostic(
      ValueDiagnostic.malformed, "\(bytes.name) is not JSON at \(place): \(error.message)",
      at: call.span,
      hint: error.reason == .expectedEnd
        ? "'from ndjson' reads one document after the other" : nil)
  }
}
