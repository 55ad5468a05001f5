// SPDX-License-Identifier: Apache-2.0
import JSON

extension TestApp {
    /// The digest of the file of a fixture's first version, as JSON has it.
    package func digest(in fixture: FindingFixture) async throws -> JSON {
        let version = try await client.get(fixture.version, token: fixture.author)
        return version.json["files"]?.array?.first?["digest"] ?? .null
    }

    /// Objects to a passage of a fixture's file, by default on behalf of its provider.
    package func raise(
        on fixture: FindingFixture,
        bytes: ClosedRange<Int> = Self.passage,
        category: JSON = "confidential",
        digest: JSON? = nil,
        token: String? = nil
    ) async throws -> TestResponse {
        let digest = if let digest { digest } else { try await self.digest(in: fixture) }
        return try await client.post(
            fixture.clearancePath + "/flags",
            token: token ?? fixture.clearer,
            [
                "file_digest": digest, "first_byte": .integer(Int64(bytes.lowerBound)),
                "last_byte": .integer(Int64(bytes.upperBound)), "category": category, "note": "A price.",
            ],
            headers: ["If-Match": "*"]
        )
    }

    /// Objects to a passage of a text of a version's document, on behalf of a provider.
    package func raise(
        onMember pointer: String,
        at clearance: String,
        as token: String,
        bytes: ClosedRange<Int>
    ) async throws -> TestResponse {
        try await client.post(
            clearance + "/flags",
            token: token,
            [
                "member": .string(pointer), "first_byte": .integer(Int64(bytes.lowerBound)),
                "last_byte": .integer(Int64(bytes.upperBound)), "category": "confidential", "note": "A name.",
            ],
            headers: ["If-Match": "*"]
        )
    }

    /// The address of a flag that the authors contest.
    package func contestedFlag(
        on fixture: FindingFixture,
        bytes: ClosedRange<Int> = Self.passage,
        category: JSON = "confidential"
    ) async throws -> String {
        let flag = try await raise(on: fixture, bytes: bytes, category: category).expecting(201)
        let path = flag["location"] ?? ""
        _ = try await act("contest", at: path, token: fixture.author).expecting(200)
        return path
    }
}
