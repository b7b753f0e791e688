import JujuWire

/// The Juju world of the sandbox as its rows hold it; rules stand in the extensions, by subject.
///
/// Every function runs inside the transaction its caller has begun.
struct JujuState {
  let database: Database
  let clock: SandboxClock
  let identifiers: IdentifierSource
  let publication: Publication

  init(database: Database, clock: SandboxClock, publication: Publication = Publication()) {
    self.database = database
    self.clock = clock
    self.publication = publication
    identifiers = IdentifierSource(database: database)
  }

  var now: Int64 { clock.now() }
}

extension WireError {
  static let permissionDenied = WireError("permission denied", code: .unauthorized)

  /// `subject` is what was looked for: `application "mysql"`.
  static func notFound(_ subject: String) -> WireError {
    WireError("\(subject) not found", code: .notFound)
  }

  static func alreadyExists(_ message: String) -> WireError {
    WireError(message, code: .alreadyExists)
  }

  /// Returns the error with words in front that say what failed because of it.
  func because(_ words: String) -> WireError {
    WireError("\(words): \(message)", code: code, info: info)
  }
}

/// Values that are only carried through the database, as JSON text.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try WireJSON.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try WireJSON.decode(type, from: Array(text.utf8))
  }
}
