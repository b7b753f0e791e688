extension CharmCatalogue {
  static let databases: [CharmDefinition] = [
    CharmDefinition(
      "mysql", 313, "8.0/stable", version: "8.0.39", ports: ["3306/tcp", "33060/tcp"],
      summary: "MySQL with group replication",
      description: """
        MySQL is the relational database behind a great part of the web. This charm runs MySQL 8.0
        on machines, keeps a cluster of its units in step through group replication, elects a new
        primary when one is lost, and hands out a database with its own user to each application
        that is related to it.

        Backups go to any object store that speaks S3.

        """,
      endpoints: [
        .provides("database", "mysql_client"), .provides("db", "mysql"),
        .provides("db-admin", "mysql-root"), .provides("shared-db", "mysql-shared"),
        .provides("db-router", "mysql-router"), .provides("cos-agent", "cos_agent", limit: 1),
        .provides("metrics-endpoint", "prometheus_scrape"),
        .requires("certificates", "tls-certificates", limit: 1),
        .requires("s3-parameters", "s3", limit: 1),
      ],
      settings: [
        CharmSetting("cluster-name", "string", "null", "Name of the cluster of units"),
        CharmSetting("profile", "string", "\"production\"", "production or testing"),
        CharmSetting("mysql_interface_database", "string", "null", "Database for older clients"),
        CharmSetting("mysql_interface_user", "string", "null", "User name for older clients"),
      ]),
    CharmDefinition(
      "mysql-router", 233, "8.0/stable", version: "8.0.39", subordinate: true,
      summary: "The way to a MySQL cluster for one application",
      description: """
        Sits beside the units of an application and sends their queries to whichever unit of the
        MySQL cluster is the primary.

        """,
      endpoints: [
        .provides("database", "mysql_client", scope: .container),
        .provides("shared-db", "mysql-shared", scope: .container),
        .requires("backend-database", "mysql_client", optional: false, limit: 1),
        .requires("certificates", "tls-certificates", limit: 1),
      ]),
    CharmDefinition(
      "percona-cluster", 302, "5.7/stable", base: "18.04", version: "5.7.20",
      ports: ["3306/tcp"], summary: "MySQL with synchronous replication by Percona",
      description: """
        Percona XtraDB Cluster keeps every unit writable and identical. Mostly found in older
        clouds, where the services of the control plane share one such cluster.

        """,
      endpoints: [
        .provides("db", "mysql"), .provides("db-admin", "mysql-root"),
        .provides("server", "mysql"), .provides("shared-db", "mysql-shared"),
        .peer("cluster", "percona-cluster"),
      ],
      settings: [
        CharmSetting("max-connections", "int", "600", "Connections at the same time"),
        CharmSetting("vip", "string", "null", "Address that moves with the primary"),
      ]),
    CharmDefinition(
      "postgresql", 553, "14/stable", version: "14.12", ports: ["5432/tcp"],
      summary: "PostgreSQL with failover",
      description: """
        PostgreSQL is an object-relational database known for keeping its word. This charm runs
        version 14 on machines, replicates to all further units and fails over by itself.

        """,
      endpoints: [
        .provides("database", "postgresql_client"), .provides("db", "pgsql"),
        .provides("db-admin", "pgsql-admin"), .provides("cos-agent", "cos_agent", limit: 1),
        .requires("certificates", "tls-certificates", limit: 1),
        .requires("s3-parameters", "s3", limit: 1),
      ],
      settings: [
        CharmSetting("profile", "string", "\"production\"", "production or testing"),
        CharmSetting("plugin_pg_trgm_enable", "boolean", "false", "Similarity of texts"),
      ]),
    CharmDefinition(
      "pgbouncer", 396, "1/stable", version: "1.21.0", subordinate: true,
      summary: "Pools connections to PostgreSQL",
      description: """
        Keeps a few connections to PostgreSQL open and lends them to the many that the units beside
        it want.

        """,
      endpoints: [
        .provides("database", "postgresql_client", scope: .container),
        .requires("backend-database", "postgresql_client", optional: false, limit: 1),
      ]),
    CharmDefinition(
      "mongodb", 199, "6/stable", version: "6.0.6", ports: ["27017/tcp"],
      summary: "MongoDB with replica sets",
      description: """
        MongoDB stores documents instead of rows. Further units join the replica set.

        """,
      endpoints: [
        .provides("database", "mongodb_client"), .provides("cos-agent", "cos_agent", limit: 1),
        .requires("certificates", "tls-certificates", limit: 1),
        .requires("s3-credentials", "s3", limit: 1),
      ]),
    CharmDefinition(
      "kafka", 195, "3/stable", version: "3.6.1", ports: ["9092/tcp"],
      summary: "A log that many write and many read",
      description: """
        Apache Kafka keeps streams of events for as long as wanted and for as many readers as come.

        """,
      endpoints: [
        .provides("kafka-client", "kafka_client"), .provides("cos-agent", "cos_agent", limit: 1),
        .requires("certificates", "tls-certificates", limit: 1),
      ]),
    CharmDefinition(
      "memcached", 39, "latest/stable", version: "1.6.14", ports: ["11211/tcp"],
      summary: "Keeps what was fetched in memory",
      description: """
        A cache shared by many: keys, values, and nothing that must not be lost.

        """,
      endpoints: [.provides("cache", "memcache")],
      settings: [CharmSetting("size", "int", "768", "Memory in MB")]),
    CharmDefinition(
      "data-integrator", 101, "latest/stable",
      summary: "Credentials for what no charm deploys",
      description: """
        Asks a database for a user on behalf of a person or of a program outside of Juju, and shows
        the credentials on request.

        """,
      endpoints: [
        .requires("mysql", "mysql_client", limit: 1),
        .requires("postgresql", "postgresql_client", limit: 1),
        .requires("mongodb", "mongodb_client", limit: 1),
        .requires("kafka", "kafka_client", limit: 1),
      ],
      settings: [CharmSetting("database-name", "string", "null", "Database to ask for")]),
    CharmDefinition(
      "postgresql-test-app", 279, "latest/stable",
      summary: "Writes to PostgreSQL to prove it works",
      description: """
        Asks for a database and writes rows to it without an end, counting them.

        """,
      endpoints: [
        .requires("database", "postgresql_client", limit: 1), .requires("db", "pgsql", limit: 1),
      ]),
    CharmDefinition(
      "s3-integrator", 77, "1/stable", summary: "Hands out access to an object store",
      description: """
        Knows one bucket and its keys, and tells them to charms that keep backups.

        """,
      endpoints: [.provides("s3-credentials", "s3")],
      settings: [
        CharmSetting("bucket", "string", "null", "Name of the bucket"),
        CharmSetting("endpoint", "string", "null", "Address of the object store"),
      ]),
  ]
}
