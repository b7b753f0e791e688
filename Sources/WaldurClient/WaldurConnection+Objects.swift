package import Diagnostics
import JSON
package import Values
package import WaldurWire

extension WaldurConnection {
  /// Reads one object.
  package func object<Fields>(
    _ type: Fields.Type = Fields.self, at path: String, _ query: Query = [:]
  ) throws(Diagnostic) -> WireObject<Fields> {
    try Self.object(try get(path, query), path)
  }

  /// Returns the object an answer holds.
  package static func object<Fields>(
    _ answer: HTTPResponse, _ path: String
  ) throws(Diagnostic) -> WireObject<Fields> {
    do throws(JSONError) {
      if let object = WireObject<Fields>(wire: try JSONBuffer.parse(answer.body).root) {
        return object
      }
    } catch {
      throw malformed(path, error.message)
    }
    throw malformed(path, "an object was expected")
  }

  /// Reads one object as a record.
  package func record(
    at path: String, _ kind: RecordKind, _ query: Query = [:]
  ) throws(Diagnostic) -> Value {
    let answer = try get(path, query)
    do throws(JSONError) {
      let view = try JSONBuffer.parse(answer.body).root
      if view.kind == .object { return kind.value(of: view) }
    } catch {
      throw Self.malformed(path, error.message)
    }
    throw Self.malformed(path, "an object was expected")
  }

  static func malformed(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic(
      WaldurDiagnostic.protocolError, "the answer to \(path) cannot be understood: \(what)",
      hint: "is the profile's url that of a Waldur server?")
  }
}
