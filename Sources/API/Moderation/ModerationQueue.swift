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
            contract: Operation.all("getModerationQueue", .moderation, item.schema).asking(parameters),
            list
        )
    ]

    private static let parameters = Parameters(
        Parameter.one(of: QueueItem.Kind.self, "kind").optional,
        Parameter.flag("overdue").optional(else: false),
        Parameter.limit.optional(else: Page.standardLimit)
    ) { (kind: $0, onlyOverdue: $1, limit: $2) }

    private static func list(_ call: Call) async throws -> Answer {
        let asked = try call.query(parameters)
        return try await call.read(.moderate) { caller, db in
            try Standing(of: caller).require(.readQueue)
            let items = try ModerationQueueStore(db).items(
                kind: asked.kind,
                onlyOverdue: asked.onlyOverdue,
                limit: asked.limit
            )
            return .json(["items": .array(items.map(item.json))])
        }
    }

    private static let item = Representation<QueueItem>("QueueItem", "Something that waits for a moderator.")
    {
        Member("kind", .one(of: QueueItem.Kind.self)) { $0.kind }
        Member("pid", .string) { $0.pid }
        Member("number", orNull: .ordinal) { $0.number }
        Member("title", .string) { $0.title }
        Member("state", .string) { $0.state }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("overdue", .bool) { $0.isOverdue }
        Member("neutral", .bool) { $0.isNeutral }
    }
}
