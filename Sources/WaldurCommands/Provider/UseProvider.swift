import CommandKit
import Diagnostics
import Values
import WaldurClient

/// Makes a service provider the one that commands work for.
struct UseProvider: Command {
  static let name = "use-provider"
  static let group = CommandGroup.provider
  static let summary = "Choose the service provider to work for, in this session"
  static let result = ResultShape.nothing
  static let examples: [Example] = [#"use-provider "Nordic Compute""#]

  @Argument("Its organization's name or abbreviation, or a uuid") var provider: ProviderName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let name = provider.text
    let found = try context.find("provider") { (session) throws(Diagnostic) in
      try session.findProvider(name)
    }
    try context.waldur.use(found)
    context.report("\(found.name) on \(try context.waldur.profileName)")
    return .nothing
  }
}
