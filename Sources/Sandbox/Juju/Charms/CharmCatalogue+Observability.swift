extension CharmCatalogue {
  static let observability: [CharmDefinition] = [
    CharmDefinition(
      "prometheus2", 65, "latest/stable", version: "2.45.3", ports: ["9090/tcp"],
      summary: "Collects and keeps measurements",
      description: """
        Prometheus asks everything that is related to it for measurements, every few seconds, and
        keeps them for queries and alerts.

        """,
      endpoints: [
        .requires("target", "http"), .requires("scrape", "prometheus"),
        .requires("alertmanager-service", "alertmanager-service"),
        .requires("prometheus-rules", "prometheus-rules"),
        .provides("grafana-source", "grafana-source"), .provides("website", "http"),
      ],
      settings: [
        CharmSetting("scrape-interval", "string", "\"30s\"", "Time between two measurements"),
        CharmSetting("web-listen-port", "int", "9090", "Port to listen on"),
      ]),
    CharmDefinition(
      "telegraf", 83, "latest/stable", version: "1.27.4", subordinate: true,
      summary: "Measures the machine it is on",
      description: """
        Telegraf sits beside the units of any application, measures their machines and what runs on
        them, and offers the numbers to a collector.

        """,
      endpoints: [
        .requires("juju-info", "juju-info", scope: .container),
        .requires("mysql", "mysql", limit: 1), .requires("postgresql", "pgsql", limit: 1),
        .requires("haproxy", "statistics", limit: 1),
        .provides("prometheus-client", "http"), .provides("prometheus2-client", "http"),
        .provides("prometheus-rules", "prometheus-rules"),
        .provides("dashboards", "grafana-dashboard"),
      ],
      settings: [CharmSetting("interval", "string", "\"10s\"", "Time between two measurements")]),
    CharmDefinition(
      "grafana", 69, "latest/stable", version: "9.5.18", ports: ["3000/tcp"],
      summary: "Draws measurements",
      description: """
        Grafana turns the numbers of its sources into dashboards.

        """,
      endpoints: [
        .requires("grafana-source", "grafana-source"),
        .requires("dashboards", "grafana-dashboard"), .provides("website", "http"),
      ]),
    CharmDefinition(
      "grafana-agent", 223, "latest/stable", version: "0.40.4", subordinate: true,
      summary: "Sends measurements and logs away",
      description: """
        Collects measurements, logs and dashboards of the units it sits beside and sends them to
        wherever they are kept.

        """,
      endpoints: [
        .requires("cos-agent", "cos_agent", scope: .container),
        .requires("juju-info", "juju-info", scope: .container),
        .requires("certificates", "tls-certificates", limit: 1),
        .requires("send-remote-write", "prometheus_remote_write"),
        .requires("logging-consumer", "loki_push_api"),
        .provides("grafana-dashboards-provider", "grafana_dashboard"),
      ]),
    CharmDefinition(
      "nrpe", 141, "latest/stable", version: "4.0.3", subordinate: true, ports: ["5666/tcp"],
      summary: "Answers the checks of a monitoring server",
      description: """
        Runs checks on the machine it is on whenever a monitoring server asks.

        """,
      endpoints: [
        .requires("general-info", "juju-info", scope: .container),
        .provides("monitors", "monitors"),
      ]),
  ]
}
