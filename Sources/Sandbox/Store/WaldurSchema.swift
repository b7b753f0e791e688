/// The Waldur half of the layout.
///
/// Times are microseconds since 1970, as Waldur keeps them; UUIDs are 32 hexadecimal digits, as it
/// prints them; decimals are text, since no binary number holds them. Objects without a fixed form
/// (`limits`, `attributes`) are JSON text.
enum WaldurSchema {
  static let first = people + catalogue + work + tallies

  /// How many orders of an offering its counter missed: those put in at once.
  static let second = """
    ALTER TABLE waldur_offering ADD COLUMN uncounted_orders INTEGER NOT NULL DEFAULT 0;
    """

  private static let people = """
    CREATE TABLE waldur_user(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      username TEXT NOT NULL UNIQUE,
      slug TEXT NOT NULL,
      first_name TEXT NOT NULL DEFAULT '',
      last_name TEXT NOT NULL DEFAULT '',
      native_name TEXT NOT NULL DEFAULT '',
      email TEXT NOT NULL DEFAULT '',
      phone_number TEXT NOT NULL DEFAULT '',
      organization TEXT NOT NULL DEFAULT '',
      job_title TEXT NOT NULL DEFAULT '',
      civil_number TEXT,
      description TEXT NOT NULL DEFAULT '',
      is_staff INTEGER NOT NULL DEFAULT 0,
      is_support INTEGER NOT NULL DEFAULT 0,
      is_active INTEGER NOT NULL DEFAULT 1,
      token TEXT UNIQUE,
      token_lifetime INTEGER,
      token_used INTEGER NOT NULL,
      password TEXT NOT NULL DEFAULT '',
      failed_logins INTEGER NOT NULL DEFAULT 0,
      last_failed_login INTEGER NOT NULL DEFAULT 0,
      registration_method TEXT NOT NULL DEFAULT 'default',
      date_joined INTEGER NOT NULL) STRICT;

    CREATE TABLE waldur_key(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      user INTEGER NOT NULL REFERENCES waldur_user(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      public_key TEXT NOT NULL,
      type TEXT NOT NULL,
      fingerprint_md5 TEXT NOT NULL,
      fingerprint_sha256 TEXT NOT NULL,
      fingerprint_sha512 TEXT NOT NULL,
      is_shared INTEGER NOT NULL DEFAULT 0,
      UNIQUE (user, name)) STRICT;

    CREATE TABLE waldur_customer(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      slug TEXT NOT NULL,
      native_name TEXT NOT NULL DEFAULT '',
      abbreviation TEXT NOT NULL DEFAULT '',
      email TEXT NOT NULL DEFAULT '',
      phone_number TEXT NOT NULL DEFAULT '',
      contact_details TEXT NOT NULL DEFAULT '',
      country TEXT NOT NULL DEFAULT '',
      registration_code TEXT NOT NULL DEFAULT '',
      agreement_number TEXT NOT NULL DEFAULT '',
      backend_id TEXT NOT NULL DEFAULT '',
      blocked INTEGER NOT NULL DEFAULT 0,
      archived INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL) STRICT;

    CREATE TABLE waldur_project(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      customer INTEGER NOT NULL REFERENCES waldur_customer(id),
      name TEXT NOT NULL,
      slug TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      backend_id TEXT NOT NULL DEFAULT '',
      start_date TEXT,
      end_date TEXT,
      created INTEGER NOT NULL) STRICT;
    CREATE INDEX waldur_project_customer ON waldur_project(customer);

    CREATE TABLE waldur_role(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE,
      description TEXT NOT NULL,
      scope_type TEXT NOT NULL,
      is_system INTEGER NOT NULL DEFAULT 1,
      is_active INTEGER NOT NULL DEFAULT 1,
      permissions TEXT NOT NULL DEFAULT '[]') STRICT;

    CREATE TABLE waldur_grant(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      user INTEGER NOT NULL REFERENCES waldur_user(id) ON DELETE CASCADE,
      role INTEGER NOT NULL REFERENCES waldur_role(id),
      scope_type TEXT NOT NULL,
      scope INTEGER NOT NULL,
      created INTEGER NOT NULL,
      created_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      expires INTEGER,
      UNIQUE (scope_type, scope, user, role)) STRICT;
    CREATE INDEX waldur_grant_user ON waldur_grant(user);

    """

