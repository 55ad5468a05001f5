// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

extension Route {
    /// Shows all of a thing to callers who may inspect it, and what is public of it to everybody else.
    ///
    /// - Parameters:
    ///   - path: the thing's own, unless given.
    ///   - inside: all of it.
    ///   - outside: what is public of it, also for a caller who is signed in, has found the thing,
    ///     and may see no more of it.
    static func faces<Thing: Resource>(
        _ type: Thing.Type,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        at path: Path = Thing.path,
        _ schema: Schema = Thing.schema,
        inside: @escaping @Sendable (Thing, Caller, Connection) throws -> Answer,
        outside: @escaping @Sendable (Thing.Key, (thing: Thing, caller: Caller)?, Connection) throws -> Answer
    ) -> Self {
        Self(.get, path, summary, scope: nil, contract: .read(id, tag, schema)) { call in
            let key = try Thing.key(call)
            _ = try call.query()
            return call.conditional(
                try await Reading.anybody.read(call) { caller, db in
                    guard let caller, let thing = try Thing.find(key, db) else {
                        return try outside(key, nil, db)
                    }
                    let seesAll = try thing.standing(of: caller, db).may(.inspect)
                    return try seesAll ? inside(thing, caller, db) : outside(key, (thing, caller), db)
                }
            )
        }
    }
}
