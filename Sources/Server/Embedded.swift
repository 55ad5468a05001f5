// SPDX-License-Identifier: Apache-2.0
import Cluster
import Files
import Logging
import Postgres

/// The private PostgreSQL of a state folder, migrated and ready.
package struct Embedded: Sendable {
    package static let database = "teahouse"

    package let cluster: Cluster
    package let conninfo: Conninfo
    private let lock: StateLock.Held

    /// Takes the folder, starts its cluster (making it at first) and brings the schema up to date.
    package static func start(in state: StateFolder, logger: Logger) async throws -> Embedded {
        try state.make()
        let lock = try StateLock.acquire(state.lock)
        let cluster = try await Cluster.start(ClusterOptions(directory: state.cluster), logger: logger)
        do {
            let conninfo = Conninfo(cluster.connectionInfo).database(database)
            let schema = Schema(conninfo, logger: logger)
            try await schema.create(database: database, superuser: "teahouse")
            for name in try await schema.migrate() { logger.info("migration \(name) applied") }
            // Where the other commands find this cluster.
            try WholeFile.replace(
                state.connection,
                with: Array(conninfo.description.utf8),
                mode: 0o600
            )
            return Embedded(cluster: cluster, conninfo: conninfo, lock: lock)
        } catch {
            await cluster.stop()
            throw error
        }
    }

    package func stop() async {
        await cluster.stop()
        lock.release()
    }
}
