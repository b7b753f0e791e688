// swift-tools-version: 6.2
import PackageDescription

/// What holds for every target of ours: Swift 6 language mode, imports internal unless said
/// otherwise, and no warning left standing.
let ours: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
  // Values and slots are read from other modules in the innermost loops: let them be inlined there.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// Declares a target of ours; imports point down only (ARCHITECTURE.md has the picture).
func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: ours)
}

/// Declares the tests of one target; `TestSupport` is what they all share.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
    // Data that tests read by their path in the checkout.
    exclude: name == "CoreCommands" ? ["Transcripts"] : [], swiftSettings: ours)
}

let package = Package(
  name: "offsh",
  products: [.executable(name: "offsh", targets: ["offsh"])],
  dependencies: [
    // Juju's client files are YAML; reading YAML is nobody's idea of our mission.
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    // Sockets and WebSockets: the event loop everything else of the network stands on.
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    // TLS with a controller's own authority and server-name rules of our choosing, per connection.
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    // HTTP/1.1 and 2 with kept connections, proxies and redirects under our control, on the same NIO.
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    // async-http-client brings it along; we tell its errors apart, and tests speak it as a server.
    .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
    // The authority that `offsh sandbox serve` makes; swift-nio-ssl brings it along anyway.
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
  ],
  targets: [
    // The language and what carries it.
    target("Diagnostics"),
    target("Syntax", ["Diagnostics"]),
    .target(
      name: "CSimdjson",
      cxxSettings: [.unsafeFlags(["-O3"])],
      linkerSettings: [.linkedLibrary("simdjson")]),
    target("JSON", ["CSimdjson"]),
    // `=~` must end in bounded time whatever the pattern: RE2 guarantees that.
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    target("Values", ["JSON", "CRE2", "Diagnostics"]),
    target("EffectGate", ["Diagnostics"]),
    target("CommandKit", ["Values", "EffectGate", "Diagnostics"]),
    .target(name: "CStack"),
    target("Interpreter", ["CStack", "Syntax", "CommandKit", "Values", "Diagnostics"]),
    // Threads that wait for each other; for whoever works on several things at once.
    target("Threads"),
    target(
      "CoreCommands",
      [
        "CommandKit", "EffectGate", "Values", "JSON", "Diagnostics", "Threads",
        .product(name: "Yams", package: "Yams"),
      ]),

    // Juju: one set of wire types, the client, its commands.
    target("JujuWire", ["JSON"]),
    target("JujuClient", ["JujuWire", "JSON", "Threads", "EffectGate", "Diagnostics"]),
    // What Juju's own client keeps in files; a target of its own, because YAML costs start-up.
    target(
      "JujuClientFiles",
      ["JujuClient", "JSON", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    target(
      "JujuCommands",
      ["CommandKit", "JujuClient", "JujuWire", "Values", "JSON", "Diagnostics", "EffectGate"]),

    // Waldur: the same for its REST API.
    target("WaldurWire", ["JSON"]),
    target(
      "WaldurClient", ["WaldurWire", "Values", "JSON", "Threads", "EffectGate", "Diagnostics"]),

    target(
      "WaldurCommands",
      [
        "CommandKit", "WaldurClient", "WaldurWire", "Values", "JSON", "Diagnostics", "EffectGate",
      ]),

    // The sandbox: a small honest server over one SQLite file.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    target("Sandbox", ["JujuWire", "WaldurWire", "JSON", "CSQLite", "CRE2", "Diagnostics"]),

    // The network. Only the program and the tests of these targets build it: the shell is given its
    // ways out.
    // What both ways out say of a certificate they refuse.
    target(
      "Handshake",
      [
        "Threads", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    target(
      "JujuNetwork",
      [
        "JujuClient", "Handshake", "Threads", "Diagnostics",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    target(
      "WaldurNetwork",
      [
        "WaldurClient", "WaldurWire", "Handshake", "Threads", "Diagnostics",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    target(
      "SandboxServer",
      [
        "Sandbox", "JujuWire", "WaldurWire", "JSON", "Diagnostics",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "X509", package: "swift-certificates"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    // Recorded exchanges with real servers, sent to the sandbox and compared.
    target("Conformance", ["Sandbox", "WaldurWire", "JSON", "Diagnostics"]),
    .executableTarget(
      name: "offsh-conformance", dependencies: ["Conformance"], path: "Sources/ConformanceTool",
      swiftSettings: ours),

    // The terminal.
    .systemLibrary(
      name: "CLibEditSystem", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(
      name: "CLibEdit", dependencies: ["CLibEditSystem"],
      // libtinfo comes with libedit, which draws with it; we ask it about the terminal type.
      linkerSettings: [.linkedLibrary("edit"), .linkedLibrary("tinfo")]),
    target("LineEditor", ["CLibEdit"]),

    // The composition, and the program.
    target(
      "Shell",
      [
        "LineEditor", "Interpreter", "Syntax", "CoreCommands", "JujuCommands", "JujuClient",
        "JujuClientFiles", "WaldurCommands", "WaldurClient", "WaldurWire", "Sandbox", "CommandKit",
        "EffectGate", "Values", "JSON", "Threads", "Diagnostics",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "offsh",
      dependencies: [
        "Shell", "JujuNetwork", "WaldurNetwork", "SandboxServer", "Sandbox", "JujuClient",
        "WaldurClient", "Diagnostics",
      ],
      swiftSettings: ours,
      // Nobody loads symbols from the program; with the network's among them, looking through them
      // took a millisecond of each start.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
      ]),

    // Tests.
    .target(name: "CTerminal"),
    target("TestSupport", ["CTerminal", "Diagnostics"]),
    // What Juju's own client prints and sends, run by tests and by scripts/golden.
    target(
      "GoldenCases",
      [
        "TestSupport", "Sandbox", "JujuCommands", "JujuClient", "JujuWire", "Interpreter",
        "Syntax", "CoreCommands", "CommandKit", "Values", "JSON", "EffectGate", "Diagnostics",
      ]),
    .executableTarget(name: "golden", dependencies: ["GoldenCases"], swiftSettings: ours),
    .executableTarget(
      name: "LineEditorProbe", dependencies: ["LineEditor"], swiftSettings: ours),
    .testTarget(
      name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: ours),
    tests("Syntax", ["Diagnostics"]),
    tests("JSON"),
    tests("JujuWire", ["GoldenCases", "JSON"]),
    tests("WaldurWire", ["JSON"]),
    tests(
      "WaldurClient",
      ["Sandbox", "WaldurWire", "Values", "JSON", "EffectGate", "Diagnostics"]),
    tests("Sandbox", ["JujuWire", "WaldurWire", "JSON", "CSQLite", "Diagnostics"]),
    tests("Conformance", ["Sandbox", "WaldurWire", "JSON", "Diagnostics"]),
    tests("Values", ["JSON", "Diagnostics"]),
    tests(
      "CoreCommands",
      ["CommandKit", "EffectGate", "Interpreter", "Syntax", "Values", "JSON", "Diagnostics"]),
    tests("LineEditor", ["LineEditorProbe"]),
    tests("JujuClientFiles", ["JujuClient", "Diagnostics"]),
    tests("JujuClient", ["JujuWire", "JSON", "EffectGate", "Diagnostics"]),
    tests(
      "JujuCommands",
      [
        "GoldenCases", "Shell", "JujuClient", "JujuWire", "CoreCommands", "CommandKit", "Values",
        "JSON", "EffectGate", "Diagnostics",
      ]),
    tests(
      "WaldurCommands",
      [
        "Shell", "Sandbox", "WaldurClient", "JujuClient", "WaldurWire", "CommandKit", "Values",
        "JSON", "Diagnostics",
      ]),
    .testTarget(
      name: "NetworkTests",
      dependencies: [
        "Shell", "JujuNetwork", "WaldurNetwork", "SandboxServer", "Sandbox", "JujuClient",
        "JujuWire", "WaldurClient", "WaldurWire", "JSON", "Diagnostics", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: ours),
    tests("Shell", ["LineEditor", "Syntax", "Diagnostics"]),
    .testTarget(
      name: "ProcessTests",
      dependencies: ["offsh", "Shell", "Diagnostics", "TestSupport", "CSQLite"],
      swiftSettings: ours),
    .testTarget(
      name: "EffectTests",
      dependencies: [
        "offsh", "Shell", "CommandKit", "EffectGate", "CSQLite", "Diagnostics", "TestSupport",
      ],
      swiftSettings: ours),
    .testTarget(
      name: "TranscriptTests",
      dependencies: [
        "Sandbox", "Shell", "JujuClient", "WaldurClient", "WaldurWire", "CommandKit",
        "CoreCommands", "Diagnostics", "TestSupport",
      ],
      swiftSettings: ours),
  ]
)

// Links with libFuzzer only; `scripts/fuzz` asks for it.
if Context.environment["OFFSH_FUZZ"] != nil {
  package.products.append(.executable(name: "offsh-fuzz", targets: ["Fuzz"]))
  package.targets += [
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "Fuzz", dependencies: ["CFuzzer", "Shell", "Syntax", "JSON", "Diagnostics"],
      swiftSettings: ours, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ]
}
