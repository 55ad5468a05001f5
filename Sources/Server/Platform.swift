// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import Foundation
import Jobs
import Logging
import Postgres
import Publication
import ServiceLifecycle
import Store
import UnixSignals

/// The composition of a running server: the one place where its parts are made and put together.
package struct Platform: Sendable {
    package let pools: Pools
    package let state: StateFolder
    package let host: String
    package let port: Int
    package let logger: Logger

    /// `conninfo` leads to a migrated database.
    package init(_ conninfo: Conninfo, state: StateFolder, host: String, port: Int, logger: Logger) {
        pools = Pools(conninfo, logger: logger)
        self.state = state
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Serves until the task is cancelled or a signal of `signals` comes; `onReady` is told the port once requests are
    /// answered.
    package func run(
        stopping signals: [UnixSignal] = [],
        onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        try state.make()
        try openKeys()
        let files = try FileStore(directory: state.files)
        let services = Services(
            app: pools.app,
            public: pools.public,
            files: files,
            keysDirectory: state.keys,
            logger: logger
        )
        let jobs = JobRunner(
            JobContext(database: pools.jobs, files: files, keysDirectory: state.keys, logger: logger),
            handlers: [MeasureRelease()],
            listening: pools.listening
        )
        let group = ServiceGroup(
            configuration: {
                var configuration = ServiceGroupConfiguration(
                    services: [
                        .init(service: HTTPServer(services, host: host, port: port, onReady: onReady)),
                        .init(service: jobs),
                    ],
                    gracefulShutdownSignals: signals,
                    logger: logger
                )
                configuration.maximumGracefulShutdownDuration = .seconds(20)
                configuration.maximumCancellationDuration = .seconds(5)
                return configuration
            }()
        )
        do {
            try await group.run()
        } catch {
            await pools.shutdown()
            throw error
        }
        await pools.shutdown()
    }

    /// Makes the first signing key where there is none.
    private func openKeys() throws {
        guard !FileManager.default.fileExists(atPath: state.keys + "/keys.json") else { return }
        _ = try KeyRing.create(
            in: state.keys,
            at: Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        )
    }
}
