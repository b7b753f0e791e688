import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Chooses the controller and model that commands work on when they do not say otherwise.
///
/// Moves only this session: Juju's own files stay as they are.
struct SwitchModel: Command {
  static let name = "switch"
  static let group = CommandGroup.session
  static let summary = "Choose the controller and model to work on, or show which they are"
  static let details = """
    foo: is a controller, :prod a model of the current one, foo:prod both. A bare word is a \
    controller if there is one of that name, else a model. '-' goes back to where you were. Another \
    terminal's switch does not move this session, nor this one another.
    """
  static let result = ResultShape.text
  static let examples: [Example] = ["switch", "switch prod", "switch prod; switch -"]

  @Argument("A controller, a model, or both; '-' goes back") var target: SwitchTarget?
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    guard let target else {
      guard let position = session.position else {
        throw Diagnostic(
          JujuDiagnostic.noCurrentModel, "no currently specified model",
          hint: "'controllers' and 'models' list where you can switch to")
      }
      return .text("\(position)")
    }
    if let override = session.modelOverride {
      throw Diagnostic(
        JujuCommandDiagnostic.cannotSwitch,
        "cannot switch when JUJU_MODEL is overriding the model (set to \(override.quoted))",
        hint: "start offsh without JUJU_MODEL, or use -m")
    }
    let old = session.position
    let new: JujuSession.Position
    do throws(Diagnostic) {
      new = try position(target, session)
    } catch {
      throw error.located(at: context.call.span(of: "target"))
    }
    if new == old {
      juju.report(to: context, "\(new) (no change)")
    } else {
      session.move(to: new)
      juju.report(to: context, "\(old.map { "\($0)" } ?? "") -> \(new)")
    }
    return .silent(.string("\(new)"))
  }

  private func position(
    _ target: SwitchTarget, _ session: JujuSession
  ) throws(Diagnostic) -> JujuSession.Position {
    switch target {
    case .back:
      if let previous = session.previous { return previous }
      throw Diagnostic(
        JujuCommandDiagnostic.cannotSwitch, "there is nowhere to go back to",
        hint: "'switch -' goes back after a switch in this session")
    case .controller(let name):
      let known = try session.controller(name)
      return JujuSession.Position(controller: known.name, model: known.currentModel)
    case .model(let reference): return try position(of: reference, session)
    case .word(let word):
      if let known = session.directory[word] {
        return JujuSession.Position(controller: known.name, model: known.currentModel)
      }
      return try position(ofWord: word, session)
    }
  }

  private func position(
    of reference: ModelReference, _ session: JujuSession
  ) throws(Diagnostic) -> JujuSession.Position {
    let place = try session.model(reference)
    return JujuSession.Position(controller: place.controller, model: place.name)
  }

  /// A bare word that is no controller: a model of the current one.
  private func position(
    ofWord word: String, _ session: JujuSession
  ) throws(Diagnostic) -> JujuSession.Position {
    let unknown = Diagnostic(
      JujuCommandDiagnostic.unknownName,
      "\(word.quoted) is not the name of a model or controller")
    guard session.position != nil, let reference = try? ModelReference.parse(word) else {
      throw unknown.hinting(suggestion(for: word, session))
    }
    do throws(Diagnostic) {
      return try position(of: reference, session)
    } catch {
      let cannotAsk = [ExitCode.unreachable, .notPermitted].contains(error.exitCode)
      throw unknown.hinting(
        suggestion(for: word, session)
          ?? (cannotAsk
            ? "the controller could not be asked for models it may have: \(error.message)"
            : "'controllers' and 'models' list what there is"))
    }
  }

  private func suggestion(for word: String, _ session: JujuSession) -> String? {
    let directory = session.directory
    let models = directory.controllers.flatMap { controller in
      controller.models.map { model in
        controller.name == directory.currentController
          ? model.name : "\(controller.name):\(model.name)"
      }
    }
    let short = directory.currentController.flatMap { directory[$0] }?.models.map { model in
      String(model.name.drop { $0 != "/" }.dropFirst())
    }
    // The same name under another owner or controller is the likeliest meaning.
    if let same = models.first(where: { $0.hasSuffix("/\(word)") }) {
      return "did you mean '\(same)'?"
    }
    return Suggestion.hint(
      for: word, among: directory.controllers.map(\.name) + (short ?? []) + models)
  }
}

/// Where to switch to.
enum SwitchTarget: ParameterValue {
  case back
  case controller(String)
  case model(ModelReference)
  /// A controller or a model.
  case word(String)

  static let typeName = "target"
  static let expectation = "a controller (foo), a model (admin/prod) or both (foo:prod)"
  static var candidates: CandidateSource? { .model }

  static func parse(_ text: String) throws(ParameterError) -> SwitchTarget {
    if text == "-" { return .back }
    if text.hasSuffix(":"), text.utf8.count > 1 { return .controller(String(text.dropLast())) }
    if text.contains(":") || text.contains("/") {
      return .model(try ModelName.parse(text).reference)
    }
    guard !text.isEmpty else { throw ParameterError("the name of a model or controller is empty") }
    return .word(text)
  }

  var value: Value {
    switch self {
    case .back: .string("-")
    case .controller(let name): .string(name + ":")
    case .model(let reference): .string(reference.description)
    case .word(let word): .string(word)
    }
  }
}
