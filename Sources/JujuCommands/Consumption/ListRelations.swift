import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the relations of a model with their numbers, which the other relation commands take.
///
/// Juju itself shows the numbers nowhere but in its offers; this is offsh's own command.
///
/// Source: Juju facade `Client`, `FullStatus`.
struct ListRelations: Command {
  static let name = "relations"
  static let aliases = ["list-relations"]
  static let group = CommandGroup.consumption
  static let summary = "List the relations of a model with their numbers"
  static let result = ResultShape.records(ModelRelation.columns)
  static let examples: [Example] = [
    "relations", "relations mediawiki", "relations | where .status == \"suspended\"",
  ]

  @Argument("Only relations of these applications", atLeast: 0) var applications: [ApplicationName]
  var model = ModelOption()
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let place = try context.model(model)
    let status = try ModelStatus(on: context.juju.channel(to: place)).full()
    let relations = ModelRelation.all(in: status, of: place).filter { relation in
      applications.isEmpty || applications.contains { relation.involves($0.name) }
    }
    return try output.output(
      relations, columns: ModelRelation.columns, in: context
    ) { (_, view) throws(Diagnostic) in
      Self.table(relations, usesColour: view.usesColour)
    }
  }

  private static func table(_ relations: [ModelRelation], usesColour: Bool) -> String {
    var table = Tabular(rightAligned: [0])
    table.add(texts: [
      "Relation id", "Provider", "Requirer", "Interface", "Type", "Status", "Message",
    ])
    for relation in relations {
      table.add([
        .init(String(relation.relationID)), .init(relation.provider), .init(relation.requirer),
        .init(relation.interface), .init(relation.type), .status(relation.status),
        .init(relation.message),
      ])
    }
    return table.text(usesColour: usesColour)
  }
}
