// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Moderators with an interest.
@Suite struct Abuse05 {
    @Test func `abuse 5: a moderator decides on own work, a colleague's or a provider's`() async throws {
        try await TestApp.run { app in
            let finding = try await app.submittedFinding()
            let author = try await app.person("Mo", platform: [.moderator])
            // Nobody becomes an author of what waits any more; who is one was one before.
            let fixed = try await app.inviteAuthor(author.person, to: finding.finding, by: finding.author)
            #expect(fixed.code == "authors_fixed")
            try await app.asSuperuser { db in
                try db.execute("SET session_replication_role = replica")
                try db.execute(
                    """
                    INSERT INTO finding_authors (finding, person)
                    SELECT id, \(author.person.id) FROM findings WHERE pid = \(finding.finding)
                    """
                )
                try db.execute("SET session_replication_role = origin")
            }
            let colleague = try await app.person(
                "Ma",
                in: finding.university,
                as: [.reviewer],
                platform: [.moderator]
            )
            let provider = try await app.person(
                "Mi",
                in: finding.data.provider,
                as: [.reviewer],
                platform: [.moderator]
            )
            for partial in [author, colleague, provider] {
                for event in ["accept", "request_changes", "reject", "exception"] {
                    let refused = try await app.act(event, at: finding.version, token: partial.token)
                    #expect(refused.status == 403)
                    #expect(refused.code == "conflict_of_interest")
                }
                // The second wall: the application's own role cannot write the decision down either.
                let (pid, person) = (finding.finding, partial.person.id)
                await #expect(throws: PostgresError.self) {
                    try await app.asRole("teahouse_platform") { db in
                        try db.execute(
                            """
                            INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                            SELECT 'finding_version', v.id, f.id, 'accept', \(person), 'Mine.'
                            FROM findings f JOIN finding_versions v ON v.finding = f.id WHERE f.pid = \(pid)
                            """
                        )
                    }
                }
            }
            let neutral = finding.data.moderator
            #expect(try await app.act("accept", at: finding.version, token: neutral).status == 200)
        }
    }

    @Test func `abuse 5: a provider's moderator takes a publication back, which would be a veto`()
        async throws
    {
        try await TestApp.run { app in
            let (finding, publication) = try await app.published()
            let path = "/v1/publications/\(publication)"
            for platform in PlatformRole.allCases {
                let partial = try await app.person(
                    "Pia",
                    in: finding.data.provider,
                    as: [.owner],
                    platform: [platform]
                ).token
                for (act, body) in [
                    ("take_down", ["category": "legal", "reason": "Ours."]), ("hide", ["reason": "Ours."]),
                ] as [(String, JSON)] {
                    let refused = try await app.act(act, at: path, token: partial, body)
                    #expect(refused.status == 403)
                    #expect(refused.code == "conflict_of_interest")
                }
            }
            #expect(try await app.client.get(path).status == 200)
        }
    }
}
