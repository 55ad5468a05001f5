// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import Store

/// A finding before its gates, which used a provider's release, and those who deal with it.
package struct FindingFixture: Sendable {
    package let data: DatasetFixture
    package let university: OrganisationRecord
    /// The token of the finding's author.
    package let author: String
    /// The token of the provider's clearance officer.
    package let clearer: String
    package let finding: String
    /// The public id of the provider's clearance of the first version.
    package let clearance: String

    package init(
        data: DatasetFixture,
        university: OrganisationRecord,
        author: String,
        clearer: String,
        finding: String,
        clearance: String
    ) {
        self.data = data
        self.university = university
        self.author = author
        self.clearer = clearer
        self.finding = finding
        self.clearance = clearance
    }

    package var version: String { version(1) }
    package var clearancePath: String { "/v1/clearances/\(clearance)" }

    package func version(_ number: Int) -> String { "/v1/findings/\(finding)/versions/\(number)" }
}

/// What a test waited for did not come.
package struct NeverCame: Error {
    package let what: String

    package init(what: String) {
        self.what = what
    }
}

extension TestApp {
    /// What the fixture's finding says, in its only file `result.md`.
    package static let resultText =
        "Pumps in the north wear faster.\nThe price was 41 million.\nThat is all.\n"
    /// Where `41 million` stands in it.
    package static let passage = 46...55

    /// A submitted finding over a released dataset.
    ///
    /// `metadata` is laid over what the finding says of itself.
    package func submittedFinding(
        _ metadata: JSON = [:],
        over data: DatasetFixture? = nil,
        by contributor: String? = nil
    ) async throws -> FindingFixture {
        if metadata == [:], data == nil, contributor == nil {
            let (fixture, moment) = try await Templates.shared.history().submitted
            if try await begin(with: moment) { return fixture }
        }
        return try await playSubmission(metadata, over: data, by: contributor)
    }

    func playSubmission(
        _ metadata: JSON = [:],
        over data: DatasetFixture?,
        by contributor: String? = nil
    ) async throws -> FindingFixture {
        let data = if let data { data } else { try await release() }
        let university = try await organisation(.university, "University \(UUID().uuidString.prefix(8))")
        let author = try await person("Ada", in: university, as: [.researcher]).token
        let clearer = try await person("Clara", in: data.provider, as: [.clearanceOfficer]).token
        _ = try await grantAccess(to: data, for: author).expecting(200)
        let finding = try await draftFinding(metadata, over: data, by: author, contributor ?? "Ada Author")
        let version = "/v1/findings/\(finding)/versions/1"
        let submitted = try await submit(version, by: author).expecting(200)
        let clearance = submitted.json["gates"]?["clearances"]?.array?.first?["pid"]?.string ?? ""
        return FindingFixture(
            data: data,
            university: university,
            author: author,
            clearer: clearer,
            finding: finding,
            clearance: clearance
        )
    }

    /// A draft with one file and one contributor.
    package func draftFinding(
        _ metadata: JSON,
        over data: DatasetFixture,
        by author: String,
        _ contributor: String = "Ada Author"
    ) async throws -> String {
        let body: [String: JSON] = [
            "title": "Wear of pumps", "abstract": "Pumps wear by region.", "language": "en",
            "kind": "solution",
            "license": "CC-BY-4.0", "releases": [["dataset": .string(data.dataset), "sequence": 1]],
        ]
        let whole = JSON.object(body.merging(metadata.object ?? [:]) { $1 })
        let begun = try await client.post("/v1/findings", token: author, whole).expecting(201)
        let finding = begun.json["pid"]?.string ?? ""
        let version = "/v1/findings/\(finding)/versions/1"
        _ = try await put(Self.resultText, as: "result.md", into: version, by: author).expecting(201)
        let contributions: JSON = [
            ["name": .string(contributor), "credit_roles": ["writing-original-draft"]]
        ]
        _ = try await client.send(
            "PUT",
            version + "/contributions",
            token: author,
            body: (["contributions": contributions] as JSON).canonical,
            headers: ["If-Match": "*"]
        ).expecting(200)
        return finding
    }

    /// Uploads a text file into a draft version.
    package func put(
        _ text: String,
        as name: String,
        into version: String,
        by author: String
    ) async throws -> TestResponse {
        let bytes = Array(text.utf8)
        let digest = Data(SHA256.digest(of: bytes)).base64EncodedString()
        return try await client.send(
            "PUT",
            "\(version)/files/\(name)",
            token: author,
            body: bytes,
            headers: [
                "Content-Type": "text/markdown", "Content-Digest": "sha-256=:\(digest):",
            ]
        )
    }

