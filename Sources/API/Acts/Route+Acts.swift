// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres

extension Route {
    /// Shows one thing to a caller who may see it.
    static func show<Thing: Resource>(
        _ type: Thing.Type,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope = .read,
        _ action: Action = .show
    ) -> Self {
        Self(.get, Thing.path, summary, scope: scope, contract: .read(id, tag, Thing.schema)) { call in
            let key = try Thing.key(call)
            _ = try call.query()
            return call.conditional(
                try await call.read(scope) { caller, db in
                    try Thing.require(action, key, caller, db).thing.answer(to: caller, db)
                }
            )
        }
    }

    /// Changes a thing that the caller has read, and answers with what it is then, or with 204 when the
    /// caller does not see it any more.
    ///
    /// - Parameters:
    ///   - path: `…/actions/` and the action's name after the thing's own path, unless given.
    ///   - isEnd: whether there is nothing to show of the thing afterwards.
    static func act<Thing: Resource, Asked>(
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope,
        method: Method = .post,
        at path: Path? = nil,
        _ body: Body<Asked>,
        isEnd: Bool = false,
        _ change: @escaping @Sendable (Thing, Asked, Caller, Connection) throws -> Void
    ) -> Self {
        let act = Act<Thing, Asked>(action, scope: scope, body: body)
        let contract = Operation.change(id, tag, body.described, isEnd ? nil : Thing.schema)
        let path = path ?? Thing.path + "/actions/\(action.rawValue)"
        return Self(method, path, summary, scope: scope, contract: contract) { call in
            try await act.run(call, change) { _, key, caller, db in
                isEnd ? .noContent : try Thing.answer(key, to: caller, db) ?? .noContent
            }
        }
    }

    /// Makes something that belongs to a thing, and answers with what was made and where it is.
    static func make<Thing: Resource, Asked, Made: Resource>(
        _ type: Made.Type,
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope,
        at path: Path,
        _ body: Body<Asked>,
        isMatched: Bool = false,
        links: [Operation.Link] = [],
        _ make: @escaping @Sendable (Thing, Asked, Caller, Connection) throws -> Made.Key
    ) -> Self {
        let act = Act<Thing, Asked>(action, scope: scope, body: body, isMatched: isMatched)
        var contract = Operation.create(id, tag, body.described, Made.schema, links: links)
        if isMatched { contract = contract.matched() }
        return Self(.post, path, summary, scope: scope, contract: contract) { call in
            try await act.run(call, make) { made, _, caller, db in
                try Made.answer(made, to: caller, db).orNotFound()
                    .located(at: Made.address(made), status: .created)
            }
        }
    }

    /// The same, of a change after which the caller may not see the thing any more, which the contract says.
    func answeringNothing() -> Self {
        var copy = self
        copy.contract.others[204] = Operation.Content.none
        return copy
    }
}
