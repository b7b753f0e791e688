package import JujuWire

/// A model as people name it: `[controller:][user/]model`, or its uuid.
package struct ModelReference: Sendable, Hashable, CustomStringConvertible {
  /// Nil means the current controller.
  package var controller: String?
  /// Nil means the user who is logged in.
  package var owner: String?
  /// The name without its owner, or the uuid.
  package var model: String

  package init(controller: String? = nil, owner: String? = nil, model: String) {
    self.controller = controller
    self.owner = owner
    self.model = model
  }

  /// Reads a reference; throws Juju's words with the place inside the text.
  package static func parse(_ text: String) throws(TextError) -> ModelReference {
    var rest = text[...]
    var controller: String?
    if let colon = rest.firstIndex(of: ":") {
      controller = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    var owner: String?
    if let slash = rest.firstIndex(of: "/") {
      owner = String(rest[..<slash])
      rest = rest[rest.index(after: slash)...]
    }
    let end = text.utf8.count
    let start = end - rest.utf8.count
    if controller == "" {
      controller = nil
    }
    if let owner, !Names.isUser(owner) {
      let ownerStart = start - 1 - owner.utf8.count
      throw TextError("user name \(owner.quoted) not valid", at: ownerStart..<start - 1)
    }
    guard Names.isModel(rest) else {
      throw TextError("model name \(String(rest).quoted) not valid", at: start..<end)
    }
    return ModelReference(controller: controller, owner: owner, model: String(rest))
  }

  package var description: String {
    (controller.map { $0 + ":" } ?? "") + (owner.map { $0 + "/" } ?? "") + model
  }
}

/// A model that was found: where it is, and what the wire calls it.
package struct ModelPlace: Sendable, Hashable {
  package let controller: String
  /// With its owner: `admin/default`.
  package let name: String
  package let uuid: String

  package init(controller: String, name: String, uuid: String) {
    self.controller = controller
    self.name = name
    self.uuid = uuid
  }

  /// The owner of the model.
  package var owner: String {
    name.firstIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }

  /// The name without the owner.
  package var shortName: String {
    name.firstIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
  }

  package var tag: Tag { .model(uuid) }

  /// `foo:admin/default`.
  package var text: String { "\(controller):\(name)" }
}
