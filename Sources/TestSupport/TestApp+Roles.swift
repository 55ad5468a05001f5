// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Server
import Store

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

    /// The statement that opens a transaction for a person, by a new token of theirs: nothing else makes an
    /// actor.
    package func opening(for person: ID<Person>) async throws -> SQL {
        let pid = try PID.random(.token)
        let token = try TokenText(.personal)
        try await asSuperuser { db in
            _ = try TokenStore(db).create(
                pid: pid,
                person: person,
                name: "opening",
                token: token,
                scopes: [.read],
                days: 1
            )
        }
        return SignIn.opening(hash: token.hash)
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
