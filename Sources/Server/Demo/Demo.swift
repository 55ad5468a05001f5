// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON
import Logging
import Postgres
import Store

/// The demonstration: organisations, a token for each kind of person, and an open problem.
package struct Demo: Sendable {
    private let pools: Pools
    private let state: StateFolder

    package init(pools: Pools, state: StateFolder) {
        self.pools = pools
        self.state = state
    }

    /// Makes the demonstration's data and its credentials, unless there are some that still work.
    package func prepare() async throws {
        if try await hasWorkingCredentials() { return }
        var made: [String: JSON] = [:]
        for actor in DemoActor.all {
            let token = try TokenText(.personal)
            let (person, organisation) = try await pools.jobs.write { db in
                try actor.make(token, db)
            }
            made[actor.key] = [
                "person": .string(person.description),
                "organisation": organisation.map { .string($0.description) } ?? .null,
                "token": .string(token.text),
            ]
        }
        try await pools.jobs.write { db in try DemoProblem.ensure(db) }
        // Last, so that credentials that are there are whole.
        try WholeFile.replace(state.credentials, with: JSON.object(made).canonical, mode: 0o600)
    }

    private func hasWorkingCredentials() async throws -> Bool {
        guard let bytes = try WholeFile.readIfThere(state.credentials), let json = try? JSON(parsing: bytes),
            let text = json["admin"]?["token"]?.string, let token = TokenText(.personal, text)
        else { return false }
        return try await pools.app.read(opening: SignIn.opening(hash: token.hash)) { db in
            (db.opening?.rowCount ?? 0) > 0
        }
    }
}
