// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Administrators and what is their own.
@Suite struct NeutralAdministratorTests {
    @Test func `an administrator gives way to one who is neutral, if there is one`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.openProblem()
            let house = "/v1/organisations/\(fixture.poser.pid)"
            let tied = try await app.person("Tia", in: fixture.poser, as: [.researcher], platform: [.admin])
            // Alone, they decide.
            _ = try await app.act("suspend", at: house, token: tied.token).expecting(200)
            _ = try await app.act("resume", at: house, token: tied.token).expecting(200)
            let seen = try await app.client.get(fixture.path, token: tied.token)
            #expect(seen.actions.contains("cancel"))

            let neutral = try await app.person("Ann", platform: [.admin]).token
            let left = try await app.client.send(
                "DELETE",
                "\(house)/memberships/\(tied.person.pid)/researcher",
                token: tied.token,
                headers: ["If-Match": "*"]
            )
            #expect(left.status == 204)
            // Nor does it help to have left.
            for (event, path) in [("suspend", house), ("close", house), ("cancel", fixture.path)] {
                let refused = try await app.act(event, at: path, token: tied.token)
                #expect(refused.code == "conflict_of_interest", "\(event): \(refused.status)")
            }
            let after = try await app.client.get(house, token: tied.token)
            #expect(after.actions == [])
            _ = try await app.act("suspend", at: house, token: neutral).expecting(200)
            #expect(try await app.act("resume", at: house, token: tied.token).code == "conflict_of_interest")
            _ = try await app.act("resume", at: house, token: neutral).expecting(200)
            _ = try await app.act("cancel", at: fixture.path, token: neutral).expecting(200)
        }
    }
}
