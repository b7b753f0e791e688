import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the relations of a model with their numbers, which the other relation commands take.
///
/// Juju itself shows the numbers nowhere but in its offers; this is offsh's own command.
///
/// Source: Juju facades `Client`, `FullStatus`; `ApplicationOffers`, `ListApplicationOffers`.
struct ListRelations: Command {
  static let name = "relations"
  static let aliases = ["list-relations"]
  static let group = CommandGroup.consumption
  static let summary = "List the relations of a model with their numbers"
  static let details = """
    A relation across models has a number on either side, and they differ: one counts in its own \
    model only. In an offering model the list also says who made it, from which model, to which \
    offer, if you manage the model.
    """
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
    let relations = try ModelRelations(context.juju, of: place).all.filter { relation in
      applications.isEmpty || applications.contains { relation.hasEnd($0.name) }
    }
    return try output.output(
      relations, columns: ModelRelation.columns, in: context
    ) { (_, view) throws(Diagnostic) in
      Self.table(relations, usesColour: view.usesColour)
    }
  }

  private static func table(_ relations: [ModelRelation], usesColour: Bool) -> String {
    // Who consumes is only known where something is offered.
    let hasConsumers = relations.contains { !$0.user.isEmpty }
    var table = Tabular(rightAligned: [0])
    table.add(
      texts: ["Relation id", "Provider", "Requirer", "Interface", "Type", "Status"]
        + (hasConsumers ? ["Offer", "User", "Consumer"] : []) + ["Message"])
    for relation in relations {
      let consumer: [Tabular.Cell] = [
        .init(relation.offerName ?? ""), .init(relation.user), .init(relation.consumer),
      ]
      table.add(
        [
          .init(String(relation.relationID)), .init(shown(relation.provider)),
          .init(shown(relation.requirer)),
          .init(relation.interface), .init(relation.type), .status(relation.status),
        ] + (hasConsumers ? consumer : []) + [.init(relation.message)])
    }
    return table.text(usesColour: usesColour)
  }

  /// An end outside the model has no name here.
  private static func shown(_ end: String) -> String { end.isEmpty ? "-" : end }
}
