// SPDX-License-Identifier: Apache-2.0
import Domain
import Store
import TestSupport
import Testing

/// Somebody with every role in one organisation, acting in another.
@Suite struct Abuse04 {
    @Test func `abuse 4: rights come from the object's organisation, also in a shared case`() async throws {
        try await TestApp.run { app in
            let finding = try await app.submittedFinding()
            let flag = try await app.raise(on: finding).expecting(201)["location"] ?? ""
            // The university shares the finding; its officers have no say in the provider's part of it.
            let everything = try await app.person(
                "Eve",
                in: finding.university,
                as: MembershipRole.allCases
            ).token
            let other = try await app.organisation(.enterprise, "Other")
            let foreign = try await app.person("Fred", in: other, as: MembershipRole.allCases).token
            for token in [everything, foreign] {
                #expect(try await app.client.get(finding.version, token: token).status == 404)
                #expect(try await app.client.get(finding.clearancePath, token: token).status == 404)
                #expect(
                    try await app.act("no_objection", at: finding.clearancePath, token: token).status == 404
                )
                #expect(try await app.act("retract", at: flag, token: token).status == 404)
                let retire = try await app.act("retire", on: finding.data, token: token)
                #expect(retire.status == 403)
                #expect(retire.code == "role")
                let members = "/v1/organisations/\(finding.data.provider.pid)/memberships"
                #expect(try await app.client.get(members, token: token).status == 404)
            }
            // An author, too, is no officer of the provider.
            let refused = try await app.act("no_objection", at: finding.clearancePath, token: finding.author)
            #expect(refused.status == 403)
            #expect(try await app.act("retract", at: flag, token: finding.clearer).status == 200)
        }
    }
}
