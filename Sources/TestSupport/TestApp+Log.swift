// SPDX-License-Identifier: Apache-2.0
import Jobs
import Postgres
import Server
import Store

extension TestApp {
    /// The log's head once everything that was written before is sealed.
    package func sealedLog() async throws -> TestResponse {
        try await seal { sealer in
            // The server seals as well; whoever of the two comes first.
            while try await waiting() > 0 { try await sealer.seal() }
        }
        return try await client.get("/v1/log/head").expecting(200)
    }

    private func waiting() async throws -> Int {
        try await asSuperuser { db in
            try db.scalar(
                "SELECT (SELECT count(*) FROM log_pending) + (NOT EXISTS (SELECT FROM log_checkpoints))::integer"
            )
        } ?? 0
    }

    /// Runs `body` with a sealer beside the server's.
    package func seal(_ body: (Sealer) async throws -> Void) async throws {
        let pools = Pools(conninfo, logger: TestCluster.logger)
        let context = JobContext(
            database: pools.jobs,
            files: try FileStore(directory: state.files),
            keysDirectory: state.keys,
            logger: TestCluster.logger
        )
        do {
            try await body(Sealer(context, listening: pools.listening, origin: "teahouse.example/log"))
        } catch {
            await pools.shutdown()
            throw error
        }
        await pools.shutdown()
    }
}
