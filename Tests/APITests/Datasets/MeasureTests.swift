// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import Postgres
import Publication
import TestSupport
import Testing

/// `…/actions/measure` and the report that it leaves.
@Suite struct MeasureTests {
    private static let planes = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../examples/planes").standardized

    @Test func `the register of planes is refused, and passes once it is generalised`() async throws {
        let raw = try [UInt8](Data(contentsOf: Self.planes.appending(path: "planes.csv")))
        let generalised = try [UInt8](Data(contentsOf: Self.planes.appending(path: "planes-generalised.csv")))
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(raw, as: "planes.csv", to: fixture)
            _ = try await app.assign(
                [
                    "tailnum": "other", "year": "quasi", "type": "quasi", "manufacturer": "quasi",
                    "model": "quasi", "engines": "other", "seats": "other", "speed": "other",
                    "engine": "sensitive",
                ],
                in: "planes.csv",
                of: fixture
            )
            let refused = try await app.measure(fixture)
            #expect(refused.json["state"]?.string == "draft")
            #expect(refused.json["report"]?["passed"]?.bool == false)
            let report = try await app.client.get(fixture.path + "/report", token: fixture.officer)
            let failed = Self.failedRules(report.json)
            #expect(failed.contains("suspected_identifiers"))
            #expect(failed.contains("k"))
            #expect(Self.file(report.json)?["report"]?["k"] != nil)

            let file = try await app.client.get(fixture.path + "/files", token: fixture.officer)
            #expect(file.json["items"]?.array?.count == 1)
            _ = try await app.upload(generalised, as: "planes.csv", to: fixture)
            _ = try await app.assign(
                ["built": "quasi", "manufacturer": "sensitive", "seats": "other", "engine": "other"],
                in: "planes.csv",
                of: fixture
            )
            let passed = try await app.measure(fixture)
            #expect(passed.json["state"]?.string == "in_review")
            #expect(passed.json["due_at"]?.string != nil)
            #expect(passed.json["report"]?["passed"]?.bool == true)
            #expect(passed.json["report"]?["is_current"]?.bool == true)
            #expect(passed.json["measurement"]?["progress"]?.double == 1)
        }
    }

    @Test func `a measurement that waits, is under way or is parked can be stopped, and begun again`()
        async throws
    {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
            // So that no server begins it.
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
            }
            let running: SQL = """
                UPDATE jobs
                SET state = 'running', attempt = 1, lease_ends_at = clock_timestamp() + interval '1 hour'
                WHERE state = 'ready'
                """
            let parked: SQL = """
                UPDATE jobs
                SET state = 'parked', attempt = 3, cause = 'Doing it failed.', finished_at = clock_timestamp()
                WHERE state = 'ready'
                """
            for (state, change) in [("ready", nil), ("running", running), ("parked", parked)]
                as [(String, SQL?)]
            {
                let asked = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
                #expect(asked.status == 202)
                if let change { try await app.asSuperuser { db in _ = try db.execute(change) } }
                let shown = try await app.client.get(fixture.path, token: fixture.officer).json["measurement"]
                #expect(shown?["state"]?.string == state)
                #expect(shown?["cause"]?.string == (state == "parked" ? "Doing it failed." : nil))
                #expect(try await app.act("stop", on: fixture, token: fixture.moderator).status == 404)
                let stopped = try await app.act("stop", on: fixture, token: fixture.officer).expecting(200)
                #expect(stopped.json["state"]?.string == "draft")
                #expect(try await app.act("stop", on: fixture, token: fixture.officer).code == "wrong_state")
            }
            let ended: [String] = try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp()")
                return try db.scalars("SELECT state || ' ' || error FROM jobs")
            }
            #expect(ended == ["failed stopped", "failed stopped", "failed stopped"])
            #expect(try await app.measure(fixture).json["state"]?.string == "in_review")
        }
    }

    @Test func `who stops with a tag from before the last step is told that only the measurement went on`()
        async throws
    {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
            // So that no server begins it.
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
            }
            let asked = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
                .expecting(202)
            try await app.asSuperuser { db in
                _ = try db.execute(
                    """
                    UPDATE jobs SET state = 'running', attempt = 1, progress = 0.5,
                        lease_ends_at = clock_timestamp() + interval '1 hour'
                    WHERE state = 'ready'
                    """
                )
            }
            func stop(_ tag: String?) async throws -> TestResponse {
                try await app.client.post(
                    fixture.path + "/actions/stop",
                    token: fixture.officer,
                    ["reason": "It takes too long."],
                    headers: ["If-Match": tag ?? ""]
                )
            }
            let late = try await stop(asked["etag"]).expecting(412)
            #expect(late.json["detail"]?.string?.contains("its measurement has gone on") == true)
            // The refusal names the tag to go on with.
            let present = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(present.json["measurement"]?["progress"]?.double == 0.5)
            #expect(late["etag"] == present["etag"])
            let changed = "It changed since you read it."
            #expect(try await stop("\"another\"").expecting(412).json["detail"]?.string == changed)
            let stopped = try await stop(late["etag"]).expecting(200)
            #expect(stopped.json["state"]?.string == "draft")
            #expect(try await stop(late["etag"]).expecting(412).json["detail"]?.string == changed)
        }
    }

    @Test func `the report is kept as canonical bytes under their digest`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
            #expect(try await app.client.get(fixture.path + "/report", token: fixture.officer).status == 404)
            let release = try await app.measure(fixture)
            let report = try await app.client.get(fixture.path + "/report", token: fixture.officer)
            let digest = release.json["report"]?["digest"]?.string
            #expect(report["etag"] == digest.map { "\"\($0)\"" })
            #expect(report.json.canonical == report.body)
            #expect(report.json["release"]?.string == "\(fixture.dataset)/1")
            let attested = try await app.client.get(
                fixture.path + "/report/attestation",
                token: fixture.officer
            )
            let keys = try TrustedKeys(file: try await app.client.get("/v1/keys").body)
            let verified = verifyReport(report.body, attestation: attested.body, keys: keys)
            #expect(verified.isValid, "\(verified.checks)")
            #expect(
                verified.checks.last?.detail == "release 1 of \(fixture.dataset) passed the profile agreement"
            )
            for position in report.body.indices.filter({ $0 % 40 == 0 }) {
                var changed = report.body
                changed[position] ^= 1
                #expect(!verifyReport(changed, attestation: attested.body, keys: keys).isValid)
            }
            for position in attested.body.indices {
                var changed = attested.body
                changed[position] ^= 1
                if verifyReport(report.body, attestation: changed, keys: keys).isValid {
                    Issue.record("byte \(position) may change")
                }
            }
            let hash = SHA256.digest(of: report.body).map {
                String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
            }
            #expect(digest == "sha256:" + hash.joined())
            #expect(
                try await app.client.get(fixture.path + "/report", token: fixture.moderator).status == 200
            )
            let stranger = try await app.person("Sten").token
            #expect(try await app.client.get(fixture.path + "/report", token: stranger).status == 404)
            _ = try await app.act("release", on: fixture, token: fixture.moderator)
            #expect(try await app.client.get(fixture.path + "/report", token: stranger).code == "role")
            #expect(try await app.client.get(fixture.path).json["report"]?["digest"]?.string == digest)
        }
    }

    @Test func `a file with a ragged row makes a failing report that says the line`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            _ = try await app.upload(Array("x,y\n1,2\n3\n".utf8), as: "b.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "a.csv", of: fixture)
            _ = try await app.assign(["x": "other", "y": "other"], in: "b.csv", of: fixture)
            let release = try await app.measure(fixture)
            #expect(release.json["state"]?.string == "draft")
            #expect(release.json["measurement"]?["state"]?.string == "done")
            let report = try await app.client.get(fixture.path + "/report", token: fixture.officer).json
            let files = report["files"]?.array ?? []
            #expect(files.map { $0["passed"]?.bool } == [true, false])
            #expect(files.last?["error"]?["line"]?.integer == 3)
        }
    }

    @Test func `a release without files, or with a column without a role, is not measured`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let empty = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
            #expect(empty.status == 409)
            #expect(empty.code == "no_files")
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            _ = try await app.assign(["kind": "other"], in: "a.csv", of: fixture)
            let unassigned = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
            #expect(unassigned.code == "columns_unassigned")
            #expect(
                unassigned.json["errors"]?.array?.map { $0["pointer"]?.string } == [
                    "/files/a.csv/columns/region"
                ]
            )
            let release = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(release.json["state"]?.string == "draft")
            #expect(release.json["actions"]?.array == ["measure"])
        }
    }

    @Test func `what is measured no longer changes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "a.csv", of: fixture)
            _ = try await app.measure(fixture)
            #expect(try await app.upload(TestApp.pumps, as: "b.csv", to: fixture).code == "wrong_state")
            #expect(try await app.assign(["kind": "other"], in: "a.csv", of: fixture).code == "wrong_state")
            let edit = try await app.client.send(
                "PATCH",
                fixture.path,
                token: fixture.officer,
                body: Array(#"{"terms":"Other terms."}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(edit.code == "wrong_state")
            let again = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
            #expect(again.code == "wrong_state")
        }
    }

    private static func file(_ report: JSON) -> JSON? { report["files"]?.array?.first }

    private static func failedRules(_ report: JSON) -> Set<String> {
        let rules = file(report)?["report"]?["gate"]?["rules"]?.array ?? []
        return Set(rules.filter { $0["outcome"]?.string == "fail" }.compactMap { $0["rule"]?.string })
    }
}
