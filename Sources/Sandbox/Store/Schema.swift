/// The layout of the sandbox file, as steps from an empty file to today.
///
/// A released step never changes; a new need is a new step. `user_version` counts the steps a file
/// has gone through, `application_id` tells our files from other people's.
enum Schema {
  /// `offs` in ASCII.
  static let applicationID = 0x6F66_6673

  static let steps: [String] = [
    meta + JujuSchema.first, WaldurSchema.first, WaldurSchema.second, WaldurSearchSchema.step,
  ]

  static var version: Int { steps.count }

  /// One row: the seed of the identifiers, how many were drawn, and when the sandbox began.
  private static let meta = """
    CREATE TABLE sandbox_meta(
      only INTEGER PRIMARY KEY CHECK (only = 1),
      seed INTEGER NOT NULL,
      drawn INTEGER NOT NULL,
      created INTEGER NOT NULL) STRICT;

    """
}

/// The Juju half of the layout.
///
/// Times are milliseconds since 1970. Lists and maps that are only carried are JSON text. What
/// follows from other rows is not stored: the status of a SAAS application, counts, addresses of
/// subordinates.
enum JujuSchema {
  static let first = """
    CREATE TABLE juju_controller(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      uuid TEXT NOT NULL UNIQUE,
      version TEXT NOT NULL,
      cloud TEXT NOT NULL,
      cloud_type TEXT NOT NULL,
      region TEXT NOT NULL,
      port INTEGER NOT NULL,
      ca_certificate TEXT NOT NULL,
      seal TEXT NOT NULL,
      client_user TEXT NOT NULL,
      client_model INTEGER REFERENCES juju_model(id) ON DELETE SET NULL,
      is_current INTEGER NOT NULL) STRICT;

    CREATE TABLE juju_user(
      id INTEGER PRIMARY KEY,
      controller INTEGER NOT NULL REFERENCES juju_controller(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      display_name TEXT NOT NULL,
      password TEXT NOT NULL,
      access TEXT NOT NULL,
      created_by TEXT NOT NULL,
      created INTEGER NOT NULL,
      last_connection INTEGER,
      disabled INTEGER NOT NULL DEFAULT 0,
      UNIQUE (controller, name)) STRICT;

    CREATE TABLE juju_model(
      id INTEGER PRIMARY KEY,
      controller INTEGER NOT NULL REFERENCES juju_controller(id) ON DELETE CASCADE,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      owner TEXT NOT NULL,
      is_controller INTEGER NOT NULL DEFAULT 0,
      since INTEGER NOT NULL,
      next_relation INTEGER NOT NULL DEFAULT 0,
      next_machine INTEGER NOT NULL DEFAULT 0,
      UNIQUE (controller, owner, name)) STRICT;

    CREATE TABLE juju_model_user(
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      user TEXT NOT NULL,
      access TEXT NOT NULL,
      last_connection INTEGER,
      PRIMARY KEY (model, user)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_model_setting(
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (model, key)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_firewall_rule(
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      service TEXT NOT NULL,
      cidrs TEXT NOT NULL,
      PRIMARY KEY (model, service)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_application(
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      charm TEXT NOT NULL,
      revision INTEGER NOT NULL,
      channel TEXT NOT NULL,
      base_channel TEXT NOT NULL,
      exposed INTEGER NOT NULL DEFAULT 0,
      exposed_endpoints TEXT NOT NULL DEFAULT '{}',
      constraints TEXT NOT NULL DEFAULT '{}',
      settings TEXT NOT NULL DEFAULT '{}',
      bindings TEXT NOT NULL DEFAULT '{}',
      trust INTEGER NOT NULL DEFAULT 0,
      next_unit INTEGER NOT NULL DEFAULT 0,
      since INTEGER NOT NULL,
      UNIQUE (model, name)) STRICT;

    CREATE TABLE juju_machine(
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      instance TEXT NOT NULL,
      base_channel TEXT NOT NULL,
      since INTEGER NOT NULL,
      UNIQUE (model, number)) STRICT;

    CREATE TABLE juju_unit(
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES juju_application(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      machine INTEGER REFERENCES juju_machine(id) ON DELETE CASCADE,
      principal INTEGER REFERENCES juju_unit(id) ON DELETE CASCADE,
      since INTEGER NOT NULL,
      UNIQUE (application, number)) STRICT;
    CREATE INDEX juju_unit_machine ON juju_unit(machine);
    CREATE INDEX juju_unit_principal ON juju_unit(principal);

    CREATE TABLE juju_offer(
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      application INTEGER NOT NULL REFERENCES juju_application(id) ON DELETE CASCADE,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      UNIQUE (model, name)) STRICT;
    CREATE INDEX juju_offer_application ON juju_offer(application);

    CREATE TABLE juju_offer_endpoint(
      offer INTEGER NOT NULL REFERENCES juju_offer(id) ON DELETE CASCADE,
      alias TEXT NOT NULL,
      endpoint TEXT NOT NULL,
      PRIMARY KEY (offer, alias)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_offer_user(
      offer INTEGER NOT NULL REFERENCES juju_offer(id) ON DELETE CASCADE,
      user TEXT NOT NULL,
      access TEXT NOT NULL,
      PRIMARY KEY (offer, user)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_saas(
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      offer_uuid TEXT NOT NULL,
      offer_name TEXT NOT NULL,
      offer_url TEXT NOT NULL,
      source_model TEXT NOT NULL,
      user TEXT NOT NULL,
      terminated INTEGER NOT NULL DEFAULT 0,
      since INTEGER NOT NULL,
      UNIQUE (model, name)) STRICT;
    CREATE INDEX juju_saas_offer ON juju_saas(offer_uuid);

    CREATE TABLE juju_saas_endpoint(
      saas INTEGER NOT NULL REFERENCES juju_saas(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      interface TEXT NOT NULL,
      capacity INTEGER NOT NULL,
      PRIMARY KEY (saas, name)) STRICT, WITHOUT ROWID;

    CREATE TABLE juju_relation(
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES juju_model(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      key TEXT NOT NULL,
      interface TEXT NOT NULL,
      scope TEXT NOT NULL,
      status TEXT NOT NULL,
      message TEXT NOT NULL DEFAULT '',
      since INTEGER NOT NULL,
      UNIQUE (model, number),
      UNIQUE (model, key)) STRICT;

    CREATE TABLE juju_relation_end(
      relation INTEGER NOT NULL REFERENCES juju_relation(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      application INTEGER REFERENCES juju_application(id) ON DELETE CASCADE,
      saas INTEGER REFERENCES juju_saas(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      endpoint TEXT NOT NULL,
      role TEXT NOT NULL,
      interface TEXT NOT NULL,
      optional INTEGER NOT NULL,
      capacity INTEGER NOT NULL,
      scope TEXT NOT NULL,
      PRIMARY KEY (relation, position)) STRICT, WITHOUT ROWID;
    CREATE INDEX juju_relation_end_application ON juju_relation_end(application);
    CREATE INDEX juju_relation_end_saas ON juju_relation_end(saas);

    CREATE TABLE juju_connection(
      id INTEGER PRIMARY KEY,
      offer INTEGER NOT NULL REFERENCES juju_offer(id) ON DELETE CASCADE,
      offering_relation INTEGER NOT NULL UNIQUE REFERENCES juju_relation(id) ON DELETE CASCADE,
      consuming_relation INTEGER NOT NULL UNIQUE REFERENCES juju_relation(id) ON DELETE CASCADE,
      user TEXT NOT NULL,
      requested TEXT NOT NULL,
      ingress TEXT NOT NULL) STRICT;
    CREATE INDEX juju_connection_offer ON juju_connection(offer);

    """
}
