package import Diagnostics
import JujuWire

/// What a session knows may be out of date: a model was made anew under its name, a sandbox was reset,
/// a password was changed. That shows when a controller refuses; the session then looks again. Where
/// the user is never changes by that.
extension JujuSession {
  /// Returns the way to what `channel` leads to by today's knowledge; nil when nothing else is known
  /// of it than before.
  func renewed(
    _ channel: JujuChannel, after error: Diagnostic
  ) throws(Diagnostic) -> JujuChannel? {
    let before = try controller(channel.controller)
    try readDirectoryAnew()
    let known = try controller(channel.controller)
    let isOtherAccount = known.account != before.account
    guard let model = channel.model else {
      guard isOtherAccount else { return nil }
      closeConnections(of: known.name)
      return try self.channel(to: known.name)
    }
    if !isOtherAccount, error.status == ErrorCode.modelNotFound.rawValue {
      update(known.name) { $0.models.removeAll { $0.uuid == model.uuid } }
    }
    if isOtherAccount { closeConnections(of: known.name) }
    let place = try self.model(named: model.name, of: controller(known.name))
    guard isOtherAccount || place.uuid != model.uuid else { return nil }
    return self.channel(to: place)
  }

  /// Takes up what has changed meanwhile: controllers, accounts, models. Stays with user and model.
  package func readDirectoryAnew() throws(Diagnostic) {
    guard let fresh = try surroundings.readDirectory?() else { return }
    for controller in fresh.controllers { update(controller.name) { $0.takeUp(controller) } }
  }
}

extension KnownController {
  /// Takes up what is known of the same controller by now, and stays with user and current model.
  fileprivate mutating func takeUp(_ fresh: KnownController) {
    var fresh = fresh
    fresh.currentModel = currentModel
    if let account {
      let accounts = [fresh.account].compactMap { $0 } + fresh.otherAccounts
      var current = accounts.first { $0.user == account.user } ?? account
      current.password = current.password ?? account.password
      fresh.account = current
      fresh.otherAccounts = accounts.filter { $0.user != account.user }
    } else {
      // Whoever logged out here stays so.
      fresh.account = nil
    }
    self = fresh
  }
}
