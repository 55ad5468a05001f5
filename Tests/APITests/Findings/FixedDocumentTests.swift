// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL
import Postgres
import Publication
import TestSupport
import Testing

/// What is published of a version is made when it is submitted.
@Suite struct FixedDocumentTests {
    @Test func `what certification would refuse is refused at submission, by what authors write`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app, ["keywords": ["pumps", "wear"]])
            let files = ["Caf\u{E9}.md", "Cafe\u{301}.md", "con"]
            try await app.force([
                """
                INSERT INTO finding_files (version, name, size, media_type, digest)
                SELECT version, other, size, media_type, digest
                FROM finding_files CROSS JOIN unnest(\(files)) AS other
                """,
                "UPDATE finding_versions SET title = \("\u{202E}spmup"), keywords = ARRAY['pumps', ' ']",
                "UPDATE contributions SET affiliation = chr(7)",
            ])
            let before = try await finding.get()
            let refused = try await finding.submit()
            #expect(refused.status == 422)
            let errors = (refused.json["errors"]?.array ?? []).map {
                "\($0["pointer"]?.string ?? "") \($0["code"]?.string ?? "")"
            }
            #expect(
                errors == [
                    "/title bidi_control", "/keywords/1 blank",
                    "/contributions/0/affiliation/name control_character",
                    "/files/0/name bad_file_name", "/files/1/name name_taken", "/files/2/name bad_file_name",
                ]
            )
            let after = try await finding.get()
            #expect(after.body == before.body)
            // The pointers are those of the version's representation.
            #expect(after.json["files"]?.array?[1]["name"]?.string?.utf8.elementsEqual(files[0].utf8) == true)

            // What nobody but the document's own reader looks at.
            try await app.force([
                "DELETE FROM finding_files WHERE name <> 'result.md'",
                "UPDATE finding_files SET media_type = 'text'",
                "UPDATE finding_versions SET title = 'Pumps', keywords = '{}'",
                "UPDATE contributions SET affiliation = NULL, ror = NULL",
            ])
            let reader = try await finding.submit()
            #expect(reader.status == 422)
            #expect(reader.pointers == ["/files/0/media_type"])
            try await app.force(["UPDATE finding_files SET media_type = 'text/markdown'"])
            _ = try await finding.submit().expecting(200)
        }
    }

    /// What was fixed of the only version there is, and the identifier reserved for it.
    private static func fixed(_ app: TestApp) async throws -> (document: [UInt8], pid: String) {
        let found = try await app.asSuperuser { db in
            try db.rows(
                "SELECT k.document, v.reserved_pid FROM certifications k JOIN finding_versions v ON v.id = k.version"
            ) { row in
                let document: [UInt8] = try row.next()
                let pid: String = try row.next()
                return (document, pid)
            }
        }
        return try #require(found.first)
    }

    /// Has a finding without a provider published, and checks that nothing but the time was added to what was
    /// fixed.
    private static func publish(_ finding: FindingCase, _ app: TestApp) async throws -> (
        document: TestResponse, certificate: TestResponse
    ) {
        let fixed = try await fixed(app)
        _ = try await finding.act("accept", as: finding.moderator).expecting(200)
        let done = try await app.until("the publication", at: finding.path(), token: finding.token) {
            $0.json["state"] == "published"
        }
        #expect(done.json["gates"]?["certificate"] == ["state": "issued", "cause": .null, "due_at": .null])
        #expect(done.json["publication"]?.string == fixed.pid)
        let path = "/v1/publications/\(fixed.pid)"
        let document = try await app.client.get(path).expecting(200)
        var members = try JSON(parsing: fixed.document).object ?? [:]
        #expect(members["published_at"] == nil)
        members["published_at"] = document.json["published_at"]
        #expect(JSON.object(members).canonical == document.body)
        let certificate = try await app.client.get(path + "/certificate").expecting(200)
        let keys = try TrustedKeys(file: try await app.client.get("/v1/keys").body)
        #expect(verifyCertificate(file: certificate.body, keys: keys, document: document.body).isValid)
        return (document, certificate)
    }

    @Test(arguments: [Problem.Visibility.public, .restricted])
    func `what changes around a version after its submission changes nothing of it`(
        _ visibility: Problem.Visibility
    ) async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark")
            let author = try await app.person("Rita", in: university, as: [.researcher])
            let problem = try await app.openProblem(
                visibility,
                circle: visibility == .restricted ? [university] : []
            )
            let finding = try await FindingCase.begin(
                app,
                by: author.person,
                author.token,
                of: university,
                ["problem": .string(problem.pid)]
            )
            try await finding.addParts()
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let other: Problem.Visibility = visibility == .public ? .restricted : .public
            try await app.force([
                "UPDATE organisations SET name = name || ' and Sons'",
                "UPDATE persons SET name = name || ' II'",
                "UPDATE problems SET visibility = \(other.rawValue)",
            ])
            let (document, certificate) = try await Self.publish(finding, app)
            if visibility == .public {
                #expect(document.json["problem"] == ["pid": .string(problem.pid), "version": 1])
                #expect(certificate.json["certificate"]?["problem"] == nil)
            } else {
                #expect(document.json["problem"] == nil)
                #expect(certificate.json["certificate"]?["problem"]?.string != nil)
            }
        }
    }

    @Test func `the database publishes what was fixed, under the identifier that was reserved`() async throws
    {
        try await TestApp.run { app in
            _ = try await FindingCase.submitted(app)
            let fixed = try await Self.fixed(app)
            func refusal(_ document: [UInt8], as pid: String) async throws -> String? {
                do {
                    try await app.asSuperuser { db in
                        try db.execute(
                            """
                            INSERT INTO publications (
                                pid, finding, version, state, document, digest, published_at
                            )
                            SELECT \(pid), finding, id, 'published', \(document), sha256(\(document)), now()
                            FROM finding_versions
                            """
                        )
                    }
                    return nil
                } catch let error as PostgresError {
                    return error.constraint
                }
            }
            var other = try JSON(parsing: fixed.document).object ?? [:]
            other["title"] = "Another"
            #expect(
                try await refusal(JSON.object(other).canonical, as: fixed.pid) == "publications_as_submitted"
            )
            let unknown = PID(kind: .publication, bits: 7).description
            #expect(try await refusal(fixed.document, as: unknown) == "publications_reserved")
            // Nor is it changed, or fixed for a version of before.
            for statement: SQL in [
                "UPDATE certifications SET document = NULL", "DELETE FROM certifications",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asRole("teahouse_app") { db in _ = try db.execute(statement) }
                }
                #expect(error?.sqlState == "42501")
            }
            try await app.force([
                "DELETE FROM certifications",
                "UPDATE finding_versions SET submitted_at = submitted_at - interval '1 day'",
            ])
            let late = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try db.execute(
                        "INSERT INTO certifications (version, document) SELECT id, '{}' FROM finding_versions"
                    )
                }
            }
            #expect(late?.constraint == "certifications_submitted")
        }
    }
}
