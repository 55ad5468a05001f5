// SPDX-License-Identifier: Apache-2.0
import Jobs
import Postgres
import Server
import Store

extension TestApp {
    /// Runs `body` with what background work has at hand, beside the server's own.
    package func work(_ body: (JobContext, PoolOptions) async throws -> Void) async throws {
        let context = JobContext(
            database: beside.jobs,
            files: try FileStore(directory: state.files),
            keysDirectory: state.keys,
            worker: TestServer.worker,
            logger: TestCluster.logger,
            onCommit: activity.note
        )
        try await body(context, beside.listening)
    }

    /// Runs `body` with a sealer beside the server's.
    package func seal(_ body: (Sealer) async throws -> Void) async throws {
        try await work { context, listening in
            try await body(Sealer(context, listening: listening, origin: "teahouse.example/log"))
        }
    }

    /// Runs `body` with a notifier beside the server's.
    package func notify(_ body: (Notifier) async throws -> Void) async throws {
        try await work { context, listening in try await body(Notifier(context, listening: listening)) }
    }

    /// The log's head once everything that was written before is sealed.
    package func sealedLog() async throws -> TestResponse {
        try await seal { sealer in
            // The server seals as well; whoever of the two comes first.
            while try await count(
                """
                SELECT (SELECT count(*) FROM log_pending)
                    + (NOT EXISTS (SELECT FROM log_checkpoints))::integer
                """
            ) > 0 { try await sealer.seal() }
        }
        return try await client.get("/v1/log/head").expecting(200)
    }

    /// How many events nobody was told of yet.
    package func undelivered() async throws -> Int {
        try await count("SELECT count(*) FROM outbox_events WHERE delivered_at IS NULL")
    }

    private func count(_ question: SQL) async throws -> Int {
        try await asSuperuser { db in try db.scalar(question) } ?? 0
    }
}
