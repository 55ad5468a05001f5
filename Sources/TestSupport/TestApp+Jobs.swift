// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres

extension TestApp {
    /// Returns once there was background work on `subject` and none of it is ready or running any more.
    package func jobEnded(_ subject: UUID, within limit: Duration = .seconds(60)) async throws {
        try await until("the end of the work on \(subject)", within: limit) {
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
}
