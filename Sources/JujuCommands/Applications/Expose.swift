import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire

/// Opens an application to the outside.
///
/// Source: Juju facade `Application`, `Expose`.
struct Expose: Command {
  static let name = "expose"
  static let group = CommandGroup.applications
  static let summary = "Open an application, or some of its endpoints, to the outside"
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = ["expose postgresql", "expose postgresql --to-cidrs 10.0.0.0/8"]

  @Argument("The application", missing: "no application name specified")
  var application: ApplicationName
  @Flag("Only these endpoints") var endpoints: NameList?
  @Flag("Only for those in these spaces") var toSpaces: NameList?
  @Flag("Only for those at these addresses") var toCidrs: CIDRList?
  var model = ModelOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    do throws(Diagnostic) {
      try Applications(on: channel).expose(application.name, endpoints: exposed)
    } catch {
      throw explained(error, channel, context)
    }
    return .nothing
  }

  private func explained(
    _ error: Diagnostic, _ channel: JujuChannel, _ context: CommandContext
  ) -> Diagnostic {
    let names = ModelNames(channel)
    let missing = endpoints?.names.first {
      error.message.contains("endpoint \($0.quoted) not found")
    }
    if let missing {
      return names.suggesting(endpoint: missing, of: application.name, on: error)
        .located(at: context.call.span(of: "endpoints"))
    }
    let shown =
      error.id == JujuDiagnostic.notFound
      ? names.suggesting(application: application.name, on: error) : error
    return shown.located(at: context.call.span(of: "application"))
  }

  /// By endpoint; the empty name stands for all. Nil where nothing is narrowed.
  private var exposed: [String: ExposedEndpoint]? {
    guard endpoints != nil || toSpaces != nil || toCidrs != nil else { return nil }
    let details = ExposedEndpoint(
      exposeToCIDRs: toCidrs?.cidrs.map(\.text), exposeToSpaces: toSpaces?.names)
    return Dictionary(
      (endpoints?.names ?? [""]).map { ($0, details) }, uniquingKeysWith: { first, _ in first })
  }
}
