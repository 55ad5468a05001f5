// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Server
import TestSupport
import Testing

/// What becomes of an installation of before, with findings on their way and findings that are public.
@Suite struct OlderInstallationTests {
    /// What is asked of the finding that waits, of its second version above all, and the answers in order.
    private static let questions: [(SQL, [String])] = [
        // It is judged against what it leaves out, and what somebody downloaded who is an author no more.
        (
            """
            SELECT concat_ws(' ', d.pid, s.source, CASE WHEN s.asks THEN 'asks' END) AS said
            FROM version_scope s JOIN waiting v ON v.id = s.version
            JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset WHERE v.number = 2
            """,
            ["ds-one000000001 earlier asks", "ds-two000000001 downloaded"]
        ),
        (
            """
            SELECT DISTINCT concat_ws(' ', coalesce(p.name, o.name), w.capacity) AS said
            FROM version_parties w JOIN waiting v ON v.id = w.version
            LEFT JOIN persons p ON p.id = w.person LEFT JOIN organisations o ON o.id = w.organisation
            WHERE v.number = 2
            """,
            [
                "Ada author", "Ada creator", "Ada editor", "Bo author", "Bo editor", "Nora contributor",
                "Other provider provider", "Provider provider",
            ]
        ),
        // A moderator who left the author's university since it began does not judge it.
        (
            """
            SELECT p.name AS said FROM persons p JOIN waiting v ON v.number = 2
            WHERE 'moderator' = ANY (p.platform_roles) AND is_neutral(p.id, v.finding)
            """, ["Mia"]
        ),
        // The provider is asked, with what is left since its first notice, and its objection goes on.
        (
            """
            SELECT concat_ws(' ', v.number, c.state, c.covers_words, round(extract(epoch FROM c.cap_at - now()) / 86400))
                AS said
            FROM clearances c JOIN waiting v ON v.id = c.version
            """, ["1 left f 50", "2 flagged t 50"]
        ),
        (
            """
            SELECT concat_ws(' ', g.state, round(extract(epoch FROM g.due_at - now()) / 86400)) AS said
            FROM flags g JOIN waiting v ON v.finding = g.finding AND v.number = 2
            """, ["open 10"]
        ),
        // Compared with what it listed alone, and its description with nothing, it is screened anew.
        (
            """
            SELECT concat_ws(' ', s.state, j.kind) AS said
            FROM screenings s JOIN waiting v ON v.id = s.version LEFT JOIN jobs j ON j.subject = v.id
            """, ["pending screen_version"]
        ),
        // A provider who cleared the files of the other one did not see what was said beside them.
        (
            """
            SELECT c.outcome AS said FROM finding_versions v JOIN clearances c ON c.finding = v.finding
            CROSS JOIN LATERAL cleared_before(v.finding, v.id, c.organisation)
            WHERE v.state = 'draft' AND c.state = 'passed'
            """, []
        ),
    ]

    @Test func `findings on their way get scope, parties and clocks, and what is public stays as it is`()
        async throws
    {
        let conninfo = try await Self.older()
        let cluster = TestCluster.shared
        let before = try await cluster.asSuperuser(conninfo) { db in
            try db.script(OlderInstallation.rows)
            try db.script(OlderInstallation.states)
            return try Self.published(db)
        }
        let applied = try await Schema(conninfo, logger: TestCluster.logger).migrate()
        #expect(applied.count == Schema.migrations.count - OlderInstallation.migration)
        let (after, answers) = try await cluster.asSuperuser(conninfo) { db in
            try db.script(
                """
                CREATE TEMPORARY VIEW waiting AS SELECT v.* FROM finding_versions v
                JOIN findings f ON f.id = v.finding WHERE f.pid = 'fi-waits0000001'
                """
            )
            let answers: [[String]] = try Self.questions.map { question, _ in
                try db.scalars("SELECT said FROM (\(question)) AS t ORDER BY said COLLATE \"C\"")
            }
            return (try Self.published(db), answers)
        }
        #expect(after == before && before.count > 1)
        for ((question, expected), answer) in zip(Self.questions, answers) {
            #expect(answer == expected, "\(question)")
        }
    }

    /// The bytes of all publications and certificates.
    private static func published(_ db: Connection) throws -> [String] {
        try db.scalars(
            """
            SELECT encode(p.document || p.digest || c.envelope || c.digest, 'hex')
            FROM publications p JOIN certificates c ON c.publication = p.id ORDER BY p.id
            """
        )
    }

    /// A database as the last program before left it, with nothing in it.
    private static func older() async throws -> Conninfo {
        let name = "older_\(UUID().uuidString.lowercased().prefix(8))"
        let conninfo = try await TestCluster.shared.database().database(name)
        let schema = Schema(conninfo, logger: TestCluster.logger)
        try await schema.create(database: name, superuser: "teahouse")
        var options = PoolOptions(
            conninfo: conninfo.signedIn(as: "teahouse_migrator"),
            applicationName: "test"
        )
        options.settings["role"] = "teahouse_owner"
        let database = Database(configuration: options, logger: TestCluster.logger)
        let migrations = Array(Schema.migrations.prefix(OlderInstallation.migration))
        do {
            try await Migrator(database: database, migrations: migrations, logger: TestCluster.logger).run()
        } catch {
            await database.shutdown()
            throw error
        }
        await database.shutdown()
        return conninfo
    }
}
