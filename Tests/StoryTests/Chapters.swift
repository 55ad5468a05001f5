// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import TestSupport
import Testing

extension Story {
    static func example(_ name: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        return Array(try Data(contentsOf: root.appending(path: "examples/planes/\(name)")))
    }

    /// An asset register is refused as it is, and passes once it is generalised; a
    /// neutral moderator lets it out.
    func releaseData() async throws -> (dataset: String, release: String) {
        tell("The enterprise uploads its asset register")
        let dataset = try #require(
            try await post(
                "/v1/datasets",
                as: "provider",
                [
                    "organisation": .string(try organisation("provider")),
                    "title": "Aircraft in service",
                    "description": "The aircraft of a fleet with the years in which they were built.",
                ],
                expecting: 201
            ).json["pid"]?.string
        )
        let release = "/v1/datasets/\(dataset)/releases/1"
        try await post(
            "/v1/datasets/\(dataset)/releases",
            as: "provider",
            [
                "profile": "agreement",
                "terms": "For research on fleets. No attempt to find out whose aircraft these are.",
            ],
            expecting: 201
        )
        try await upload(try Self.example("planes.csv"), to: "\(release)/files/planes.csv", as: "provider")
        try await assign(
            [
                "tailnum": "other", "year": "quasi", "type": "quasi", "manufacturer": "sensitive",
                "model": "quasi",
                "engines": "quasi", "seats": "other", "speed": "other", "engine": "other",
            ],
            to: "\(release)/files/planes.csv"
        )
        tell("It is measured and refused: serial numbers, and rows that stand alone")
        try await measure(release, until: "draft")
        let report = try await get("\(release)/report", as: "provider").text
        #expect(report.contains("tailnum") && report.contains(#""k":1"#))

        tell("The enterprise generalises it, and it passes")
        let file = try await get("\(release)/files", as: "provider").json["items"]?.array?.first
        let digest = try #require(file?["digest"]?.string)
        let deleted = try await client.send(
            "DELETE",
            "\(release)/files/planes.csv",
            token: try token("provider"),
            headers: ["If-Match": "\"\(digest)\""]
        )
        try #require(deleted.status == 204, "\(deleted.text)")
        try await upload(
            try Self.example("planes-generalised.csv"),
            to: "\(release)/files/fleet.csv",
            as: "provider"
        )
        try await assign(
            ["built": "quasi", "manufacturer": "sensitive", "seats": "other", "engine": "other"],
            to: "\(release)/files/fleet.csv"
        )
        try await measure(release, until: "in_review")
        tell("A neutral moderator lets it out, from the command line")
        let queue = try await moderate(["queue", "--kind", "release"], queue: true)
        #expect(queue.output.contains(dataset))
        try await moderate([
            "release", "accept", dataset, "--number", "1", "--reason", "k is 70; no serial numbers are left.",
        ])
        return (dataset, release)
    }

    private func assign(_ roles: JSON, to file: String) async throws {
        let columns = try await get("\(file)/columns", as: "provider")
        try await send(
            "PATCH",
            "\(file)/columns",
            as: "provider",
            ["roles": roles],
            matching: columns["etag"]
        )
    }

    private func measure(_ release: String, until state: String) async throws {
        try await act("measure", on: release, as: "provider", expecting: 202)
        _ = try await poll(release, as: "provider") { $0.json["state"]?.string == state }
    }

    /// The queue takes no `--yes`.
    func moderate(_ arguments: [String], queue: Bool) async throws -> CommandLineTool.Result {
        let result = try await CommandLineTool.run(
            ["moderate"] + arguments + ["--url", url, "--credentials", state + "/credentials.json"]
        )
        try #require(result.code == 0, "\(result.error)")
        return result
    }

    /// A problem is posed and opened.
    func poseProblem(about dataset: String) async throws -> String {
        tell("The enterprise poses a problem; a moderator opens it")
        let posed = try await post(
            "/v1/problems",
            as: "provider",
            [
                "organisation": .string(try organisation("provider")),
                "title": "How long do aircraft of each maker stay?",
                "statement": "Estimate it from the released register, with its uncertainty.",
                "visibility": "public",
                "deadline": "2100-01-01T00:00:00Z",
                "datasets": [.string(dataset)],
            ],
            expecting: 201
        )
        let pid = try #require(posed.json["pid"]?.string)
        try await act("submit", on: "/v1/problems/\(pid)", as: "provider")
        let hidden = try await client.get("/v1/problems/\(pid)")
        #expect(hidden.status == 404)
        try await moderate(["problem", "approve", pid, "--reason", "Clear and answerable."])
        #expect(try await get("/v1/problems/\(pid)").json["state"]?.string == "open")
        return pid
    }

    /// A university researcher accepts the terms, is granted access, and downloads.
    func getAccess(to release: String) async throws {
        tell("A researcher asks for access, accepting the terms by their digest")
        let description = try await get(release)
        let terms = try #require(description.json["terms_digest"]?.string)
        let refused = try await client.get("\(release)/files/fleet.csv", token: try token("researcher"))
        #expect(refused.status == 403 && refused.code == "agreement_required")
        let request = try await post(
            "\(release)/access-requests",
            as: "researcher",
            ["purpose": "Survival analysis of fleets.", "terms_digest": .string(terms)],
            expecting: 201
        )
        let pid = try #require(request.json["pid"]?.string)
        tell("The enterprise grants it; the download is what was measured, whole and in part")
        try await act(
            "grant",
            on: "/v1/access-requests/\(pid)",
            as: "provider",
            ["reason": "A sound purpose."]
        )
        let whole = try await get("\(release)/files/fleet.csv", as: "researcher")
        #expect(whole.body == (try Self.example("planes-generalised.csv")))
        let part = try await client.get(
            "\(release)/files/fleet.csv",
            token: try token("researcher"),
            headers: ["Range": "bytes=0-4"]
        )
        #expect(part.status == 206 && part.text == "built")
    }

    /// A finding is written and submitted; `name` tells the story's findings apart.
    func submitFinding(_ name: String, problem: String, dataset: String, text: String) async throws -> String
    {
        let begun = try await post(
            "/v1/findings",
            as: "researcher",
            [
                "title": .string("\(name): makers and age"),
                "abstract": "Aircraft of some makers are kept longer than those of others.",
                "language": "en",
                "kind": "solution",
                "license": "CC-BY-4.0",
                "problem": .string(problem),
                "releases": [["dataset": .string(dataset), "sequence": 1]],
            ],
            expecting: 201
        )
        let finding = try #require(begun.json["pid"]?.string)
        let version = "/v1/findings/\(finding)/versions/1"
        try await upload(
            Array(text.utf8),
            to: "\(version)/files/result.md",
            as: "researcher",
            type: "text/markdown"
        )
        let draft = try await get(version, as: "researcher")
        try await send(
            "PUT",
            "\(version)/contributions",
            as: "researcher",
            [
                "contributions": [
                    [
                        "name": "Rhea Researcher",
                        "orcid": "0000-0002-1825-0097",
                        "affiliation": ["name": "Nordmark University"],
                        "credit_roles": ["formal-analysis", "writing-original-draft"],
                    ]
                ]
            ],
            matching: draft["etag"]
        )
        try await act("submit", on: version, as: "researcher")
        return finding
    }
}
