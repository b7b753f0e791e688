import Diagnostics
import JujuClient
import Synchronization

/// The way to a controller that does to some requests what a sandbox does not do on demand: answers
/// with an error of its own, with nonsense, too late, or not at all. Everything else passes.
struct FaultyTransport: JujuTransport {
  private let inner: any JujuTransport
  /// What happens, by method.
  private let faults: [String: String]

  /// `faults` are `METHOD:WHAT`; what is `lost`, `late`, `nonsense`, `discharge`, `bad-url`, or an
  /// error code with dashes for its blanks; `connect:unreachable` and `connect:untrusted` let nobody
  /// there.
  init(_ inner: any JujuTransport, _ faults: [String]) {
    self.inner = inner
    self.faults = Dictionary(
      faults.map { fault in
        let parts = fault.split(separator: ":").map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "lost")
      }, uniquingKeysWith: { $1 })
  }

  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    switch faults["connect"] {
    case "unreachable":
      throw Diagnostic(JujuDiagnostic.unreachable, "the controller does not answer")
    case "untrusted":
      throw Diagnostic(JujuDiagnostic.untrusted, "the controller cannot be trusted")
    default: return FaultyLink(try inner.connect(target: target, path: path, limit: limit), faults)
    }
  }
}

private final class FaultyLink: JujuLink {
  private enum Next {
    case reply([UInt8])
    case lost, late, badURL
  }

  private let inner: any JujuLink
  private let faults: [String: String]
  private let next = Mutex<Next?>(nil)

  init(_ inner: any JujuLink, _ faults: [String: String]) {
    self.inner = inner
    self.faults = faults
  }

  func send(_ frame: [UInt8]) throws(Diagnostic) {
    let text = String(decoding: frame, as: UTF8.self)
    guard let fault = faults[Self.value(of: "request", in: text)] else {
      return try inner.send(frame)
    }
    let id = Self.value(of: "request-id", in: text)
    switch fault {
    case "lost": next.withLock { $0 = .lost }
    case "late": next.withLock { $0 = .late }
    case "nonsense": reply("nonsense")
    case "discharge":
      reply(
        #"{"request-id":\#(id),"response":{"discharge-required-error":"no cookie","facades":null}}"#
      )
    case "bad-url":
      next.withLock { $0 = .badURL }
      try inner.send(frame)
    default:
      let code = String(fault.map { $0 == "-" ? " " : $0 })
      reply(
        #"{"request-id":\#(id),"error":"this is not the time","error-code":"\#(code)","response":{}}"#
      )
    }
  }

  private func reply(_ text: String) { next.withLock { $0 = .reply(Array(text.utf8)) } }

  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    let fault = next.withLock { next in
      defer { next = nil }
      return next
    }
    switch fault {
    case nil: return try inner.receive(limit)
    case .reply(let bytes): return bytes
    case .late: return nil
    case .lost: throw Diagnostic(JujuDiagnostic.connectionLost, "the controller hung up")
    case .badURL:
      let bytes = try inner.receive(limit) ?? []
      let text = String(decoding: bytes, as: UTF8.self)
      return Array(text.replacing(#""offer-url":""#, with: #""offer-url":"a:b:c:"#).utf8)
    }
  }

  func close() { inner.close() }

  /// The text or number behind a name.
  private static func value(of name: String, in text: String) -> String {
    guard let range = text.firstRange(of: "\"\(name)\":") else { return "" }
    return String(text[range.upperBound...].drop { $0 == "\"" }.prefix { !"\",}".contains($0) })
  }
}
