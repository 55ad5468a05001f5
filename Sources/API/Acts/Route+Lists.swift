// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

extension Route {
    /// Lists all that belongs to a thing.
    static func list<Thing: Resource, Item>(
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope = .read,
        at path: Path,
        _ item: Representation<Item>,
        _ items: @escaping @Sendable (Thing, Caller, Connection) throws -> [Item]
    ) -> Self {
        Self(.get, path, summary, scope: scope, contract: .all(id, tag, item.schema)) { call in
            let key = try Thing.key(call)
            _ = try call.query()
            return try await call.read(scope) { caller, db in
                let (thing, _) = try Thing.require(action, key, caller, db)
                return .json(["items": .array(try items(thing, caller, db).map(item.json))])
            }
        }
    }

    /// Lists what concerns the caller, page by page in the order of their public ids' rows.
    static func page<Item>(
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope = .read,
        at path: Path,
        _ item: Representation<Item>,
        key: @escaping @Sendable (Item) -> PID,
        _ items: @escaping @Sendable (PIDPage, Caller, Connection) throws -> [Item]
    ) -> Self {
        page(
            id,
            summary,
            tag,
            as: .caller(scope),
            at: path,
            asking: .none,
            item,
            cursor: { PID($0) },
            key: { key($0).description }
        ) { page, _, caller, db in try items(page, caller, db) }
    }
}

/// What a page of a list wants, whose cursor is a public id.
typealias PIDPage = ListPage<PID>
