import CommandKit
import Diagnostics
import EffectGate
import JSON
import JujuClient
import JujuWire
import Values

/// Makes a model and switches to it.
///
/// Source: Juju facade `ModelManager`, `CreateModel`.
struct AddModel: Command {
  static let name = "add-model"
  static let group = CommandGroup.session
  static let summary = "Make a model, and switch to it"
  static let effect = Effect.write
  static let result = ResultShape.record(["name", "model-uuid"])
  static let examples: [Example] = ["add-model staging", "add-model staging --no-switch"]

  @Argument("What the model is called", label: "name", missing: "model name is required")
  var model: NewModelName
  @Argument("Where it runs: cloud, region, or cloud/region", label: "cloud") var cloud: String?
  @Flag("Settings of the model, key=value") var config: [KeyValue]
  @Flag("Whose model it is", label: "USER") var owner: UserName?
  @Flag("The credential for the cloud") var credential: String?
  @Switch("Stay where you are") var noSwitch = false
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try context.controller(controller)
    let user = try session.user(of: known)
    let owner = owner?.name ?? user
    let models = Models(on: try session.channel(to: known.name))
    let info: ModelInfo?
    do throws(Diagnostic) {
      info = try models.create(arguments(owner))
    } catch {
      throw error.located(at: context.call.span(of: "model"))
    }
    guard let info else { return .nothing }
    let name = "\(owner)/\(info.name)"
    session.update(known.name) {
      $0.remember(KnownModel(name: name, uuid: info.uuid, type: info.type))
    }
    let region = info.cloudRegion.map { "/\($0)" } ?? ""
    let place = info.cloudTag.id(of: .cloud).map { " on \($0)\(region)" } ?? ""
    juju.report(to: context, "Added '\(info.name)' model\(place) for user '\(owner)'")
    if !noSwitch, owner == user {
      session.move(to: JujuSession.Position(controller: known.name, model: name))
    }
    return .silent(
      .record(Record(["name": .string(name), "model-uuid": .string(info.uuid)])))
  }

  private func arguments(_ owner: String) -> ModelCreateArguments {
    let parts = cloud?.split(separator: "/").map(String.init) ?? []
    let cloudName = parts.first
    return ModelCreateArguments(
      name: model.name, ownerTag: .user(owner),
      config: config.isEmpty
        ? nil
        : Dictionary(
          config.map { ($0.key, RawJSON.string($0.text)) }, uniquingKeysWith: { _, last in last }),
      cloudTag: cloudName.map { .cloud($0) }, region: parts.count > 1 ? parts[1] : nil,
      credential: credential.flatMap { credential in
        cloudName.map { .cloudCredential(cloud: $0, owner: owner, name: credential) }
      })
  }
}

/// The name of a model that is to be made.
struct NewModelName: ParameterValue {
  let name: String

  static let typeName = "model-name"
  static let expectation = "a name of lower case letters, digits and '-'"

  static func parse(_ text: String) throws(ParameterError) -> NewModelName {
    guard Names.isModel(text) else {
      throw ParameterError(
        "\(text.quoted) is not a valid name: model names may only contain lowercase letters, "
          + "digits and hyphens", hint: NameHints.hint(for: text.lowercased()))
    }
    return NewModelName(name: text)
  }

  var value: Value { .string(name) }
}
