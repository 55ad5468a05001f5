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

/// A certificate that cannot be issued is seen, has an hour, and somebody who can do something about it.
@Suite struct CertificateFailureTests {
    private static func gate(_ version: TestResponse) -> JSON? { version.json["gates"]?["certificate"] }

    /// The kinds of notices that somebody has of certificates.
    private static func told(_ token: String, _ app: TestApp) async throws -> [String] {
        try await app.notify { notifier in
            while try await app.undelivered() > 0 { _ = try await notifier.deliver() }
        }
        let inbox = try await app.client.get("/v1/me/inbox", token: token).expecting(200)
        return (inbox.json["items"]?.array ?? []).compactMap { $0["kind"]?.string }
            .filter { $0.hasPrefix("certification.") }
    }

    private static func retry(_ fixture: FindingFixture, _ app: TestApp) async throws {
        let finding = try #require(PID(fixture.finding))
        try await app.work { context, _ in
            try await context.write { db in
                let version = try #require(try FindingStore(db).held(finding, 1))
                try db.retryCertificate(of: version, because: "Mended.")
            }
        }
    }

    private static func stuck(_ app: TestApp) async throws -> Int? {
        try await app.asSuperuser { db in try Operations.now(db)?.certificatesStuck }
    }

    @Test func `what no reader takes fails visibly, and an administrator has it tried again`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.stuckCertificate()
            let admin = try await app.person("Anna", platform: [.admin]).token
            let failed = try await app.client.get(fixture.version, token: fixture.author)
            #expect(failed.json["state"]?.string == "submitted")
            #expect(Self.gate(failed)?["cause"]?.string?.contains("/files (duplicate)") == true)
            #expect(Self.gate(failed)?["due_at"]?.string != nil)
            #expect(failed.json["actions"]?.array?.contains("new_version") == true)
            #expect(failed.json["actions"]?.array?.contains("retract") == true)
            #expect(try await Self.told(fixture.author, app) == ["certification.fail"])
            #expect(try await Self.told(fixture.data.moderator, app) == ["certification.fail"])
            #expect(try await Self.told(admin, app) == [])
            #expect(try await Self.stuck(app) == 1)
            let queue = "/v1/moderation/queue?kind=certificate"
            let item = try await app.client.get(queue, token: admin).json["items"]?.array?.first
            #expect(item?["pid"]?.string == fixture.finding && item?["state"]?.string == "failed")
            #expect(item?["waits_for"]?.string == "admins" && item?["actions"] == [])
            #expect(item?["due_at"] == Self.gate(failed)?["due_at"])

            // Nobody did anything about it: it is the administrators', again and again.
            try await app.pass(days: 1)
            let escalated = try await app.certificate(of: fixture, is: "escalated")
            #expect(Self.gate(escalated)?["cause"] == Self.gate(failed)?["cause"])
            #expect(try await Self.told(admin, app) == ["certification.lapse"])
            try await app.pass(days: Deadlines.certificationEscalation)
            #expect(try await Self.told(admin, app) == ["certification.lapse", "certification.lapse"])

