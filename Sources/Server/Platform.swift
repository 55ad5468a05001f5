// SPDX-License-Identifier: Apache-2.0
import API
import Anonymity
import Domain
import Files
import Foundation
import Jobs
import Logging
import OpenSSL
import Postgres
import Publication
import ServiceLifecycle
import Store
import Telemetry
import UnixSignals

/// The composition of a running server: the one place where its parts are made and put together.
package struct Platform: Sendable {
    package let pools: Pools
    package let state: StateFolder
    package let host: String
    package let port: Int
    package let logger: Logger
    private let edge: EdgeOptions
    /// The transparency log's name, for one that has none yet.
    private let logOrigin: String
    private let measuring: MeasuringPolicy
    private let worker: Worker
    private let site: SiteOptions
    private let acceptsLostFiles: Bool
    private let storage: StorageOptions
    private let operators: OperatorsAddress?
    private let onActivity: @Sendable () -> Void

    /// `conninfo` leads to a migrated database, and `platform` to the same one for the platform's own role,
    /// where that is reached in another way; `patience` is that of its pools.
    ///
    /// A file store that is empty although rows name files is refused, unless `acceptsLostFiles`.
    ///
    /// `onActivity` is told whenever the server has done something on its own, without saying what:
    /// background work committed, or a cache let go of what an announcement named.
    package init(
        _ conninfo: Conninfo,
        platform: Conninfo? = nil,
        state: StateFolder,
        host: String,
        port: Int,
        edge: EdgeOptions = EdgeOptions(),
        logOrigin: String = "teahouse.example/log",
        measuring: MeasuringPolicy = MeasuringPolicy(),
        worker: Worker = Worker(),
        site: SiteOptions = SiteOptions(),
        patience: Int = 1,
        acceptsLostFiles: Bool = false,
        storage: StorageOptions = StorageOptions(),
        operators: OperatorsAddress? = nil,
        logger: Logger,
        onActivity: @escaping @Sendable () -> Void = {}
    ) {
        pools = Pools(conninfo, platform: platform, patience: patience, logger: logger)
        self.state = state
        self.host = host
        self.port = port
        self.edge = edge
        self.logOrigin = logOrigin
        self.measuring = measuring
        self.worker = worker
        self.site = site
        self.acceptsLostFiles = acceptsLostFiles
        self.storage = storage
        self.operators = operators
        self.logger = logger
        self.onActivity = onActivity
    }

    /// Serves until the task is cancelled, a signal of `signals` comes, or `Running.stop` is called;
    /// `onReady` is told once requests are answered.
    package func run(
        stopping signals: [UnixSignal] = [],
        onReady: @escaping @Sendable (Running) async -> Void
    ) async throws {
        try state.make()
        let secret = try await StateGuard(state: state, acceptsLostFiles: acceptsLostFiles).check(pools.jobs)
        let files = try FileStore(directory: state.files, reserve: storage.reserve)
        let cache = PublicationCache(listening: pools.listening, logger: logger, onDrop: onActivity)
        let registry = PrometheusRegistry(help: MetricHelp.texts)
        registry.setGauge(
            label: "teahouse_build_info",
            dimensions: [
                ("version", ProgramVersion.text),
                ("schema", Schema.migrations.last?.name ?? "none"),
            ],
            to: 1
        )
        let running = Running()
        let site: @Sendable () -> Site = { [site, host, port] in
            site.site(at: "http://\(host):\(running.port == 0 ? port : running.port)")
        }
        let services = Services(
            app: pools.app,
            public: pools.public,
            platform: pools.platform,
            search: pools.search,
            files: files,
            keysDirectory: state.keys,
            publications: cache,
            gauges: Gauges(registry),
            cursors: CursorSeal(secret: secret),
            site: site,
            harvestPage: self.site.harvestPage,
            logger: logger
        )
        let work = JobContext(
            database: pools.jobs,
            files: files,
            keysDirectory: state.keys,
            worker: worker,
            logger: logger,
            onCommit: onActivity
        )
        let handlers: [any JobHandler] = [
            MeasureRelease(measuring), ScreenVersion(measuring.packs), ScreenNote(measuring.packs),
            CertifyVersion(), CompareEmbargoed(),
        ]
        let edge = Edge(edge, publications: cache, metrics: registry, logger: logger)
        let server = HTTPServer(edge, services, host: host, port: port) { port in
            running.isReady(at: port)
            await onReady(running)
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: cache),
                .init(service: JobRunner(work, handlers: handlers, listening: pools.listening)),
                .init(service: Sweeper(work, days: storage.retiredDays)),
                .init(service: Clocks(work, listening: pools.listening)),
                .init(service: Notifier(work, listening: pools.listening)),
                .init(
                    service: Registrar(
                        work,
                        minter: self.site.minter(speakingAs: site),
                        listening: pools.listening
                    ) { site().doi($0) }
                ),
                .init(service: Sealer(work, listening: pools.listening, origin: logOrigin)),
                .init(service: server),
            ],
            gracefulShutdownSignals: signals,
            logger: logger
        )
        if let operators {
            let watched = HTTPServer(
                edge,
                services,
                host: operators.host,
                port: operators.port,
                forOperators: true
            ) { port in running.isWatchable(at: port) }
            configuration.services.insert(.init(service: watched), at: 0)
        }
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        configuration.maximumCancellationDuration = .seconds(5)
        let group = ServiceGroup(configuration: configuration)
        running.began(group, services)
        do {
            try await group.run()
        } catch {
            await pools.shutdown()
            throw error
        }
        await pools.shutdown()
    }

    /// Refuses a database that does not keep what it acknowledges, or does not let the platform's own role
    /// in.
    package func requireDurability() async throws {
        let off = try await pools.platform.read { db in try DatabaseSettings(db).unsafe() }
        guard off.isEmpty else { throw UnsafeDatabase(settings: off) }
    }
}