    /// Puts a draft before its gates, as long after what was asked for before as it takes.
    package func submit(_ version: String, by author: String) async throws -> TestResponse {
        let parts = version.split(separator: "/")
        if parts.count > 2, parts.last != "1" { try await letAskAgain(String(parts[2])) }
        return try await client.post(version + "/actions/submit", token: author, headers: ["If-Match": "*"])
    }

    /// As if what the authors of a finding have asked for so far lay ten days back, though nothing else does.
    package func letAskAgain(_ finding: String) async throws {
        try await asSuperuser { db in
            try db.execute(
                """
                UPDATE askings SET asked_at = asked_at - interval '10 days'
                WHERE finding = (SELECT id FROM findings WHERE pid = \(finding))
                """
            )
        }
    }

    /// Asks for an event on what `path` names, whatever state it is in; `body` is a reason unless given.
    package func act(
        _ event: String,
        at path: String,
        token: String?,
        _ body: JSON = ["reason": "Looked at."]
    ) async throws -> TestResponse {
        try await client.post(
            "\(path)/actions/\(event)",
            token: token,
            body,
            headers: ["If-Match": "*"]
        )
    }

    /// Opens the gates of the first version but for the clock's share in it.
    package func openGates(of fixture: FindingFixture) async throws {
        _ = try await until("the screening", at: fixture.version, token: fixture.author) {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        _ = try await act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
        _ = try await act("no_objection", at: fixture.clearancePath, token: fixture.clearer).expecting(200)
    }

    /// The public id of a finding's publication, once its version is in `state`.
    package func publication(of fixture: FindingFixture, state: String = "published") async throws -> String {
        let version = try await until("state \(state)", at: fixture.version, token: fixture.author) {
            $0.json["state"]?.string == state
        }
        return version.json["publication"]?.string ?? ""
    }

    /// A published finding and the public id of its publication.
    package func published(_ metadata: JSON = [:], over data: DatasetFixture? = nil) async throws
        -> (fixture: FindingFixture, publication: String)
    {
        if metadata == [:], data == nil {
            let (fixture, publication, moment) = try await Templates.shared.history().published
            if try await begin(with: moment) { return (fixture, publication) }
        }
        let fixture = try await submittedFinding(metadata, over: data)
        try await openGates(of: fixture)
        return (fixture, try await publication(of: fixture))
    }

    /// Invites somebody to be an author of a finding, on the author's behalf.
    package func inviteAuthor(_ person: PersonRecord, to finding: String, by author: String) async throws
        -> TestResponse
    {
        try await client.post(
            "/v1/findings/\(finding)/authors",
            token: author,
            ["person": .string(person.pid.description)],
            headers: ["If-Match": "*"]
        )
    }

    /// Accepts or declines the only invitation that somebody has to be an author.
    package func answerInvitation(_ event: String, by invited: String) async throws -> TestResponse {
        let own = "/v1/me/author-invitations"
        let pids = try await client.get(own, token: invited).expecting(200).json["items"]?.array ?? []
        let pid = pids.count == 1 ? pids[0]["pid"]?.string ?? "" : ""
        return try await client.post(
            "\(own)/\(pid)/actions/\(event)",
            token: invited,
            [:],
            headers: ["If-Match": "*"]
        )
    }

    /// Makes somebody an author of a finding, who wants to be one.
    package func addAuthor(
        _ person: (person: PersonRecord, token: String),
        to finding: String,
        by author: String
    ) async throws {
        _ = try await inviteAuthor(person.person, to: finding, by: author).expecting(200)
        _ = try await answerInvitation("accept", by: person.token).expecting(204)
    }

    /// What an author says who takes a publication back.
    package static let withdrawal: JSON = ["category": "error"]

    /// Withdraws a publication, as one of its authors.
    package func withdraw(_ publication: String, by token: String) async throws {
        _ = try await act("withdraw", at: "/v1/publications/\(publication)", token: token, Self.withdrawal)
            .expecting(200)
    }

    /// Asks for what `path` names until the answer holds; a limit in time keeps a broken
    /// server from hanging the test.
    package func until(
        _ what: String,
        at path: String,
        token: String? = nil,
        within limit: Duration = .seconds(40),
        holds: (TestResponse) -> Bool
    ) async throws -> TestResponse {
        var response = TestResponse(status: 0, headers: [:], body: [])
        try await until(what, within: limit) {
            response = try await client.get(path, token: token)
            return holds(response)
        }
        return response
    }

    /// Asks until something holds: at once, and again whenever the server has done something on its own.
    package func until(
        _ what: String,
        within limit: Duration = .seconds(40),
        holds: () async throws -> Bool
    ) async throws {
        guard try await activity.wait(within: limit, until: holds) else { throw NeverCame(what: what) }
    }
}