            try await Self.retry(fixture, app)
            try await app.certificate(of: fixture, is: "failed")
            #expect(try await Self.told(fixture.author, app).count == 2)
            try await app.mendNames(of: fixture)
            try await Self.retry(fixture, app)
            let pid = try await app.publication(of: fixture)
            #expect(try await Self.stuck(app) == 0)
            // Of a time before documents were fixed, and verified like all others.
            let document = try await app.client.get("/v1/publications/\(pid)")
            let certificate = try await app.client.get("/v1/publications/\(pid)/certificate")
            let keys = try TrustedKeys(file: try await app.client.get("/v1/keys").body)
            #expect(verifyCertificate(file: certificate.body, keys: keys, document: document.body).isValid)
            #expect(document.json["files"]?.array?.count == 2)
            await #expect(throws: TransitionRefused.self) { try await Self.retry(fixture, app) }
            #expect(try await app.client.get(queue, token: admin).json["items"]?.array == [])
            let log: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT e.body::json ->> 'kind' FROM log_openings o JOIN log_entries e ON e.id = o.entry
                    WHERE o.opening::json ->> 'object' = 'certification' ORDER BY e.id
                    """
                )
            }
            #expect(
                log == [
                    "certification_failed", "certification_retried", "certification_failed",
                    "certification_retried",
                ]
            )
        }
    }

    @Test func `authors get out of it by another version, and what was left behind is nobody's`() async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.stuckCertificate()
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            // The names are copied, and now looked at.
            let refused = try await app.submit(fixture.version(2), by: fixture.author)
            #expect(refused.status == 422)
            let name = "Cafe%CC%81.md"
            _ = try await app.client.send(
                "DELETE",
                "\(fixture.version(2))/files/\(name)",
                token: fixture.author,
                headers: ["If-Match": "*"]
            ).expecting(204)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(try await Self.stuck(app) == 0)
            try await app.pass(days: 2)
            let left = try await app.client.get(fixture.version, token: fixture.author)
            #expect(left.json["state"]?.string == "superseded")
            #expect(Self.gate(left)?["state"]?.string == "failed")
        }
    }

    @Test func `what is no longer what was submitted is not certified`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
            try await app.force([
                "UPDATE finding_versions SET title = 'Another', keywords = ARRAY['other']",
                "UPDATE contributions SET name = 'Somebody'",
            ])
            _ = try await app.act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            let failed = try await app.certificate(of: fixture, is: "failed")
            #expect(
                Self.gate(failed)?["cause"]?.string
                    == "What would be published is not what was submitted: contributors, keywords, title."
            )
            let made: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM publications")
            }
            #expect(made == 0)
        }
    }

    @Test func `what is wrong with the platform is tried three times, and then told`() async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.submittedFinding()
            try await app.asSuperuser { db in
                // The server's next attempt is its last.
                try db.execute("ALTER TABLE jobs ALTER attempt SET DEFAULT 2")
                try db.execute(
                    """
                    CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'the disk is gone'; END $$
                    """
                )
                try db.execute(
                    """
                    CREATE TRIGGER broken BEFORE INSERT ON certificates
                    FOR EACH ROW EXECUTE FUNCTION break_it()
                    """
                )
            }
            try await app.openGates(of: fixture)
            let failed = try await app.certificate(of: fixture, is: "failed")
            let cause = Self.gate(failed)?["cause"]?.string
            #expect(cause == "The platform could not issue it, in 3 attempts; its log says why.")
            try await app.asSuperuser { db in try db.execute("DROP TRIGGER broken ON certificates") }
            try await Self.retry(fixture, app)
            _ = try await app.publication(of: fixture)
        }
    }

    /// Takes the schema back to what it was before certificates were watched over, and migrates it again.
    private static func migrateAnew(_ app: TestApp) async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../sql/migrations/0039_certifications.sql").standardized
        let migration = try String(contentsOf: file, encoding: .utf8)
        try await app.asSuperuser { db in
            try db.script(
                """
                BEGIN;
                SET LOCAL ROLE teahouse_owner;
                DROP TABLE certifications CASCADE;
                DROP FUNCTION check_certification() CASCADE;
                DROP FUNCTION check_fixed_document() CASCADE;
                DELETE FROM allowed_transitions WHERE object = 'certification';
                DELETE FROM known_events WHERE object = 'certification';
                -- As the actor was asked for then.
                CREATE FUNCTION review_sight(subject uuid) RETURNS text LANGUAGE sql STABLE
                AS 'SELECT review_sight(subject, actor())';
                \(migration)
                COMMIT;
                """
            )
        }
    }

    @Test func `an older installation is brought along, and told what was left behind`() async throws {
        try await TestApp.run(own: true) { app in
            let stuck = try await app.stuckCertificate()
            let (published, publication) = try await app.published([:], over: stuck.data)
            let waiting = try await app.submittedFinding([:], over: stuck.data)
            _ = try await app.until("the screening", at: waiting.version, token: waiting.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
            let before = try await app.client.get("/v1/publications/\(publication)")
            try await app.force([
                "UPDATE finding_versions SET reserved_pid = NULL",
                // As reports were before: of the files alone.
                "UPDATE certifications SET document = NULL",
                "UPDATE screening_reports SET fingerprint = version_fingerprint(version)",
                "DELETE FROM notices", "DELETE FROM outbox_events",
            ])
            try await Self.migrateAnew(app)

            let left = try await app.client.get(stuck.version, token: stuck.author)
            #expect(Self.gate(left)?["state"]?.string == "failed")
            #expect(Self.gate(left)?["cause"]?.string?.contains("given up") == true)
            #expect(try await Self.told(stuck.author, app) == ["certification.fail"])
            let done = try await app.client.get(published.version, token: published.author)
            #expect(Self.gate(done)?["state"]?.string == "issued")
            #expect(try await app.client.get("/v1/publications/\(publication)").body == before.body)
            let early = try await app.client.get(waiting.version, token: waiting.author)
            #expect(Self.gate(early)?["state"]?.string == "waiting")

            try await app.openGates(of: waiting)
            let pid = try await app.publication(of: waiting)
            #expect(try await app.client.get("/v1/publications/\(pid)").json["title"] == early.json["title"])
            try await app.mendNames(of: stuck)
            try await Self.retry(stuck, app)
            _ = try await app.publication(of: stuck)
        }
    }
}
