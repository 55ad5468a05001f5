// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Suspending a provider stops what is new; were its officers stopped too, whoever suspends it would clear
/// in its place.
@Suite struct SuspendedProviderTests {
    @Test(arguments: [["suspend"], ["suspend", "close"]])
    func `its officers still object, take back and clear, and do nothing else`(_ events: [String])
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let provider = fixture.data.provider
            let owner = try await app.person("Olaf", in: provider, as: [.owner]).token
            let admin = try await app.person("Adam", platform: [.admin]).token
            for event in events {
                _ = try await app.act(event, at: "/v1/organisations/\(provider.pid)", token: admin)
                    .expecting(200)
            }
            let query = "/v1/clearances?organisation=\(provider.pid)"
            for (token, path) in [(fixture.clearer, "/v1/clearances"), (owner, query)] {
                let listed = try await app.client.get(path, token: token).expecting(200)
                #expect(listed.json["items"]?.array?.map { $0["pid"]?.string } == [fixture.clearance])
            }
            let seen = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(seen.actions == ["extend", "no_objection", "raise"])
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            #expect(try await app.client.get(flag, token: owner).actions == ["retract"])
            _ = try await app.act("retract", at: flag, token: owner).expecting(200)
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)

            // Nothing new, and no data.
            let dataset: JSON = [
                "organisation": .string(provider.pid.description), "title": "T", "description": "D.",
                "keywords": [],
            ]
            let begun = try await app.client.post("/v1/datasets", token: fixture.data.officer, dataset)
            #expect(begun.code == "role")
            let file = try await app.client.get(
                fixture.data.path + "/files/pumps.csv",
                token: fixture.data.officer
            )
            #expect(file.status == 403)
        }
    }

    @Test func `nobody else speaks for it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let provider = fixture.data.provider
            let admin = try await app.person("Adam", platform: [.admin]).token
            let other = try await app.organisation(.enterprise, "Other")
            let foreign = try await app.person("Fred", in: other, as: [.clearanceOfficer]).token
            _ = try await app.act("suspend", at: "/v1/organisations/\(provider.pid)", token: admin)
                .expecting(200)
            for token in [fixture.data.officer, foreign] {
                #expect(try await app.client.get(fixture.clearancePath, token: token).status == 404)
                let query = "/v1/clearances?organisation=\(provider.pid)"
                #expect(try await app.client.get(query, token: token).code == "role")
            }
            for token in [fixture.author, admin] {
                let refused = try await app.act("no_objection", at: fixture.clearancePath, token: token)
                #expect(refused.code == "role")
            }
        }
    }
}
