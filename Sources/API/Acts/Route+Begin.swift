// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres

extension Route {
    /// Makes something that belongs to nothing else, for a caller who has the right to, and answers with what
    /// was made and where it is.
    ///
    /// - Parameter right: asked before the body is looked at; `nil` where the right depends on what the body
    ///   names, so that `make` asks.
    static func begin<Asked, Made: Resource>(
        _ type: Made.Type,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope,
        at path: Path,
        _ body: Body<Asked>,
        links: [Operation.Link] = [],
        right: (@Sendable (Caller) throws -> Void)?,
        _ make: @escaping @Sendable (Asked, Caller, Connection) throws -> Made.Key
    ) -> Self {
        let contract = Operation.create(id, tag, body.described, Made.schema, links: links)
        return Self(.post, path, summary, scope: scope, contract: contract) { call in
            let received = try await call.receive(body.presence)
            return try await call.write(scope, bytes: received.bytes) { caller, db in
                try right?(caller)
                let made = try make(try body.value(of: received.json), caller, db)
                return try Made.answer(made, to: caller, db).orNotFound()
                    .located(at: Made.address(made), status: .created)
            }
        }
    }
}
