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
            contract: contract,
            list
        )
    ]

    private static let kind = Parameter.one(of: QueueItem.Kind.self, "kind")
    private static let overdue = Parameter.flag("overdue")
    private static let limit = Parameter.limit

    private static let contract: Operation = {
        var operation = Operation.all("getModerationQueue", .moderation, item.schema)
        for described in [kind.described, overdue.described, limit.described] {
            operation.query.merge(described) { first, _ in first }
        }
        return operation
    }()

    private static func list(_ call: Call) async throws -> Answer {
        let query = try call.query([kind.name, overdue.name, limit.name])
        let (kind, onlyOverdue, limit) = (
            try query[kind], try query[overdue] ?? false, try query[limit] ?? Page.standardLimit
        )
        return try await call.read(.moderate) { caller, db in
            try Standing(of: caller).require(.readQueue)
            let items = try ModerationQueueStore(db).items(kind: kind, onlyOverdue: onlyOverdue, limit: limit)
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
