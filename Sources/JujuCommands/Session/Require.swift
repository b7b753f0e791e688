import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Which service provider is current; the shell provides it where the Waldur half is there.
package struct CurrentProvider: Sendable {
  /// Returns the name and the uuid; nil when none is chosen.
  package let find: @Sendable () -> (name: String, uuid: String)?

  package init(_ find: @escaping @Sendable () -> (name: String, uuid: String)?) {
    self.find = find
  }
}

/// States which controller, model or provider a script is for; the check fails anywhere else.
struct Require: Command {
  static let name = "require"
  static let group = CommandGroup.shell
  static let summary = "Fail, before anything runs, unless the session is where a script belongs"
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "require controller foo", "require model admin/default",
  ]

  @Argument("controller, model or provider") var kind: RequirementKind
  @Argument("Its name", label: "name") var wanted: String

  func check(in runtime: Runtime) throws(Diagnostic) {
    switch kind {
    case .controller: try checkController(runtime.juju())
    case .model: try checkModel(runtime.juju())
    case .provider: try checkProvider(runtime.service(CurrentProvider.self))
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    return .nothing
  }

  private func checkController(_ session: JujuSession) throws(Diagnostic) {
    let current = session.position?.controller
    guard current == wanted else {
      throw failure("controller", current, hint: "switch \("\(wanted):".asPastedWord)")
    }
  }

  private func checkModel(_ session: JujuSession) throws(Diagnostic) {
    let reference: ModelReference
    do throws(TextError) {
      reference = try ModelReference.parse(wanted)
    } catch {
      throw .juju(usage: error.message)
    }
    let position = session.position
    let user = position.flatMap { session.directory[$0.controller] }?.account?.user
    let name = "\(reference.owner ?? user ?? "")/\(reference.model)"
    let isThere =
      position?.model == name
      && (reference.controller ?? position?.controller) == position?.controller
    if !isThere {
      throw failure("model", position.map { "\($0)" }, hint: "switch \(wanted.asPastedWord)")
    }
  }

  private func checkProvider(_ provider: CurrentProvider?) throws(Diagnostic) {
    let current = provider?.find()
    guard current?.name == wanted || current?.uuid == wanted else {
      throw failure("provider", current?.name, hint: "use-provider \(wanted.asPastedWord)")
    }
  }

  private func failure(_ what: String, _ current: String?, hint: String) -> Diagnostic {
    let place = current.map { "the session is on \($0)" } ?? "the session is on none"
    return Diagnostic(
      JujuCommandDiagnostic.notRequired, "this is for \(what) \(wanted), and \(place)",
      hint: "to go there: \(hint)")
  }
}

enum RequirementKind: String, ChoiceParameter {
  case controller, model, provider

  static let typeName = "kind"

  var value: Value { .string(rawValue) }
}
