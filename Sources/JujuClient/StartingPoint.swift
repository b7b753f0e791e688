package import Diagnostics

/// Where a session starts when that is not where Juju's own client was last: what the offsh call or
/// the environment says.
package struct StartingPoint: Sendable {
  /// Something that was named, with its place.
  package struct Named<Name: Sendable>: Sendable {
    package var name: Name
    package var span: SourceSpan?

    package init(_ name: Name, at span: SourceSpan? = nil) {
      self.name = name
      self.span = span
    }
  }

  package var controller: Named<String>?
  package var model: Named<ModelReference>?
  /// The value of `JUJU_MODEL` where that chose the model: it then holds the session there, as it
  /// holds Juju's own client.
  package var modelOverride: String?

  package init(
    controller: Named<String>? = nil, model: Named<ModelReference>? = nil,
    modelOverride: String? = nil
  ) {
    self.controller = controller
    self.model = model
    self.modelOverride = modelOverride
  }

  /// The controller that is named, on its own or before the model.
  package var namedController: Named<String>? {
    guard let model, let controller = model.name.controller else { return controller }
    return Named(controller, at: model.span)
  }
}
