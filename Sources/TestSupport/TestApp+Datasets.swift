// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import Store

/// A dataset with one release, made over HTTP, and those who deal with it.
package struct DatasetFixture: Sendable {
    package let provider: OrganisationRecord
    /// The token of the provider's data officer.
    package let officer: String
    /// The token of a moderator of no organisation.
    package var moderator: String
    package let dataset: String
    /// Of the release.
    package let path: String
}

extension TestApp {
    /// A draft release without files.
    package func draftRelease(profile: String = "agreement", reviewDays: Int? = nil) async throws
        -> DatasetFixture
    {
        let provider = try await organisation(.enterprise, "Hafenwerk \(UUID().uuidString.prefix(8))")
        let officer = try await person("Olga", in: provider, as: [.dataOfficer]).token
        let moderator = try await person("Mona", platform: [.moderator]).token
        // Of one alone nobody's silence counts.
        _ = try await person("Moritz", platform: [.moderator])
        let made = try await client.post(
            "/v1/datasets",
            token: officer,
            [
                "organisation": .string(provider.pid.description), "title": "Pumps",
                "description": "Pumps of a harbour, by region.", "keywords": ["pumps"],
            ]
        )
        let dataset = try made.expecting(201).json["pid"]?.string ?? ""
        var body: [String: JSON] = [
            "profile": .string(profile), "terms": "Use it for research; do not pass it on.",
        ]
        body["review_days"] = reviewDays.map { .integer(Int64($0)) }
        let release = try await client.post(
            "/v1/datasets/\(dataset)/releases",
            token: officer,
            .object(body)
        )
        return DatasetFixture(
            provider: provider,
            officer: officer,
            moderator: moderator,
            dataset: dataset,
            path: try release.expecting(201)["location"] ?? ""
        )
    }

    /// A table that passes the profile `agreement` with `roles`.
    package static let pumps: [UInt8] = {
        let rows = (0..<48).map {
            "\($0 % 2 == 0 ? "north" : "south"),\(["pump", "valve", "fan"][$0 / 2 % 3])"
        }
        return Array((["region,kind"] + rows).joined(separator: "\n").utf8) + [10]
    }()
    package static let pumpRoles: JSON = ["region": "quasi", "kind": "sensitive"]

    /// Uploads a table with its digest declared.
    package func upload(
        _ bytes: [UInt8],
        as name: String,
        to fixture: DatasetFixture,
        token: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        let digest = Data(SHA256.digest(of: bytes)).base64EncodedString()
        let standard = ["Content-Type": "text/csv", "Content-Digest": "sha-256=:\(digest):"]
        return try await client.send(
            "PUT",
            "\(fixture.path)/files/\(name)",
            token: token ?? fixture.officer,
            body: bytes,
            headers: standard.merging(headers) { $1 }
        )
    }

    package func assign(_ roles: JSON, in name: String, of fixture: DatasetFixture) async throws
        -> TestResponse
    {
        try await client.send(
            "PATCH",
            "\(fixture.path)/files/\(name)/columns",
            token: fixture.officer,
            body: (["roles": roles] as JSON).canonical,
            headers: ["If-Match": "*"]
        )
    }

    /// Asks for a state change of the release, whatever state it is in.
    package func act(
        _ event: String,
        on fixture: DatasetFixture,
        token: String,
        reason: String? = "Looked at."
    ) async throws -> TestResponse {
        try await client.post(
            "\(fixture.path)/actions/\(event)",
            token: token,
            reason.map { ["reason": .string($0)] } ?? [:],
            headers: ["If-Match": "*"]
        )
    }

    /// Measures the release and returns it as it is afterwards.
    package func measure(_ fixture: DatasetFixture) async throws -> TestResponse {
        let asked = try await act("measure", on: fixture, token: fixture.officer, reason: nil)
        guard asked.status == 202 else { return asked }
        try await jobEnded(try await releaseID(fixture))
        return try await client.get(fixture.path, token: fixture.officer)
    }

    package func releaseID(_ fixture: DatasetFixture) async throws -> UUID {
        try await asSuperuser { db in
            try db.scalar(
                """
                SELECT r.id FROM releases r JOIN datasets d ON d.id = r.dataset
                WHERE d.pid = \(fixture.dataset) AND r.sequence = 1
                """
            )
        } ?? UUID()
    }

    /// A release with the table `pumps.csv`, measured and let out.
    package func release(reviewDays: Int? = nil) async throws -> DatasetFixture {
        if reviewDays == nil {
            let (fixture, moment) = try await Templates.shared.history().release
            if try await begin(with: moment) { return fixture }
        }
        return try await playRelease(reviewDays: reviewDays)
    }

    func playRelease(reviewDays: Int? = nil) async throws -> DatasetFixture {
        let fixture = try await draftRelease(reviewDays: reviewDays)
        _ = try await upload(Self.pumps, as: "pumps.csv", to: fixture).expecting(201)
        _ = try await assign(Self.pumpRoles, in: "pumps.csv", of: fixture).expecting(200)
        _ = try await measure(fixture).expecting(200)
        _ = try await act("release", on: fixture, token: fixture.moderator).expecting(200)
        return fixture
    }

    /// The next release of a dataset, with the same table, measured: it waits for a moderator.
    package func nextRelease(of fixture: DatasetFixture) async throws -> DatasetFixture {
        let begun = try await client.post(
            "/v1/datasets/\(fixture.dataset)/releases",
            token: fixture.officer,
            ["profile": "agreement", "terms": "Use it for research; do not pass it on."]
        ).expecting(201)
        let next = DatasetFixture(
            provider: fixture.provider,
            officer: fixture.officer,
            moderator: fixture.moderator,
            dataset: fixture.dataset,
            path: begun["location"] ?? ""
        )
        _ = try await upload(Self.pumps, as: "pumps.csv", to: next).expecting(201)
        _ = try await assign(Self.pumpRoles, in: "pumps.csv", of: next).expecting(200)
        _ = try await act("measure", on: next, token: next.officer, reason: nil).expecting(202)
        _ = try await until("the measurement", at: next.path, token: next.officer) {
            $0.json["state"]?.string == "in_review"
        }
        return next
    }

    /// Asks for access on a researcher's behalf and has the provider grant it; returns the request.
    package func grantAccess(to fixture: DatasetFixture, for researcher: String) async throws -> TestResponse
    {
        let release = try await client.get(fixture.path)
        let asked = try await client.post(
            "\(fixture.path)/access-requests",
            token: researcher,
            ["purpose": "To study wear.", "terms_digest": release.json["terms_digest"] ?? .null]
        )
        return try await client.post(
            "\(asked["location"] ?? "")/actions/grant",
            token: fixture.officer,
            ["reason": "Welcome."],
            headers: ["If-Match": "*"]
        )
    }
}
