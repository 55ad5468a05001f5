// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

extension TestApp {
    /// Runs statements on the test's database as if its triggers were not there.
    package func force(_ statements: [SQL]) async throws {
        try await superuser.write { db in
            try db.execute("SET LOCAL session_replication_role = replica")
            for statement in statements { try db.execute(statement) }
        }
    }

    /// A finding whose only version was submitted before documents were fixed and names of files looked at:
    /// it has two files of one name but for its form, so that no certificate can be issued for it.
    package func stuckCertificate() async throws -> FindingFixture {
        let fixture = try await submittedFinding()
        _ = try await until("the screening", at: fixture.version, token: fixture.author) {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        let version = Self.version(of: fixture)
        try await force([
            "UPDATE certifications SET document = NULL WHERE version = \(version)",
            "UPDATE finding_versions SET reserved_pid = NULL WHERE id = \(version)",
            """
            INSERT INTO finding_files (version, name, size, media_type, digest)
            SELECT version, twin, size, media_type, digest
            FROM finding_files, unnest(ARRAY[\("Caf\u{E9}.md"), \("Cafe\u{301}.md")]) AS twin
            WHERE version = \(version)
            """,
            Self.screenAnew(version),
        ])
        _ = try await act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
        _ = try await act("no_objection", at: fixture.clearancePath, token: fixture.clearer).expecting(200)
        try await certificate(of: fixture, is: "failed")
        return fixture
    }

    /// Takes the cause of a stuck certificate away.
    package func mendNames(of fixture: FindingFixture) async throws {
        let version = Self.version(of: fixture)
        try await force([
            "DELETE FROM finding_files WHERE version = \(version) AND name = \("Cafe\u{301}.md")",
            Self.screenAnew(version),
        ])
    }

    /// Returns once the certificate of a finding's first version is in a state, with the version as it is
    /// then.
    @discardableResult
    package func certificate(of fixture: FindingFixture, is state: String) async throws -> TestResponse {
        try await until("a certificate that is \(state)", at: fixture.version, token: fixture.author) {
            $0.json["gates"]?["certificate"]?["state"]?.string == state
        }
    }

    private static func version(of fixture: FindingFixture) -> SQL {
        """
        (
            SELECT v.id FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE f.pid = \(fixture.finding) AND v.number = 1
        )
        """
    }

    private static func screenAnew(_ version: SQL) -> SQL {
        """
        UPDATE screening_reports SET fingerprint = version_fingerprint(version) WHERE version = \(version)
        """
    }
}
