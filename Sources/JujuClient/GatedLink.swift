import Diagnostics
import EffectGate
import JSON

/// A link on which nothing goes out without a passage of the gate, and on which the trace sees all
/// that goes and comes, without its secrets.
///
/// The only holder of a `JujuLink`: what is not sent through here is not sent.
struct GatedLink: Sendable {
  private let link: any JujuLink
  private let name: String
  private let gate: EffectGate

  /// `name` is what the trace calls the connection.
  init(to link: any JujuLink, name: String, gate: EffectGate) {
    self.link = link
    self.name = name
    self.gate = gate
  }

  /// Which of the controller's endpoints it leads to; nil where it is no network's.
  var address: String? { link.address }

  /// Hands over a frame. Throws `juju.connection-lost` when it cannot have arrived.
  func send(_ frame: [UInt8], _ passage: Passage) throws(Diagnostic) {
    trace("→", frame)
    try passage.leave { () throws(Diagnostic) in try link.send(frame) }
  }

  /// Hands over a frame that changes nothing: a login, a ping.
  func sendRead(_ frame: [UInt8]) throws(Diagnostic) { try send(frame, gate.read()) }

  /// Waits for the next frame; nil when `limit` ended the wait.
  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    let frame = try link.receive(limit)
    if let frame { trace("←", frame) }
    return frame
  }

  func close() { link.close() }

  /// Has `beat` called until the connection ends, if the link can go dead unnoticed.
  func keepAlive(_ beat: @escaping @Sendable () -> Void) { link.keepAlive(beat) }

  /// Costs nothing when nobody looks.
  private func trace(_ arrow: String, _ frame: [UInt8]) {
    guard gate.isTracing else { return }
    gate.trace("\(arrow) \(name) \(Redactor.shown(frame))")
  }
}
