// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

extension Route {
    /// Takes something away that has no representation of its own, and so no tag to be matched.
    ///
    /// - Parameters:
    ///   - key: what it is found by; looked for in the request before anything is read.
    ///   - remove: asks for the rights, and takes it away.
    static func remove<Key: Sendable>(
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope,
        at path: Path,
        key: @escaping @Sendable (Call) throws -> Key,
        _ remove: @escaping @Sendable (Key, Caller, Connection) throws -> Void
    ) -> Self {
        Self(.delete, path, summary, scope: scope, contract: .delete(id, tag)) { call in
            let key = try key(call)
            return try await call.write(scope) { caller, db in
                try remove(key, caller, db)
                return .noContent
            }
        }
    }
}
