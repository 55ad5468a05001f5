// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import Store
import TestSupport

/// A finding of one author, made over HTTP, and those who deal with it.
struct FindingCase: Sendable {
    let app: TestApp
    let university: OrganisationRecord
    let author: PersonRecord
    /// The author's token.
    let token: String
    /// The token of a moderator of no organisation.
    let moderator: String
    let pid: String

    /// A draft that says what `metadata` says and has no parts.
    static func begin(_ app: TestApp, _ changes: [String: JSON] = [:]) async throws -> Self {
        let university = try await app.organisation(.university, "Nordmark \(UUID().uuidString.prefix(8))")
        let (author, token) = try await app.person("Rita", in: university, as: [.researcher])
        return try await begin(app, by: author, token, of: university, changes)
    }

    /// The same, by somebody who is known already.
    static func begin(
        _ app: TestApp,
        by author: PersonRecord,
        _ token: String,
        of university: OrganisationRecord,
        _ changes: [String: JSON] = [:]
    ) async throws -> Self {
        let moderator = try await app.person("Mona", platform: [.moderator]).token
        let made = try await app.client.post("/v1/findings", token: token, metadata(changes)).expecting(201)
        return Self(
            app: app,
            university: university,
            author: author,
            token: token,
            moderator: moderator,
            pid: made.json["pid"]?.string ?? ""
        )
    }

    /// A draft with a harmless file and a contributor.
    static func complete(_ app: TestApp, _ changes: [String: JSON] = [:]) async throws -> Self {
        let finding = try await begin(app, changes)
        try await finding.addParts()
        return finding
    }

    /// A version before the gates, its screening done.
    static func submitted(_ app: TestApp, text: String = harmless) async throws -> Self {
        let finding = try await begin(app)
        try await finding.addParts(text: text)
        _ = try await finding.submit().expecting(200)
        try await finding.workEnded()
        return finding
    }

    func addParts(text: String = harmless) async throws {
        _ = try await upload(Array(text.utf8), as: "result.md").expecting(201)
        _ = try await put("contributions", ["contributions": [Self.contribution]]).expecting(200)
    }

    // MARK: What is sent

    static let harmless = "# Wear of pumps\n\nPumps of the north wear faster than those of the south.\n"
    static let contribution: JSON = [
        "name": "Rita Researcher", "orcid": "0000-0002-1825-0097",
        "affiliation": ["name": "Nordmark University", "ror": "03yrm5c26"],
        "credit_roles": ["formal-analysis", "writing-original-draft"],
    ]

    static func metadata(_ changes: [String: JSON] = [:]) -> JSON {
        let standard: [String: JSON] = [
            "title": "Wear of pumps", "abstract": "How pumps wear.\nBy region.", "language": "en",
            "kind": "solution", "license": "CC-BY-4.0",
        ]
        return .object(standard.merging(changes) { $1 })
    }

    // MARK: Requests

    func path(_ version: Int = 1) -> String { "/v1/findings/\(pid)/versions/\(version)" }

    func get(_ version: Int = 1, as token: String? = nil) async throws -> TestResponse {
        try await app.client.get(path(version), token: token ?? self.token)
    }

    /// A change of a part of the draft, whatever state it is in.
    func put(_ part: String, _ body: JSON, version: Int = 1, as token: String? = nil) async throws
        -> TestResponse
    {
        try await app.client.send(
            "PUT",
            "\(path(version))/\(part)",
            token: token ?? self.token,
            body: body.canonical,
            headers: ["If-Match": "*"]
        )
    }

    func patch(
        _ body: JSON,
        version: Int = 1,
        as token: String? = nil,
        headers: [String: String] = ["If-Match": "*"]
    ) async throws -> TestResponse {
        try await app.client.send(
            "PATCH",
            path(version),
            token: token ?? self.token,
            body: body.canonical,
            headers: headers
        )
    }

    func upload(
        _ bytes: [UInt8],
        as name: String,
        type: String = "text/markdown",
        version: Int = 1,
        token: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        let digest = Data(SHA256.digest(of: bytes)).base64EncodedString()
        let standard = ["Content-Type": type, "Content-Digest": "sha-256=:\(digest):"]
        return try await app.client.send(
            "PUT",
            "\(path(version))/files/\(name)",
            token: token ?? self.token,
            body: bytes,
            headers: standard.merging(headers) { $1 }
        )
    }

    /// Asks for a state change of a version, whatever state it is in.
    func act(
        _ event: String,
        version: Int = 1,
        as token: String,
        _ body: JSON = ["reason": "Looked at."],
        headers: [String: String] = ["If-Match": "*"]
    ) async throws -> TestResponse {
        try await app.client.post("\(path(version))/actions/\(event)", token: token, body, headers: headers)
    }

    /// Puts a draft before its gates, as long after what was asked for before as it takes.
    func submit(version: Int = 1, headers: [String: String] = ["If-Match": "*"]) async throws -> TestResponse
    {
        if version > 1 { try await app.letAskAgain(pid) }
        return try await act("submit", version: version, as: token, [:], headers: headers)
    }

    func nextVersion() async throws -> TestResponse {
        try await app.client.post("/v1/findings/\(pid)/versions", token: token)
    }

    // MARK: What happens by itself

    /// Returns once the screening of a version, and whatever it set off, has ended.
    func workEnded(version: Int = 1) async throws {
        let (pid, number) = (pid, Int32(version))
        let id: UUID? = try await app.asSuperuser { db in
            try db.scalar(
                """
                SELECT v.id FROM finding_versions v JOIN findings f ON f.id = v.finding
                WHERE f.pid = \(pid) AND v.number = \(number)
                """
            )
        }
        try await app.jobEnded(id ?? UUID())
    }

    func report(version: Int = 1, as token: String? = nil) async throws -> TestResponse {
        try await app.client.get("\(path(version))/screening", token: token ?? self.token)
    }
}

extension TestResponse {
    /// The state of a gate of a version.
    func gate(_ name: String) -> String? { json["gates"]?[name]?["state"]?.string }

    /// The body without the name of the request, which differs from answer to answer.
    var withoutInstance: [UInt8] {
        guard var members = json.object else { return body }
        members["instance"] = nil
        return JSON.object(members).canonical
    }

    /// Whether this is the 404 of an id that nobody has given out.
    func isHidden(like unknown: TestResponse) -> Bool {
        status == 404 && unknown.status == 404 && withoutInstance == unknown.withoutInstance
    }
}

/// A finding's id that is well formed and unknown.
let unknownFinding = PID(kind: .finding, bits: 77).description
