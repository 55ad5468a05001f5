// SPDX-License-Identifier: Apache-2.0
import Postgres
import Server

extension TestApp {
    /// A pool of one of the database's roles; the caller shuts it down.
    package func pool(of role: String) -> Database {
        Database(
            configuration: PoolOptions(
                conninfo: conninfo.signedIn(as: role),
                applicationName: "test \(role)"
            ),
            logger: TestCluster.logger
        )
    }

    /// Runs `body` in a transaction of one of the database's roles; `opening` says for whom.
    package func asRole<T: Sendable>(
        _ role: String,
        opening: SQL? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let pool = pool(of: role)
        do {
            let value = try await pool.write(opening: opening, body)
            await pool.shutdown()
            return value
        } catch {
            await pool.shutdown()
            throw error
        }
    }
}
