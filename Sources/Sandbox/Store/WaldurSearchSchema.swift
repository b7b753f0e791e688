/// What makes lists of very many orders quick to order and to search.
enum WaldurSearchSchema {
  static let step =
    indexes + words("waldur_order", "attributes", "json_extract(ROW.attributes, '$.name')")
    + words("waldur_resource", "name", "ROW.name")

  /// Each way to order the list of orders has an index, which also knows what filters look at.
  private static let indexes = """
    DROP INDEX waldur_order_state;
    CREATE INDEX waldur_order_state
      ON waldur_order(state, created, id, type, offering, project);
    CREATE INDEX waldur_order_cost
      ON waldur_order(CAST(cost AS REAL), id, state, type, offering, project);
    CREATE INDEX waldur_order_reviewed
      ON waldur_order(consumer_reviewed_at, id, state, type, offering, project);
    CREATE INDEX waldur_order_rank
      ON waldur_order(\(orderStateRank), id, state, type, offering, project);
    CREATE INDEX waldur_resource_billed ON waldur_resource(project) WHERE is_billed = 1;
    CREATE INDEX waldur_invoice_item_month ON waldur_invoice_item(month, resource);

    """

  /// The order of states that a real server keeps them in.
  static let orderStateRank = """
    CASE state WHEN 'pending-consumer' THEN 0 WHEN 'pending-provider' THEN 1 \
    WHEN 'pending-project' THEN 2 WHEN 'pending-start-date' THEN 3 WHEN 'executing' THEN 4 \
    WHEN 'done' THEN 5 WHEN 'erred' THEN 6 WHEN 'canceled' THEN 7 WHEN 'rejected' THEN 8 END
    """

  /// Returns what makes the index of all groups of three letters in the names of a table's rows, and
  /// keeps it; the name follows from a column. The index holds no names itself, so it is told the old one when it is to forget it.
  private static func words(_ table: String, _ column: String, _ name: String) -> String {
    func named(_ row: String) -> String {
      name.split(separator: "ROW", omittingEmptySubsequences: false).joined(separator: row)
    }
    let index = table + "_words"
    let add = "INSERT INTO \(index)(rowid, name) VALUES (new.id, \(named("new")));"
    let remove = """
      INSERT INTO \(index)(\(index), rowid, name) VALUES ('delete', old.id, \(named("old")));
      """
    return """
      CREATE VIRTUAL TABLE \(index)
        USING fts5(name, content='', tokenize='trigram', detail=none, columnsize=0);
      INSERT INTO \(index)(rowid, name) SELECT id, \(named(table)) FROM \(table);
      CREATE TRIGGER \(table)_named AFTER INSERT ON \(table) BEGIN \(add) END;
      CREATE TRIGGER \(table)_forgotten AFTER DELETE ON \(table) BEGIN \(remove) END;
      CREATE TRIGGER \(table)_renamed AFTER UPDATE OF \(column) ON \(table)
      WHEN \(named("old")) IS NOT \(named("new")) BEGIN \(remove) \(add) END;

      """
  }
}