  private static let catalogue = """
    CREATE TABLE waldur_category(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '') STRICT;

    CREATE TABLE waldur_service_provider(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      customer INTEGER NOT NULL UNIQUE REFERENCES waldur_customer(id),
      description TEXT NOT NULL DEFAULT '',
      enable_notifications INTEGER NOT NULL DEFAULT 1,
      created INTEGER NOT NULL) STRICT;

    CREATE TABLE waldur_offering(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      customer INTEGER NOT NULL REFERENCES waldur_customer(id),
      project INTEGER REFERENCES waldur_project(id),
      category INTEGER NOT NULL REFERENCES waldur_category(id),
      name TEXT NOT NULL,
      slug TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      terms_of_service TEXT NOT NULL DEFAULT '',
      type TEXT NOT NULL,
      state TEXT NOT NULL,
      shared INTEGER NOT NULL DEFAULT 1,
      billable INTEGER NOT NULL DEFAULT 1,
      paused_reason TEXT NOT NULL DEFAULT '',
      backend_id TEXT NOT NULL DEFAULT '',
      attributes TEXT NOT NULL DEFAULT '{}',
      options TEXT NOT NULL DEFAULT '{}',
      resource_options TEXT NOT NULL DEFAULT '{}',
      plugin_options TEXT NOT NULL DEFAULT '{}',
      secret_options TEXT NOT NULL DEFAULT '{}',
      created INTEGER NOT NULL) STRICT;
    CREATE INDEX waldur_offering_customer ON waldur_offering(customer);

    CREATE TABLE waldur_component(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      offering INTEGER NOT NULL REFERENCES waldur_offering(id) ON DELETE CASCADE,
      type TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      measured_unit TEXT NOT NULL DEFAULT '',
      billing_type TEXT NOT NULL,
      limit_period TEXT,
      limit_amount INTEGER,
      min_value INTEGER,
      max_value INTEGER,
      max_available_limit INTEGER,
      is_boolean INTEGER NOT NULL DEFAULT 0,
      default_limit INTEGER,
      UNIQUE (offering, type)) STRICT;

    CREATE TABLE waldur_plan(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      offering INTEGER NOT NULL REFERENCES waldur_offering(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      unit TEXT NOT NULL DEFAULT 'day',
      unit_price TEXT NOT NULL DEFAULT '0',
      backend_id TEXT NOT NULL DEFAULT '',
      max_amount INTEGER,
      archived INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL) STRICT;
    CREATE INDEX waldur_plan_offering ON waldur_plan(offering);

    CREATE TABLE waldur_plan_component(
      id INTEGER PRIMARY KEY,
      plan INTEGER NOT NULL REFERENCES waldur_plan(id) ON DELETE CASCADE,
      component INTEGER NOT NULL REFERENCES waldur_component(id) ON DELETE CASCADE,
      amount INTEGER NOT NULL DEFAULT 0,
      price TEXT NOT NULL DEFAULT '0',
      future_price TEXT,
      UNIQUE (plan, component)) STRICT;

    CREATE TABLE waldur_offering_user(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      offering INTEGER NOT NULL REFERENCES waldur_offering(id) ON DELETE CASCADE,
      user INTEGER NOT NULL REFERENCES waldur_user(id) ON DELETE CASCADE,
      username TEXT,
      state TEXT NOT NULL,
      runtime_state TEXT NOT NULL DEFAULT 'Active',
      comment TEXT NOT NULL DEFAULT '',
      comment_url TEXT NOT NULL DEFAULT '',
      is_restricted INTEGER NOT NULL DEFAULT 0,
      propagated INTEGER,
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      UNIQUE (offering, user)) STRICT;
    CREATE INDEX waldur_offering_user_user ON waldur_offering_user(user);

    """

