package import Diagnostics
package import JujuClient
package import Sandbox
package import WaldurClient
import WaldurWire

/// The ways out of the process that the shell is given: it knows none itself, so that whoever only
/// tests the shell builds no network.
package protocol Network: Sendable {
  /// Returns the way to controllers; asked for when a command first needs one. `trace` hears how
  /// long connecting took.
  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport

  /// Returns the way to the embedded sandbox. `notesLogins` says whether logins count as last ones,
  /// which those of a dry run do not.
  func embedded(
    _ sandbox: Sandbox, notesLogins: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) -> any JujuTransport

  /// Returns the way to Waldur servers; asked for when a command first needs one.
  func servers(_ settings: ServerSettings) -> any WaldurTransport

  /// Returns the way to the embedded sandbox's Waldur server.
  func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport

  /// Opens the ports of a sandbox.
  func serve(_ sandbox: Sandbox, _ settings: ServeSettings) throws(Diagnostic) -> any ServedSandbox
}

extension Network {
  package func embedded(
    _ sandbox: Sandbox, notesLogins: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) -> any JujuTransport {
    SandboxTransport(sandbox: sandbox, notesLogins: notesLogins)
  }

  package func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
    SandboxWaldurTransport(sandbox: sandbox)
  }
}

/// Leads nowhere but into the sandbox.
package struct NoNetwork: Network {
  package init() {}

  package func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    AbsentNetwork()
  }

  package func servers(_ settings: ServerSettings) -> any WaldurTransport { AbsentNetwork() }

  package func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox {
    throw AbsentNetwork.lack(JujuDiagnostic.unreachable)
  }
}

/// What the way to a Waldur server depends on.
package struct ServerSettings: Sendable {
  /// A file of certificates in PEM that are trusted beside the system's.
  package var authorities: String?
  /// How long to wait for one answer.
  package var patience: Duration
  /// Where proxies are named.
  package var environment: [String: String]
}

/// How to serve a sandbox; the options of `offsh sandbox serve`.
package struct ServeSettings: Sendable {
  /// nil for the ports in the sandbox's file, 0 for any that are free.
  package var jujuPort: Int?
  package var waldurPort: Int
  package var latency: Duration
  /// 0 to 1.
  package var failureRate: Double
  /// Where the authority's certificate and key stand, or are to stand.
  package var folder: String
}

/// A sandbox with open ports.
package protocol ServedSandbox: Sendable {
  /// The port for plain HTTP.
  var waldurPort: Int { get }
  /// Closes the ports and every connection.
  func stop()
}

/// Stands where a network is missing.
private struct AbsentNetwork: JujuTransport, WaldurTransport {
  static func lack(_ id: DiagnosticID) -> Diagnostic {
    Diagnostic(
      id, "this build of offsh has no network", hint: "--sandbox :memory: works without any")
  }

  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink { throw Self.lack(JujuDiagnostic.unreachable) }

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse { throw Self.lack(WaldurDiagnostic.unreachable) }
}
