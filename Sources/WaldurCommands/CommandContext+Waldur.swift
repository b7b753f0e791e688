import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

extension Runtime {
  /// The Waldur session the shell provides.
  ///
  /// Throws `waldur.no-profile` where there is none: only the Juju half is configured.
  func waldur() throws(Diagnostic) -> WaldurSession {
    if let session = try service(WaldurSession.self) { return session }
    throw Diagnostic(
      WaldurDiagnostic.noProfile, "no Waldur server is configured here",
      hint: """
        set WALDUR_API_URL and WALDUR_ACCESS_TOKEN, or write a profile to \
        ~/.config/offsh/config.yaml
        """)
  }
}

extension CommandContext {
  /// The Waldur session: which server, for which provider.
  var waldur: WaldurSession { get throws(Diagnostic) { try runtime.waldur() } }

  /// Looks something up that an argument names; an error gets the place of the argument.
  func find<Found>(
    _ parameter: String, _ index: Int = 0, _ look: (WaldurSession) throws(Diagnostic) -> Found
  ) throws(Diagnostic) -> Found {
    let session = try waldur
    do throws(Diagnostic) {
      return try look(session)
    } catch {
      throw error.located(at: call.span(of: parameter, index))
    }
  }

  /// Returns the rows of a list as the command's result.
  func list(_ request: RowRequest, _ fields: FieldsOption) throws(Diagnostic) -> Output {
    var request = request
    if !fields.names.isEmpty { request.select(fields.names) }
    return .records(try rows(request))
  }

  /// Returns the rows of a list; a failure gets the place of the call.
  func rows(_ request: RowRequest) throws(Diagnostic) -> ValueStream {
    located(try waldur.connection().rows(request))
  }

  /// Returns the stream with the place of the call in its failures; `explain` may say more.
  func located(
    _ stream: ValueStream, explain: @escaping @Sendable (Diagnostic) -> String? = { _ in nil }
  ) -> ValueStream {
    let span = call.span
    return ValueStream(
      columns: stream.columns, source: stream.source, close: { stream.finish() },
      pull: { () throws(Diagnostic) -> Batch? in
        do throws(Diagnostic) {
          return try stream.next()
        } catch {
          var error = error.located(at: span)
          if let hint = explain(error) { error.hint = hint }
          throw error
        }
      })
  }
}

extension WaldurSession {
  /// Returns one object as a record.
  func record<Row>(
    _ list: ListAddress<Row>, _ uuid: WaldurUUID?, hidden: [String] = []
  ) throws(Diagnostic) -> Value {
    guard let uuid else {
      throw Diagnostic(WaldurDiagnostic.protocolError, "the server sends an object without uuid")
    }
    let kind = RecordKind(
      names: Row.names, shown: [], decimals: Row.decimalNames, hidden: hidden)
    return try connection().record(at: list.path(uuid), kind)
  }

  /// Writes, and returns nil when a dry run only said what it would have sent. What takes something
  /// away needs the consent to it. For whom the status says enough.
  func post(
    _ path: String, consent: Consent? = nil, _ body: (inout ObjectWriter) -> Void = { _ in }
  ) throws(Diagnostic) -> HTTPResponse? {
    try post(path, consent: consent, body) { $0 }
  }

  /// The same for whom the answer must say something, which `read` finds in it.
  func post<Answer>(
    _ path: String, consent: Consent? = nil, _ body: (inout ObjectWriter) -> Void = { _ in },
    reading read: (HTTPResponse) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    var writer = ObjectWriter(capacity: 256)
    writer.object(.all) { body(&$0) }
    return try connection().write(
      .post, path, body: writer.written(), consent: consent, reading: read)
  }
}

extension Optional where Wrapped == WaldurUUID {
  /// The uuid of an object that must have one.
  ///
  /// Throws `waldur.protocol` where a server left it out.
  func required(of what: String) throws(Diagnostic) -> WaldurUUID {
    if let self { return self }
    throw Diagnostic(WaldurDiagnostic.protocolError, "the server sends \(what) without uuid")
  }
}
