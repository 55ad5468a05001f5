// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of ours; the arrows between targets are `docs/explanation/architecture.md`'s and a test compares
/// the two.
func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A target that computes, optimised in debug builds as well: the tests spend much of their time in it, five
/// to ten times as long without, and nothing in it asks whether it is a debug build.
func optimised(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    let fast = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    return .target(name: name, dependencies: dependencies, swiftSettings: fast)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], except: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: except, swiftSettings: settings)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "teahouse",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "teahouse", targets: ["TeaHouse"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CLinux"),
        .target(name: "COpenSSLStart", linkerSettings: [.linkedLibrary("crypto")]),
        optimised("JSON"),
        target("Settings"),
        optimised("Postgres", ["CPostgres", logging, lifecycle]),
        optimised("OpenSSL", ["COpenSSL", "COpenSSLStart"]),
        target("Processes", ["CLinux"]),
        optimised("Outbound", ["CCurl"]),
        target("Cluster", ["Processes", "CLinux", logging]),
        target("Telemetry", ["Domain", "JSON", logging, metrics]),
        optimised("Domain"),
        optimised("Wording"),
        optimised("WorkflowModel", ["Domain"]),
        optimised("Files", ["Domain", "OpenSSL", "CZlib", "CLinux"]),
        optimised("Tables"),
        optimised("Anonymity", ["Tables", "Domain", "JSON", "Files"]),
        optimised("Documents", ["Processes", "CArchive", "CXML"]),
        optimised("Screening", ["Tables", "Anonymity", "Files", "Documents"]),
        optimised("Publication", ["Domain", "OpenSSL", "JSON", "Files"]),
        .target(
            name: "Migrations",
            path: "sql",
            exclude: ["schema.sql", "bootstrap.sql", "migrations"],
            swiftSettings: settings,
            plugins: ["EmbedMigrations"]
        ),
        .executableTarget(
            name: "EmbedMigrationsTool",
            path: "Plugins/EmbedMigrationsTool",
            swiftSettings: settings
        ),
        .plugin(name: "EmbedMigrations", capability: .buildTool(), dependencies: ["EmbedMigrationsTool"]),
        optimised("Store", ["Domain", "Files", "Postgres", "OpenSSL", "JSON"]),
        optimised("Workflow", ["Domain", "Wording", "Store", "Publication", "JSON", "Postgres"]),
        target(
            "API",
            [
                "Domain", "Store", "Workflow", "Publication", "Tables", "Anonymity", "Files", "OpenSSL",
                "JSON",
                "Postgres",
                "Telemetry", hummingbird, logging, lifecycle, metrics,
            ]
        ),
        target(
            "Jobs",
            [
                "Domain", "Wording", "Store", "Workflow", "Publication", "Tables", "Screening", "Anonymity",
                "Files", "Processes", "Outbound", "OpenSSL", "JSON",
                "Postgres",
                logging, lifecycle,
            ]
        ),
        target(
            "Backup",
            [
                "Cluster", "Processes", "Store", "Domain", "Files", "OpenSSL", "JSON", "Postgres", logging,
            ]
        ),
        target(
            "Server",
            [
                "API", "Jobs", "Workflow", "Store", "Cluster", "Postgres", "Migrations", "Publication",
                "Anonymity", "Domain", "Files", "OpenSSL", "JSON", "Telemetry", logging, lifecycle, signals,
            ]
        ),
        .executableTarget(
            name: "TeaHouse",
            dependencies: [
                "Server", "API", "Backup", "Jobs", "Workflow", "Store", "Cluster", "Postgres", "Publication",
                "Screening", "Tables", "Anonymity", "Domain", "Files", "Outbound", "OpenSSL", "JSON",
                "Settings", "Telemetry",
                logging, signals, argumentParser,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "StaticCeiling",
            dependencies: [hummingbird],
            path: "bench/StaticCeiling",
            swiftSettings: settings
        ),
        optimised(
            "TestSupport",
            [
                "Server", "API", "Jobs", "Publication", "Cluster", "Postgres", "Store", "Domain", "OpenSSL",
                "JSON",
                "Outbound", "Processes", "CLinux",
                logging,
                lifecycle,
            ]
        ),
        tests("ArchitectureTests", []),
        tests("StoryTests", ["TeaHouse", "TestSupport", "OpenSSL", "JSON"]),
        tests(
            "CommandTests",
            ["TeaHouse", "TestSupport", "OpenSSL", "Server", "Store", "Postgres", "Domain", "JSON"]
        ),
        tests("DomainTests", ["Domain"]),
        tests("ModelTests", ["WorkflowModel"]),
        tests("JSONTests", ["JSON"]),
        tests("WordingTests", ["Wording"]),
        tests("SettingsTests", ["Settings"]),
        tests("TelemetryTests", ["Telemetry", "JSON", logging, metrics]),
        tests("OpenSSLTests", ["OpenSSL"]),
        tests("FilesTests", ["Files", "Domain", "OpenSSL"]),
        tests("PostgresTests", ["Postgres", "Cluster", logging]),
        tests("ProcessesTests", ["Processes", "CLinux"]),
        tests("OutboundTests", ["Outbound", "Processes", "TestSupport"]),
        tests("ClusterTests", ["Cluster", "Processes", "CLinux", logging]),
        tests("TablesTests", ["Tables", "TestSupport"]),
        tests("ScreeningTests", ["Screening", "Anonymity", "Tables", "TestSupport"]),
        tests("AnonymityTests", ["Tables", "Anonymity", "Files", "TestSupport", "JSON"]),
        tests(
            "PublicationTests",
            ["Publication", "Files", "Domain", "OpenSSL", "JSON"],
            except: ["KnownAnswers"]
        ),
        tests(
            "StoreTests",
            ["TestSupport", "Store", "Files", "Server", "Postgres", "Domain", "OpenSSL", "JSON", logging]
        ),
        tests(
            "APITests",
            [
                "TestSupport", "Domain", "JSON", "Store", "API", "Jobs", "Publication", "Postgres", "Server",
                "Telemetry",
                "OpenSSL", logging,
            ]
        ),
        tests("HistoryTests", ["TestSupport", "Store", "Postgres", "Domain", "OpenSSL", "JSON"]),
        tests(
            "JobsTests",
            [
                "TestSupport", "Jobs", "Workflow", "Store", "Domain", "Publication", "Postgres", "JSON",
                "Server", "Anonymity", "Processes",
                logging,
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
