// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Publication
import Store
import TestSupport
import Testing
import Workflow

/// A version that is taken back while it is certified.
@Suite struct CertifyRaceTests {
    @Test(arguments: ["retracted", "superseded", "changes_requested"])
    func `of a version's end and its certification one comes first, and only one`(end: String) async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
            // Certified by this test alone, at the moment that it chooses.
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
            }
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            let ended: SQL = """
                UPDATE finding_versions SET state = \(end), due_at = NULL
                WHERE finding = (SELECT id FROM findings WHERE pid = \(fixture.finding))
                """
            try await app.hold(ended) { letGo in
                try await app.work { context, _ in
                    let job = try await context.write { db in
                        try db.execute("UPDATE jobs SET run_at = clock_timestamp() WHERE run_at = 'infinity'")
                        return try JobStore(db).take(.certify, leaseSeconds: 60)
                    }
                    async let certified: Void = CertifyVersion().run(try #require(job), context) { _ in }
                    try await app.untilBlocked()
                    letGo()
                    try await certified
                }
            }
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == end)
            #expect(version.json["publication"] == .null)
            let made: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    "SELECT (SELECT count(*) FROM publications) + (SELECT count(*) FROM certificates)"
                )
            }
            #expect(made == 0)
            let job: String? = try await app.asSuperuser { db in
                try db.scalar("SELECT state FROM jobs WHERE kind = 'certify_version'")
            }
            #expect(job == "done")
        }
    }

    @Test func `two that certify the same version at once issue one certificate`() async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.submittedFinding()
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
                _ = try db.execute("UPDATE jobs SET run_at = clock_timestamp() WHERE state = 'ready'")
            }
            try await app.openGates(of: fixture)
            let (one, other) = (try PID.random(.publication), try PID.random(.publication))
            try await app.work { context, _ in
                let keys = try KeyRing(opening: context.keysDirectory)
                let version: UUID? = try await context.read { db in
                    try db.scalar("SELECT version FROM certifications")
                }
                let id = ID<FindingVersion>(rawValue: try #require(version))
                // As after a restore that brings a job back, or with a lease that ran out.
                async let first: Void = context.write { db in try db.certify(id, as: one, signing: keys) }
                async let second: Void = context.write { db in try db.certify(id, as: other, signing: keys) }
                _ = try await (first, second)
                try await context.write { db in try db.certify(id, as: other, signing: keys) }
            }
            let made: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT (p.pid = v.reserved_pid)::text || ' ' || k.state FROM certificates c
                    JOIN publications p ON p.id = c.publication JOIN finding_versions v ON v.id = p.version
                    JOIN certifications k ON k.version = v.id
                    """
                )
            }
            #expect(made == ["true issued"])
        }
    }
}
