// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres

/// The database as each of the server's roles reaches it; background work has a pool of its own, so that
/// it cannot starve requests.
package struct Pools: Sendable {
    /// Requests of signed-in callers, under row security.
    package let app: Database
    /// Requests of the public.
    package let `public`: Database
    /// Searches of the public, which may take a second and no more.
    package let search: Database
    /// What the platform itself does in a request: enrolment and the metrics.
    package let platform: Database
    /// The clocks and the jobs.
    package let jobs: Database
    /// The options with which the server listens to the database's announcements.
    package let listening: PoolOptions

    /// `platform` is where the platform's own role signs in, if not where the others do; `patience` is how
    /// many times as long as usual work may take and wait, for a machine that has much else to do.
    package init(
        _ conninfo: Conninfo,
        platform address: Conninfo? = nil,
        appSize: Int = 8,
        patience: Int = 1,
        logger: Logger
    ) {
        func pool(
            _ user: String,
            _ name: String,
            _ size: Int,
            statement: Duration = .seconds(5),
            _ further: (inout PoolOptions) -> Void = { _ in }
        ) -> Database {
            var options = PoolOptions(
                conninfo: (user == "teahouse_platform" ? address ?? conninfo : conninfo).signedIn(as: user),
                applicationName: "teahouse \(name)"
            )
            options.size = size
            options.statementTimeout = statement
            further(&options)
            options.statementTimeout *= patience
            options.lockTimeout *= patience
            options.idleInTransactionTimeout *= patience
            options.transactionLimit *= patience
            options.checkoutTimeout *= patience
            options.connectTimeout *= patience
            return Database(configuration: options, logger: logger)
        }
        app = pool("teahouse_app", "app", appSize)
        `public` = pool("teahouse_public", "public", 4, statement: .seconds(2))
        search = pool("teahouse_public", "search", 2, statement: .seconds(1)) { options in
            options.checkoutTimeout = .seconds(2)
        }
        platform = pool("teahouse_platform", "platform", 2)
        jobs = pool("teahouse_platform", "jobs", 3, statement: .seconds(30))
        listening = PoolOptions(
            conninfo: conninfo.signedIn(as: "teahouse_app"),
            applicationName: "teahouse listen"
        )
    }

    package func shutdown() async {
        await app.shutdown()
        await `public`.shutdown()
        await search.shutdown()
        await platform.shutdown()
        await jobs.shutdown()
    }
}
