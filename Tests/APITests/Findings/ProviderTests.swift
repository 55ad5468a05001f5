// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Which organisations have to clear a submission.
@Suite struct ProviderTests {
    @Test func `the provider of a release is given notice, and time`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app)
            let officer = try await app.person("Otto", in: released.provider, as: [.clearanceOfficer]).token
            #expect(try await finding.get(as: officer).status == 404)
            let submitted = try await finding.submit().expecting(200)
            let clearances = submitted.json["gates"]?["clearances"]?.array ?? []
            #expect(
                clearances.map { $0["organisation"]?.string } == [released.provider.pid.description]
            )
            #expect(clearances.first?["state"]?.string == "pending")
            #expect(try await finding.get(as: officer).status == 200)
            let days: [Double] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT round(extract(epoch FROM d - noticed_at) / 86400)::double precision
                    FROM clearances, unnest(ARRAY[due_at, cap_at]) AS d
                    """
                )
            }
            #expect(days == [30, 90])

            // Acceptance alone does not publish what a provider may still object to.
            try await finding.workEnded()
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            let asked: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM jobs WHERE kind = 'certify_version'")
            }
            #expect(asked == 0)
        }
    }

    @Test func `the cap counts from the first notice over all versions`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app)
            _ = try await finding.submit().expecting(200)
            try await app.advanceClock(days: 20)
            _ = try await finding.nextVersion().expecting(201)
            _ = try await finding.submit(version: 2).expecting(200)
            let (notices, caps): (Int?, Int?) = try await app.asSuperuser { db in
                (
                    try db.scalar("SELECT count(DISTINCT noticed_at) FROM clearances"),
                    try db.scalar("SELECT count(DISTINCT cap_at) FROM clearances")
                )
            }
            #expect(notices == 2)
            #expect(caps == 1)
        }
    }

    @Test func `an author whom others name takes no say from the own organisation`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app)
            let employee = try await app.person("Emil", in: released.provider, as: [.reviewer])
            try await app.addAuthor(employee, to: finding.pid, by: finding.token)
            let submitted = try await finding.submit().expecting(200)
            #expect(submitted.json["gates"]?["clearances"]?.array?.count == 1)
        }
    }

    @Test func `an organisation is asked too of what its own researcher wrote`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app)
            let (author, provider) = (finding.author.id, released.provider.id)
            try await app.asSuperuser { db in
                try PersonStore(db).join(author, provider, as: MembershipRole.researcher.rawValue)
            }
            let submitted = try await finding.submit().expecting(200)
            #expect(submitted.json["gates"]?["clearances"]?.array?.count == 1)
        }
    }

    /// A complete draft that uses the release, to which its author has access.
    private static func using(_ released: DatasetFixture, _ app: TestApp) async throws -> FindingCase {
        let finding = try await FindingCase.complete(app)
        _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
        let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", used).expecting(200)
        return finding
    }
}
