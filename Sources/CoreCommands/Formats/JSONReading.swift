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
      throw malformed(error, in: bytes, call, document: reader.documentCount + 1)
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
      throw malformed(error, in: bytes, call, document: nil)
    }
  }

  private static func malformed(
    _ error: JSONError, in bytes: ByteStream, _ call: CallSite, document: Int?
  ) -> Diagnostic {
    let place = document.map { "document \($0)" } ?? "byte \(error.offset ?? 0)"
    return Diagnostic(
      ValueDiagnostic.malformed, "\(bytes.name) is not JSON at \(place): \(error.message)",
      at: call.span)
  }
}
