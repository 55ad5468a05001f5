// SPDX-License-Identifier: Apache-2.0
import JSON
import Postgres
import Store

/// `/healthz` and `/readyz`.
enum OperationsRoutes {
    static let all: [Route] = [
        Route(.get, "/healthz", "Whether the process lives", scope: nil) { _ in
            .json(["status": "ok"])
        },
        Route(.get, "/readyz", "Whether the database answers", scope: nil) { call in
            do {
                _ = try await call.services.public.read { db in try isAlive(db) }
            } catch {
                throw ProblemDetails.unavailable
            }
            return .json(["status": "ready"])
        },
    ]
}
