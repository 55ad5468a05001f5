// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

extension Route {
    /// Makes something that belongs to a thing and has a secret, and answers with both; the
    /// secret is shown this once.
    ///
    /// - Parameter issue: makes it, and says where it is then.
    static func issue<Thing: Resource, Asked, Made>(
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope,
        at path: Path,
        _ body: Body<Asked>,
        _ shown: Representation<Issued<Made>>,
        links: [Operation.Link] = [],
        _ issue:
            @escaping @Sendable (Thing, Asked, Caller, Connection) throws -> (
                made: Issued<Made>, address: String
            )
    ) -> Self {
        let act = Act<Thing, Asked>(action, scope: scope, body: body, isMatched: false)
        let contract = Operation.create(id, tag, body.described, shown.schema, links: links)
        return Self(.post, path, summary, scope: scope, contract: contract) { call in
            try await act.run(call, issue) { issued, _, _, _ in
                var answer = Answer.created(at: issued.address, shown.json(issued.made))
                answer.keptBody = shown.json(Issued(issued.made.thing, secret: nil)).canonical
                return answer
            }
        }
    }
}

/// Something with a secret of its own.
struct Issued<Thing: Sendable>: Sendable {
    let thing: Thing
    /// Kept nowhere; `nil` once it was shown.
    let secret: String?

    init(_ thing: Thing, secret: String?) {
        self.thing = thing
        self.secret = secret
    }
}

extension Representation {
    /// The same with a secret, as a component of its own.
    func issued(with secret: String, as name: String, _ note: String) -> Representation<Issued<Whole>> {
        Representation<Issued<Whole>>(name, note) {
            of(\.thing)
            Member(secret, optional: .string.with { $0.described("Shown this once.") }) { $0.secret }
        }
    }
}
