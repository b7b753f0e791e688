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
  @Argument(
    "Where it runs: a cloud, a region of the controller's cloud, or cloud/region", label: "cloud")
  var cloud: CloudWord?
  @Flag("Settings of the model, key=value") var config: [KeyValue]
  @Flag("Whose model it is", label: "USER") var owner: UserName?
  @Flag("The credential for the cloud, [owner/]name", label: "NAME")
  var credential: CredentialName?
  @Switch("Stay where you are") var noSwitch = false
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try context.controller(controller)
    let user = try session.user(of: known)
    let owner = owner?.name ?? user
    let channel = try session.channel(to: known.name)
    let place = try place(known, channel, context)
    let info: ModelInfo?
    do throws(Diagnostic) {
      info = try Models(on: channel).create(arguments(owner, place))
    } catch {
      throw error.located(at: context.call.span(of: "model"))
    }
    guard let info else { return .nothing }
    let name = "\(owner)/\(info.name)"
    session.update(known.name) {
      $0.remember(KnownModel(name: name, uuid: info.uuid, type: info.type))
    }
    let region = info.cloudRegion.map { "/\($0)" } ?? ""
    let ground = info.cloudTag.id(of: .cloud).map { " on \($0)\(region)" } ?? ""
    juju.report(to: context, "Added '\(info.name)' model\(ground) for user '\(owner)'")
    if !noSwitch, owner == user {
      session.move(to: JujuSession.Position(controller: known.name, model: name))
    }
    return .silent(
      .record(Record(["name": .string(name), "model-uuid": .string(info.uuid)])))
  }

  /// Returns where the model is to run; nil when the controller chooses.
  private func place(
    _ known: KnownController, _ channel: JujuChannel, _ context: CommandContext
  ) throws(Diagnostic) -> CloudPlace? {
    switch cloud {
    case nil:
      if credential == nil { return nil }
      return try CloudPlace.ofController(known, Clouds(on: channel))
    case .place(let place): return place
    case .word(let word):
      do throws(Diagnostic) {
        return try CloudPlace.meant(by: word, known, Clouds(on: channel))
      } catch {
        throw error.located(at: context.call.span(of: "cloud"))
      }
    }
  }

  private func arguments(
    _ owner: String, _ place: CloudPlace?
  ) -> ModelCreateArguments {
    ModelCreateArguments(
      name: model.name, ownerTag: .user(owner),
      config: config.isEmpty
        ? nil
        : Dictionary(
          config.map { ($0.key, RawJSON.string($0.text)) }, uniquingKeysWith: { _, last in last }),
      cloudTag: place.map { .cloud($0.cloud) }, region: place?.region,
      credential: credential.flatMap { credential in
        place.map { credential.tag(on: $0.cloud, of: owner) }
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
