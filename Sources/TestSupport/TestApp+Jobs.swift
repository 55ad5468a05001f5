// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Server

/// Background work did not end in the time that a test gives it.
package struct JobNotEnded: Error {
    package let subject: UUID
}

extension TestApp {
    /// Returns once there was background work on `subject` and none of it is ready or running any more.
    ///
    /// Listens to the database's own announcement, so nothing is missed and nothing is waited for in vain.
    package func jobEnded(_ subject: UUID, within limit: Duration = .seconds(60)) async throws {
        let listener = Listener(
            configuration: PoolOptions(
                conninfo: conninfo.signedIn(as: "teahouse_app"),
                applicationName: "test listen"
            ),
            channels: ["job_ended"],
            logger: TestCluster.logger
        )
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await listener.run()
                return false
            }
            group.addTask {
                // The first notification says that listening is in force; what ended before is seen then.
                for await _ in listener.notifications {
                    if try await hasEnded(subject) { return true }
                }
                return false
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw JobNotEnded(subject: subject)
            }
            while let hasEnded = try await group.next(), !hasEnded {}
            group.cancelAll()
        }
    }

    private func hasEnded(_ subject: UUID) async throws -> Bool {
        try await asSuperuser { db in
            try db.scalar(
                """
                SELECT count(*) > 0 AND count(*) FILTER (WHERE state IN ('ready', 'running')) = 0
                FROM jobs WHERE subject = \(subject)
                """
            )
        } ?? false
    }
}
