// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL
import Publication
import Store
import TestSupport
import Testing

/// What the public learns of an answer to a problem that only a circle knows of.
@Suite struct RestrictedAnswerTests {
    /// An answer that went through all gates, and its publication.
    private static func published(
        answering problem: ProblemFixture,
        by author: (person: PersonRecord, token: String),
        of university: OrganisationRecord,
        _ app: TestApp
    ) async throws -> (finding: FindingCase, path: String, opening: String?) {
        let finding = try await FindingCase.begin(
            app,
            by: author.person,
            author.token,
            of: university,
            ["problem": .string(problem.pid)]
        )
        try await finding.addParts()
        _ = try await finding.submit().expecting(200)
        _ = try await app.until("the screening", at: finding.path(), token: finding.token) {
            $0.gate("screening") == "passed"
        }
        _ = try await finding.act("accept", as: finding.moderator).expecting(200)
        let done = try await app.until("the publication", at: finding.path(), token: finding.token) {
            $0.json["state"] == "published"
        }
        #expect(done.json["problem"]?.string == problem.pid)
        let path = "/v1/publications/\(done.json["publication"]?.string ?? "")"
        return (finding, path, done.json["problem_opening"]?.string)
    }

    @Test func `a restricted problem is named nowhere, and its answer can be proved to be one`() async throws
    {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Circle University")
            let author = try await app.person("Rita", in: university, as: [.researcher])
            let problem = try await app.openProblem(.restricted, circle: [university])
            let (finding, path, opening) = try await Self.published(
                answering: problem,
                by: author,
                of: university,
                app
            )
            let document = try await app.client.get(path).expecting(200)
            #expect(document.json["problem"] == nil)
            let formats = PublicationFormat.allCases.map { "/formats/\($0.rawValue)" }
            for part in ["", "/certificate", "/linkset"] + formats {
                let shown = try await app.client.get(path + part).expecting(200)
                #expect(!shown.text.contains(problem.pid), "\(part)")
            }
            for list in [
                "/oai?verb=ListRecords&metadataPrefix=oai_datacite", "/oai?verb=ListSets",
                "/v1/search?q=pumps",
            ] {
                #expect(try await !app.client.get(list).text.contains(problem.pid), "\(list)")
            }

            let text = try #require(opening)
            let opened = try ProblemOpening(parsing: Array(text.utf8))
            #expect(opened.problem.pid.description == problem.pid)
            #expect(opened.problem.version == 1)
            let certificate = try await app.client.get(path + "/certificate").expecting(200)
            let commitment = Digest(hashing: Array(text.utf8)).description
            #expect(certificate.json["certificate"]?["problem"]?.string == commitment)
            #expect(certificate.json["certificate"]?["schema"]?.string?.hasSuffix("/certificate/2") == true)
            let keys = try TrustedKeys(file: try await app.client.get("/v1/keys").body)
            #expect(verifyCertificate(file: certificate.body, keys: keys, document: document.body).isValid)

            // Another one of the same problem cannot be told from it.
            let second = try await Self.published(answering: problem, by: author, of: university, app)
            let other = try await app.client.get(second.path + "/certificate").expecting(200)
            #expect(other.json["certificate"]?["problem"] != nil)
            #expect(other.json["certificate"]?["problem"] != certificate.json["certificate"]?["problem"])
            #expect(second.finding.pid != finding.pid)
        }
    }

    @Test func `only those who know of the problem see what opens the commitment`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Circle University")
            let author = try await app.person("Rita", in: university, as: [.researcher])
            let problem = try await app.openProblem(.restricted, circle: [university])
            let (finding, _, _) = try await Self.published(
                answering: problem,
                by: author,
                of: university,
                app
            )
            // Judges know of it; and the author, when the circle does not have her any more.
            #expect(try await finding.get(as: finding.moderator).json["problem_opening"]?.string != nil)
            _ = try await app.setCircle([], of: problem, token: problem.owner).expecting(200)
            let kept = try await finding.get()
            #expect(kept.json["problem"] == .null)
            #expect(kept.json["problem_opening"]?.string != nil)
        }
    }

    @Test func `authors from outside the circle, and reviewers, do not learn of it by the finding`()
        async throws
    {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Circle University")
            let author = try await app.person("Rita", in: university, as: [.researcher])
            let problem = try await app.openProblem(.restricted, circle: [university])
            let finding = try await FindingCase.begin(
                app,
                by: author.person,
                author.token,
                of: university,
                ["problem": .string(problem.pid)]
            )
            try await finding.addParts()
            let elsewhere = try await app.organisation(.university, "Elsewhere")
            let outsider = try await app.person("Otto", in: elsewhere, as: [.researcher])
            try await app.addAuthor(outsider, to: finding.pid, by: finding.token)
            let institute = try await app.organisation(.institute, "Outside")
            let reviewer = try await app.person("Rolf", in: institute, as: [.reviewer])
            _ = try await finding.submit().expecting(200)
            _ = try await app.client.post(
                finding.path() + "/reviews",
                token: finding.moderator,
                ["reviewer": .string(reviewer.person.pid.description)],
                headers: ["If-Match": "*"]
            ).expecting(201)
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            _ = try await app.until("the publication", at: finding.path(), token: finding.token) {
                $0.json["state"] == "published"
            }
            #expect(try await finding.get().json["problem_opening"]?.string != nil)
            for (token, paths) in [
                (
                    outsider.token,
                    [
                        finding.path(), "/v1/findings/\(finding.pid)", "/v1/findings",
                        finding.path() + "/receipts", "/v1/me/inbox",
                    ]
                ), (reviewer.token, [finding.path(), "/v1/me/reviews", "/v1/me/inbox"]),
            ] {
                for path in paths {
                    let shown = try await app.client.get(path, token: token).expecting(200)
                    #expect(!shown.text.contains(problem.pid), "\(path)")
                }
            }
            // Once the circle has their organisation, they know of it.
            _ = try await app.setCircle([university, elsewhere], of: problem, token: problem.owner)
                .expecting(200)
            #expect(try await finding.get(as: outsider.token).json["problem_opening"]?.string != nil)
        }
    }

    @Test func `a public problem is named, and needs no commitment`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Open University")
            let author = try await app.person("Rita", in: university, as: [.researcher])
            let problem = try await app.openProblem()
            let (_, path, opening) = try await Self.published(
                answering: problem,
                by: author,
                of: university,
                app
            )
            #expect(opening == nil)
            #expect(try await app.client.get(path).json["problem"]?["pid"]?.string == problem.pid)
            let certificate = try await app.client.get(path + "/certificate").expecting(200)
            #expect(certificate.json["certificate"]?["problem"] == nil)
            #expect(certificate.json["certificate"]?["schema"]?.string?.hasSuffix("/certificate/1") == true)
        }
    }
}
