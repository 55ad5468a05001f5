// SPDX-License-Identifier: Apache-2.0

extension Route {
    /// Shows everybody the one thing that `answer` makes, or says that it is still what the client has.
    static func open(
        _ path: Path,
        _ summary: String,
        _ contract: Operation,
        _ answer: @escaping @Sendable (Call) async throws -> Answer
    ) -> Self {
        Self(.get, path, summary, scope: nil, contract: contract) { call in
            _ = try call.query()
            return call.conditional(try await answer(call))
        }
    }
}
