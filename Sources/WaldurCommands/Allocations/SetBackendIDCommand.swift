import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Gives a resource its name in the provider's own books.
///
/// Source: Waldur `marketplace-provider-resources`, `set_backend_id`.
struct SetBackendIDCommand: Command {
  static let name = "set-backend-id"
  static let namesElsewhere = [
    "marketplace-provider-resources-set-backend-id",
    "marketplace-resource-set-backend-id",
  ]
  static let group = CommandGroup.allocations
  static let summary = "Set what a resource is called in the provider's own system"
  static let effect = Effect.write
  static let result = ResultShape.text
  static let examples: [Example] = [#"set-backend-id genome-assembly hpc-00042"#]

  @Argument("The resource") var resource: ResourceName
  @Argument("The id, at most 255 characters; '' takes it away", label: "id") var id: String

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    guard id.unicodeScalars.count > 255 else { return }
    throw Diagnostic(
      WaldurCommandDiagnostic.badArguments,
      "a backend id has at most 255 characters, and this one has \(id.unicodeScalars.count)",
      at: call.span(of: "id"))
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let path = Lists.providerResources.path(try resource.find(in: context), "set_backend_id")
    return try context.waldur.post(
      path, { $0.put(SetBackendIDFields.shared.backendID, id) },
      reading: { (answer) throws(Diagnostic) in try answer.status(path) }) ?? .nothing
  }
}

extension HTTPResponse {
  /// Says what the server says was done.
  func status(_ path: String) throws(Diagnostic) -> Output {
    let answer: StatusAnswer = try WaldurConnection.object(self, path)
    return .text(answer.status ?? "")
  }
}
