// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import Foundation
import Logging
import Postgres
import Server
import Store

/// A whole server over a database of its own, on a port of its own, for the length of one test.
package struct TestApp: Sendable {
    package let client: TestClient
    package let conninfo: Conninfo
    package let state: StateFolder
    package let running: Running
    /// What the server does on its own.
    package let activity: Activity
    let superuser: Database
    /// Connections like the server's own, for work beside it.
    let beside: Pools

    /// Runs `body` against a server that answers and holds nothing.
    ///
    /// It is lent, and emptied afterwards. A test that asks for options, or changes the schema or the server
    /// itself, gets its `own`, which is stopped afterwards. One that takes much longer than others
    /// says that it `isLong`, and begins before them.
    package static func run(
        own: Bool = false,
        isLong: Bool = false,
        edge: EdgeOptions? = nil,
        site: SiteOptions? = nil,
        storage: StorageOptions? = nil,
        operators: OperatorsAddress? = nil,
        logger: Logger? = nil,
        _ body: @escaping @Sendable (TestApp) async throws -> Void
    ) async throws {
        let isLent = !own && edge == nil && site == nil && storage == nil && operators == nil && logger == nil
        try await Turns.servers.run(isLong: isLong) {
            guard !isLent else { return try await LentServers.shared.lend(body) }
            let server = try await TestServer.start(
                edge: edge,
                site: site ?? SiteOptions(),
                storage: storage ?? StorageOptions(),
                operators: operators,
                logger: logger ?? TestCluster.logger
            )
            do {
                try await body(server.app)
            } catch {
                try await server.stop()
                throw error
            }
            try await server.stop()
        }
    }

    /// Runs `body` on the test's database outside of every rule.
    @discardableResult
    package func asSuperuser<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws
        -> T
    {
        try await superuser.withConnection(body)
    }
}
