extension CharmCatalogue {
  static let web: [CharmDefinition] = [
    CharmDefinition(
      "mediawiki", 28, "latest/stable", version: "1.39.7", ports: ["80/tcp"],
      summary: "The wiki of Wikipedia",
      description: """
        MediaWiki lets many people write one text. It needs a database, and is faster with a cache.

        """,
      endpoints: [
        .requires("db", "mysql_client", optional: false), .requires("cache", "memcache"),
        .provides("website", "http"),
      ],
      settings: [
        CharmSetting("name", "string", "\"Please set name of wiki\"", "Name of the wiki"),
        CharmSetting("skin", "string", "\"vector\"", "Look of the wiki"),
        CharmSetting("admins", "string", "null", "user:password of administrators"),
      ]),
    CharmDefinition(
      "wordpress", 94, "latest/stable", version: "6.4.3", ports: ["80/tcp"],
      summary: "A blog, and much that began as one",
      description: """
        WordPress publishes pages and posts. It needs a database before it starts.

        """,
      endpoints: [
        .requires("db", "mysql", optional: false), .requires("cache", "memcache"),
        .provides("website", "http"),
      ],
      settings: [CharmSetting("blog_hostname", "string", "null", "Host name of the blog")]),
    CharmDefinition(
      "hello-juju", 8, "latest/stable", version: "0.1", ports: ["80/tcp"],
      summary: "Says hello",
      description: """
        The smallest useful web application: it says hello, and remembers in PostgreSQL how often.

        """,
      endpoints: [.requires("db", "pgsql", limit: 1), .provides("website", "http")],
      settings: [CharmSetting("port", "int", "80", "Port to listen on")]),
    CharmDefinition(
      "haproxy", 139, "2.8/edge", base: "24.04", version: "2.8.5", ports: ["80/tcp", "443/tcp"],
      summary: "Spreads requests over many servers",
      description: """
        HAProxy takes requests in front of any number of web applications and sends each to a
        server that is well.

        """,
      endpoints: [
        .requires("reverseproxy", "http"), .requires("certificates", "tls-certificates", limit: 1),
        .provides("website", "http"), .provides("statistics", "statistics"),
        .provides("cos-agent", "cos_agent", limit: 1),
      ]),
    CharmDefinition(
      "apache2", 60, "latest/stable", version: "2.4.52", ports: ["80/tcp"],
      summary: "The web server",
      description: """
        Serves files and passes requests on.

        """,
      endpoints: [
        .requires("reverseproxy", "http"), .requires("balancer", "http"),
        .provides("website-cache", "http"),
      ]),
  ]
}
