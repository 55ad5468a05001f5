// SPDX-License-Identifier: Apache-2.0
import JSON
import Postgres

/// `/healthz` and `/readyz`.
enum OperationsRoutes {
    static let all: [Route] = [
        Route(.get, "/healthz", "Whether the process lives", scope: nil) { _ in
            .json(["status": "ok"])
        },
        Route(.get, "/readyz", "Whether the database answers", scope: nil) { call in
            do {
                _ = try await call.services.public.read { db in
                    let one: Int? = try db.scalar("SELECT 1::bigint")
                    return one
                }
            } catch {
                throw ProblemDetails.unavailable
            }
            return .json(["status": "ready"])
        },
    ]
}
