package import Diagnostics
import JujuWire

/// From names to what they mean.
extension JujuSession {
  /// Returns the controller of a name, the current one for nil.
  ///
  /// Throws `juju.unknown-controller` with the nearest name, `juju.no-controllers` when there is
  /// none at all.
  package func controller(_ name: String? = nil) throws(Diagnostic) -> KnownController {
    let directory = directory
    guard let name = name ?? directory.currentController else {
      throw noController(directory)
    }
    if let known = directory[name] { return known }
    let names = directory.controllers.map(\.name)
    throw Diagnostic(
      JujuDiagnostic.unknownController, "controller \(name) not found",
      hint: Suggestion.hint(for: name, among: names)
        ?? (names.isEmpty ? nil : "known are \(names.joined(separator: ", "))"))
  }

  private func noController(_ directory: JujuDirectory) -> Diagnostic {
    guard directory.controllers.isEmpty else {
      return Diagnostic(
        JujuDiagnostic.noControllers, "no current controller",
        hint: "choose one with 'switch CONTROLLER': "
          + directory.controllers.map(\.name).joined(separator: ", "))
    }
    return Diagnostic(
      JujuDiagnostic.noControllers, "no Juju controllers are registered",
      hint: "Juju's own 'juju register' or 'juju bootstrap' adds one; 'offsh --sandbox' has two")
  }

  /// Returns a model, the current one for nil. Asks the controller for models it does not know.
  ///
  /// Throws `juju.unknown-model` with the nearest name, and `none` when no model is current.
  package func model(
    _ reference: ModelReference? = nil, orWithout none: Diagnostic? = nil
  ) throws(Diagnostic) -> ModelPlace {
    let controller = try controller(reference?.controller)
    guard let reference else { return try currentModel(of: controller, orWithout: none) }
    if let known = controller.models.first(where: { $0.uuid == reference.model }) {
      return ModelPlace(controller: controller.name, name: known.name, uuid: known.uuid)
    }
    if let owner = reference.owner {
      return try model(named: "\(owner)/\(reference.model)", of: controller)
    }
    return try model(named: "\(user(of: controller))/\(reference.model)", of: controller)
  }

  /// What is wrong with the model the offsh call named is said there.
  private func currentModel(
    of controller: KnownController, orWithout none: Diagnostic?
  ) throws(Diagnostic) -> ModelPlace {
    let start = start
    do throws(Diagnostic) {
      if let name = controller.currentModel { return try model(named: name, of: controller) }
      if let start { return try model(start.name) }
    } catch {
      throw error.id == JujuDiagnostic.unknownModel ? error.located(at: start?.span) : error
    }
    throw none ?? Self.noCurrentModel
  }

  /// Returns the model of a name with its owner.
  package func model(
    named name: String, of controller: KnownController
  ) throws(Diagnostic) -> ModelPlace {
    if let known = controller.model(named: name) {
      return ModelPlace(controller: controller.name, name: name, uuid: known.uuid)
    }
    let refreshed = try refreshModels(of: controller.name)
    if let known = refreshed.model(named: name) {
      return ModelPlace(controller: controller.name, name: name, uuid: known.uuid)
    }
    throw unknownModel(name, refreshed)
  }

  /// Asks a controller for the models its user may see and remembers them.
  package func refreshModels(of controller: String) throws(Diagnostic) -> KnownController {
    let known = try self.controller(controller)
    let models = try Models(on: channel(to: known.name)).list(of: user(of: known))
    let found = models.compactMap { model -> KnownModel? in
      guard let owner = model.ownerTag.id(of: .user) else { return nil }
      return KnownModel(name: "\(owner)/\(model.name)", uuid: model.uuid, type: model.type)
    }
    update(known.name) { known in found.forEach { known.remember($0) } }
    return try self.controller(controller)
  }

  private func unknownModel(_ name: String, _ controller: KnownController) -> Diagnostic {
    let names = controller.models.map(\.name)
    let short = name.drop { $0 != "/" }
    // The same name under another owner is the likeliest meaning.
    let sameName = names.first { $0.drop { $0 != "/" } == short }
    let hint =
      sameName.map { "did you mean '\($0)'?" } ?? Suggestion.hint(for: name, among: names)
      ?? (names.isEmpty ? nil : "'models' lists those you may see")
    return Diagnostic(
      JujuDiagnostic.unknownModel, "model \(controller.name):\(name) not found", hint: hint)
  }

  /// Returns who is logged in at a controller. Throws `juju.not-logged-in` when nobody is.
  package func user(of controller: KnownController) throws(Diagnostic) -> String {
    if let account = controller.account { return account.user }
    throw Diagnostic(
      JujuDiagnostic.notLoggedIn, "not logged in to controller \"\(controller.name)\"",
      hint: "log in with 'login -u USER -c \(controller.name.asPastedWord)'")
  }

  /// Returns the way to a controller's own facades, the current controller's for nil.
  package func channel(to controller: String? = nil) throws(Diagnostic) -> JujuChannel {
    JujuChannel(session: self, controller: try self.controller(controller).name, model: nil)
  }

  /// Returns the way to the facades of a model.
  package func channel(to model: ModelPlace) -> JujuChannel {
    JujuChannel(session: self, controller: model.controller, model: model)
  }
}