  private static let work = """
    CREATE TABLE waldur_resource(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      slug TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL,
      offering INTEGER NOT NULL REFERENCES waldur_offering(id),
      plan INTEGER REFERENCES waldur_plan(id),
      project INTEGER NOT NULL REFERENCES waldur_project(id),
      parent INTEGER REFERENCES waldur_resource(id),
      limits TEXT NOT NULL DEFAULT '{}',
      attributes TEXT NOT NULL DEFAULT '{}',
      current_usages TEXT NOT NULL DEFAULT '{}',
      options TEXT,
      report TEXT,
      backend_metadata TEXT NOT NULL DEFAULT '{}',
      endpoints TEXT NOT NULL DEFAULT '[]',
      backend_id TEXT NOT NULL DEFAULT '',
      effective_id TEXT NOT NULL DEFAULT '',
      cost TEXT,
      end_date TEXT,
      end_date_requested_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      downscaled INTEGER NOT NULL DEFAULT 0,
      paused INTEGER NOT NULL DEFAULT 0,
      is_billed INTEGER NOT NULL DEFAULT 0,
      restrict_member_access INTEGER NOT NULL DEFAULT 0,
      error_message TEXT NOT NULL DEFAULT '',
      error_traceback TEXT NOT NULL DEFAULT '',
      last_sync INTEGER NOT NULL,
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL) STRICT;
    \(resourceIndexes)

    CREATE TABLE waldur_order(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      state TEXT NOT NULL,
      resource INTEGER NOT NULL REFERENCES waldur_resource(id) ON DELETE CASCADE,
      offering INTEGER NOT NULL REFERENCES waldur_offering(id),
      plan INTEGER REFERENCES waldur_plan(id),
      old_plan INTEGER REFERENCES waldur_plan(id),
      project INTEGER NOT NULL REFERENCES waldur_project(id),
      limits TEXT NOT NULL DEFAULT '{}',
      attributes TEXT NOT NULL DEFAULT '{}',
      cost TEXT,
      created_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      consumer_reviewed_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      consumer_reviewed_at INTEGER,
      provider_reviewed_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      provider_reviewed_at INTEGER,
      completed_at INTEGER,
      callback_url TEXT,
      output TEXT NOT NULL DEFAULT '',
      backend_id TEXT NOT NULL DEFAULT '',
      termination_comment TEXT,
      request_comment TEXT NOT NULL DEFAULT '',
      start_date TEXT,
      error_message TEXT NOT NULL DEFAULT '',
      error_traceback TEXT NOT NULL DEFAULT '',
      consumer_rejection_comment TEXT NOT NULL DEFAULT '',
      provider_rejection_comment TEXT NOT NULL DEFAULT '',
      provider_message TEXT NOT NULL DEFAULT '',
      provider_message_url TEXT NOT NULL DEFAULT '',
      consumer_message TEXT NOT NULL DEFAULT '',
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL) STRICT;
    \(orderIndexes)

    CREATE TABLE waldur_plan_period(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      resource INTEGER NOT NULL REFERENCES waldur_resource(id) ON DELETE CASCADE,
      plan INTEGER NOT NULL REFERENCES waldur_plan(id),
      started INTEGER,
      ended INTEGER) STRICT;
    CREATE INDEX waldur_plan_period_resource ON waldur_plan_period(resource);

    CREATE TABLE waldur_usage(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      resource INTEGER NOT NULL REFERENCES waldur_resource(id) ON DELETE CASCADE,
      component INTEGER NOT NULL REFERENCES waldur_component(id),
      plan_period INTEGER REFERENCES waldur_plan_period(id) ON DELETE CASCADE,
      amount TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      recurring INTEGER NOT NULL DEFAULT 0,
      billing_period TEXT NOT NULL,
      modified_by INTEGER REFERENCES waldur_user(id) ON DELETE SET NULL,
      date INTEGER NOT NULL,
      created INTEGER NOT NULL) STRICT;
    CREATE INDEX waldur_usage_resource ON waldur_usage(resource, component, billing_period);
    CREATE INDEX waldur_usage_period ON waldur_usage(billing_period);
    CREATE INDEX waldur_usage_plan_period ON waldur_usage(plan_period);

    CREATE TABLE waldur_invoice_item(
      id INTEGER PRIMARY KEY,
      resource INTEGER NOT NULL REFERENCES waldur_resource(id) ON DELETE CASCADE,
      component INTEGER NOT NULL REFERENCES waldur_component(id),
      month TEXT NOT NULL,
      start TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      UNIQUE (resource, component, month)) STRICT;

    CREATE TABLE waldur_user_usage(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      usage INTEGER NOT NULL REFERENCES waldur_usage(id) ON DELETE CASCADE,
      offering_user INTEGER REFERENCES waldur_offering_user(id) ON DELETE SET NULL,
      username TEXT NOT NULL,
      amount TEXT NOT NULL,
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      UNIQUE (usage, username)) STRICT;

    """

