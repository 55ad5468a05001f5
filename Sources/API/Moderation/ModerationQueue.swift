// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// `/v1/moderation/queue`: what waits for a moderator.
enum ModerationQueue {
    static let routes = [
        Route(
            .get,
            "/v1/moderation/queue",
            "What waits for a moderator, the most overdue first",
            scope: .moderate,
            contract: Operation(id: "getModerationQueue", tag: .moderation, content: .json(schema))
                .asking(parameters),
            list
        )
    ]

    private static let parameters = Parameters(
        Parameter.one(of: QueueItem.Kind.self, "kind").optional,
        Parameter.flag("overdue").optional(else: false),
        Parameter.limit.optional(else: Page.standardLimit)
    ) { (kind: $0, onlyOverdue: $1, limit: $2) }

    private static let schema = Schema.object([
        "items": .list(of: QueuedCase.shown.schema), "total": .count, "now": .time,
    ])

    private static func list(_ call: Call) async throws -> Answer {
        let asked = try call.query(parameters)
        return try await call.read(.moderate) { caller, db in
            let standing = Standing(of: caller)
            let isAppointed = try BenchStore(db).isAppointed()
            try (isAppointed ? standing.adding(.appointed) : standing).require(.readQueue)
            let queue = ModerationQueueStore(db, ofAppointed: caller.platformRoles.isEmpty)
            let items = try queue.items(
                kind: asked.kind,
                onlyOverdue: asked.onlyOverdue,
                limit: asked.limit
            )
            return .json([
                "items": .array(items.map { QueuedCase.shown.json(QueuedCase($0, for: caller)) }),
                "total": .integer(Int64(try queue.count(kind: asked.kind, onlyOverdue: asked.onlyOverdue))),
                "now": .text(try PlatformClock(db).now()),
            ])
        }
    }
}
