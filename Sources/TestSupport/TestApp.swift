// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import Foundation
import Logging
import Postgres
import Server
import ServiceLifecycle
import Store

/// A whole server over a database of its own, on a port of its own, for the length of one test.
package struct TestApp: Sendable {
    package let client: TestClient
    package let conninfo: Conninfo
    package let state: StateFolder
    package let running: Running

    /// Runs `body` against a server that answers, and stops it afterwards.
    package static func run(
        edge: EdgeOptions = EdgeOptions(),
        site: SiteOptions = SiteOptions(),
        logger: Logger = TestCluster.logger,
        _ body: @escaping @Sendable (TestApp) async throws -> Void
    ) async throws {
        try await Turns.servers.run { try await start(edge, site, logger, body) }
    }

    private static func start(
        _ edge: EdgeOptions,
        _ site: SiteOptions,
        _ logger: Logger,
        _ body: @escaping @Sendable (TestApp) async throws -> Void
    ) async throws {
        let conninfo = try await TestCluster.shared.database()
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-test-\(UUID())")
        let state = StateFolder(folder.path(percentEncoded: false))
        defer { try? FileManager.default.removeItem(at: folder) }
        let platform = Platform(
            conninfo,
            state: state,
            host: "127.0.0.1",
            port: 0,
            edge: edge,
            site: site,
            logger: logger
        )
        let (starts, told) = AsyncStream.makeStream(of: Running.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // Ends the wait for the server also when it fails to start.
                defer { told.finish() }
                try await platform.run { running in told.yield(running) }
            }
            for await running in starts {
                let app = TestApp(
                    client: TestClient(port: running.port),
                    conninfo: conninfo,
                    state: state,
                    running: running
                )
                do {
                    try await body(app)
                } catch {
                    await running.stop()
                    throw error
                }
                await running.stop()
            }
            try await group.waitForAll()
        }
    }

    /// Runs `body` on the test's database outside of every rule.
    @discardableResult
    package func asSuperuser<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws
        -> T
    {
        try await TestCluster.shared.asSuperuser(conninfo, body)
    }
}