  /// Of orders there may be a million: every common filter finds its page in one index, in the order
  /// of the list.
  private static let orderIndexes = """
    CREATE INDEX waldur_order_walk ON waldur_order(created, id, state, type, offering, project);
    CREATE INDEX waldur_order_state ON waldur_order(state, created, type, offering, project);
    CREATE INDEX waldur_order_offering ON waldur_order(offering, state, created, type, project);
    CREATE INDEX waldur_order_project ON waldur_order(project, state, created, type, offering);
    CREATE INDEX waldur_order_resource ON waldur_order(resource, state, type);
    """

  private static let resourceIndexes = """
    CREATE INDEX waldur_resource_walk ON waldur_resource(created, id, state, offering, project);
    CREATE INDEX waldur_resource_state ON waldur_resource(state, created, offering, project);
    CREATE INDEX waldur_resource_offering ON waldur_resource(offering, state, created, project);
    CREATE INDEX waldur_resource_project ON waldur_resource(project, state, created, offering);
    CREATE INDEX waldur_resource_plan ON waldur_resource(plan);
    CREATE INDEX waldur_resource_name ON waldur_resource(name);
    CREATE INDEX waldur_resource_backend ON waldur_resource(backend_id) WHERE backend_id <> '';
    """

  /// How many orders and resources there are of each kind, so that a list knows its length without
  /// counting; kept by triggers.
  private static let tallies = """
    CREATE TABLE waldur_order_tally(
      offering INTEGER NOT NULL, project INTEGER NOT NULL, state TEXT NOT NULL,
      type TEXT NOT NULL, n INTEGER NOT NULL,
      PRIMARY KEY (offering, project, state, type)) STRICT, WITHOUT ROWID;
    CREATE TABLE waldur_resource_tally(
      offering INTEGER NOT NULL, project INTEGER NOT NULL, state TEXT NOT NULL,
      n INTEGER NOT NULL,
      PRIMARY KEY (offering, project, state)) STRICT, WITHOUT ROWID;
    \(orderTriggers)
    \(resourceTriggers)
    """

  private static let orderTriggers = """
    CREATE TRIGGER waldur_order_added AFTER INSERT ON waldur_order BEGIN
      INSERT INTO waldur_order_tally VALUES (new.offering, new.project, new.state, new.type, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;
    CREATE TRIGGER waldur_order_removed AFTER DELETE ON waldur_order BEGIN
      UPDATE waldur_order_tally SET n = n - 1 WHERE offering = old.offering
        AND project = old.project AND state = old.state AND type = old.type;
    END;
    CREATE TRIGGER waldur_order_changed AFTER UPDATE OF offering, project, state, type
    ON waldur_order BEGIN
      UPDATE waldur_order_tally SET n = n - 1 WHERE offering = old.offering
        AND project = old.project AND state = old.state AND type = old.type;
      INSERT INTO waldur_order_tally VALUES (new.offering, new.project, new.state, new.type, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;

    """

  private static let resourceTriggers = """
    CREATE TRIGGER waldur_resource_added AFTER INSERT ON waldur_resource BEGIN
      INSERT INTO waldur_resource_tally VALUES (new.offering, new.project, new.state, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;
    CREATE TRIGGER waldur_resource_removed AFTER DELETE ON waldur_resource BEGIN
      UPDATE waldur_resource_tally SET n = n - 1 WHERE offering = old.offering
        AND project = old.project AND state = old.state;
    END;
    CREATE TRIGGER waldur_resource_changed AFTER UPDATE OF offering, project, state
    ON waldur_resource BEGIN
      UPDATE waldur_resource_tally SET n = n - 1 WHERE offering = old.offering
        AND project = old.project AND state = old.state;
      INSERT INTO waldur_resource_tally VALUES (new.offering, new.project, new.state, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;

    """
}
