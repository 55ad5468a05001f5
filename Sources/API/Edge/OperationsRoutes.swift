// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Postgres
import Store

/// `/healthz`, `/readyz` and `/metrics`: for whoever runs the server.
enum OperationsRoutes {
    static let routes: [Route] = [
        Route(
            .get,
            "/healthz",
            "Whether the process lives",
            scope: nil,
            contract: Operation(id: "getHealth", tag: .operations, content: .json(status.schema))
        ) { call in
            _ = try call.query()
            return .json(status.json("ok"))
        },
        Route(
            .get,
            "/readyz",
            "Whether the server takes requests",
            scope: nil,
            contract: Operation(id: "getReadiness", tag: .operations, content: .json(status.schema))
        ) { call in
            _ = try call.query()
            guard !call.edge.isDraining else { throw ProblemDetails.draining }
            do {
                _ = try await call.services.public.read(deadline: .now + .seconds(2)) { db in try isAlive(db)
                }
            } catch {
                throw ProblemDetails.unavailable
            }
            return .json(status.json("ready"))
        },
        Route(
            .get,
            "/metrics",
            "Counters and gauges, as Prometheus text",
            scope: nil,
            contract: Operation(id: "getMetrics", tag: .operations, content: .text, refusals: [404])
        ) { call in
            _ = try call.query()
            let text = await call.services.gauges.text(call.services, call.edge)
            return Answer(
                .ok,
                headers: [
                    .contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store",
                ],
                body: Array(text.utf8)
            )
        },
    ]

    private static let status = Representation<String>("Status", "How the server fares.") {
        Member("status", .string) { $0 }
    }
}
