extension CharmCatalogue {
  static let platform: [CharmDefinition] = [
    CharmDefinition(
      "ubuntu", 26, "latest/stable", base: "24.04", version: "24.04",
      summary: "A machine and nothing else",
      description: """
        Gives a plain Ubuntu machine, for what no charm does, or to put subordinates on.

        """,
      endpoints: [], settings: [CharmSetting("hostname", "string", "\"\"", "Name of the machine")]),
    CharmDefinition(
      "ntp", 52, "latest/stable", version: "4.2", subordinate: true,
      summary: "Keeps the clock right",
      description: """
        Keeps the clocks of the machines it is on together.

        """,
      endpoints: [
        .requires("juju-info", "juju-info", scope: .container), .requires("master", "ntp"),
      ]),
    CharmDefinition(
      "keystone", 646, "yoga/stable", version: "21.0.1", ports: ["5000/tcp", "35357/tcp"],
      summary: "Who is who in an OpenStack cloud",
      description: """
        Keystone knows the users, projects and services of an OpenStack cloud and issues the tokens
        they show one another.

        """,
      endpoints: [
        .requires("shared-db", "mysql-shared", limit: 1),
        .requires("certificates", "tls-certificates", limit: 1),
        .provides("identity-service", "keystone"), .provides("identity-admin", "keystone-admin"),
        .peer("cluster", "keystone-ha"),
      ],
      settings: [CharmSetting("region", "string", "\"RegionOne\"", "Name of the region")]),
    CharmDefinition(
      "openstack-dashboard", 654, "yoga/stable", version: "22.1.1", ports: ["80/tcp", "443/tcp"],
      summary: "The web pages of an OpenStack cloud",
      description: """
        Horizon shows a project its servers, networks and volumes, and lets it order more.

        """,
      endpoints: [
        .requires("shared-db", "mysql-shared", limit: 1),
        .requires("identity-service", "keystone", optional: false),
        .requires("certificates", "tls-certificates", limit: 1), .provides("website", "http"),
        .peer("cluster", "openstack-dashboard-ha"),
      ]),
    CharmDefinition(
      "rabbitmq-server", 188, "3.9/stable", version: "3.9.13", ports: ["5672/tcp"],
      summary: "Carries messages between services",
      description: """
        RabbitMQ takes messages, keeps them in queues and delivers each once.

        """,
      endpoints: [
        .provides("amqp", "rabbitmq"), .requires("certificates", "tls-certificates", limit: 1),
        .peer("cluster", "rabbitmq-ha"),
      ]),
    CharmDefinition(
      "self-signed-certificates", 155, "latest/stable", summary: "A small certificate authority",
      description: """
        Issues certificates that only those trust who trust it: for trying out, and for closed
        networks.

        """,
      endpoints: [
        .provides("certificates", "tls-certificates"),
        .provides("send-ca-cert", "certificate_transfer"),
      ],
      settings: [CharmSetting("ca-common-name", "string", "\"\"", "Name of the authority")]),
    CharmDefinition(
      "nova-compute", 650, "yoga/stable", version: "25.2.0",
      summary: "Runs the servers of an OpenStack cloud",
      description: """
        Makes a machine a host for virtual servers.

        """,
      endpoints: [
        .requires("amqp", "rabbitmq", optional: false), .requires("image-service", "glance"),
        .provides("cloud-compute", "nova-compute"),
      ]),
  ]
}
