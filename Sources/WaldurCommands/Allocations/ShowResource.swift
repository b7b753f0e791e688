import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Shows a resource.
///
/// Source: Waldur `marketplace-provider-resources`.
struct ShowResource: Command {
  static let name = "show-resource"
  static let namesElsewhere = [
    "marketplace-resources-retrieve",
    "marketplace-provider-resources-retrieve",
    "get-marketplace-resource",
  ]
  static let group = CommandGroup.allocations
  static let summary = "Show a resource with everything the server says about it"
  static let details = """
    A resource goes by its name, backend id, slug or uuid. Where one of several with the name is \
    not terminated, that one is meant.
    """
  static let result = ResultShape.record(ResourceFields.names)
  static let examples: [Example] = ["show-resource genome-assembly | get limits"]

  @Argument("The resource") var resource: ResourceName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    return Output(try context.waldur.record(Lists.providerResources, uuid))
  }
}

extension ResourceName {
  /// Returns the uuid of the resource; a uuid is taken as it is.
  func find(in context: CommandContext) throws(Diagnostic) -> WaldurUUID {
    if let uuid = WaldurUUID(text) { return uuid }
    let name = text
    let found = try context.find("resource") { (session) throws(Diagnostic) in
      try session.findResource(name)
    }
    return try found.uuid.required(of: "a resource")
  }
}
