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

    /// An asset register is refused as it is, and passes once it is generalised; a neutral moderator lets it out.
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

    /// The provider flags a passage, the author leaves it out of the next version, and the provider has no objection.
    func flagAndRedact(_ finding: String) async throws {
        let version = "/v1/findings/\(finding)/versions/1"
        _ = try await poll(version, as: "researcher") {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        tell("The provider flags a passage")
        let clearance = try #require(
            try await get(version, as: "researcher").json["gates"]?["clearances"]?.array?.first?["pid"]?
                .string
        )
        let case_ = try await get("/v1/clearances/\(clearance)", as: "provider")
        let file = try #require(case_.json["files"]?.array?.first)
        let text = try await get("\(version)/files/result.md", as: "provider").text
        let passage = try #require(text.range(of: "negotiated price of 41 million"))
        let first = text.utf8.distance(from: text.startIndex, to: passage.lowerBound)
        let last = text.utf8.distance(from: text.startIndex, to: passage.upperBound) - 1
        try await post(
            "/v1/clearances/\(clearance)/flags",
            as: "provider",
            [
                "file_digest": file["digest"] ?? .null, "first_byte": 0,
                "last_byte": .integer(Int64(text.utf8.count - 1)), "category": "confidential",
                "note": "All of it.",
            ],
            expecting: 422
        )
        let flag = try await post(
            "/v1/clearances/\(clearance)/flags",
            as: "provider",
            [
                "file_digest": file["digest"] ?? .null, "first_byte": .integer(Int64(first)),
                "last_byte": .integer(Int64(last)), "category": "confidential",
                "note": "A price under contract.",
            ],
            expecting: 201
        )
        let pid = try #require(flag.json["pid"]?.string)
        tell("The author concedes it and leaves the passage out of a new version")
        try await act(
            "concede",
            on: "/v1/flags/\(pid)",
            as: "researcher",
            ["reason": "The price is not needed."]
        )
        try await post("/v1/findings/\(finding)/versions", as: "researcher", expecting: 201)
        let next = "/v1/findings/\(finding)/versions/2"
        let redacted = text.replacing("at a negotiated price of 41 million each ", with: "")
        try await upload(
            Array(redacted.utf8),
            to: "\(next)/files/result.md",
            as: "researcher",
            type: "text/markdown"
        )
        try await act("submit", on: next, as: "researcher")
        let screened = try await poll(next, as: "researcher") {
            $0.json["gates"]?["screening"]?["state"]?.string != "pending"
        }
        #expect(screened.json["gates"]?["screening"]?["state"]?.string == "passed")
        #expect(try await get("/v1/flags/\(pid)", as: "researcher").json["state"]?.string == "resolved")
        tell("The provider has no objection to the new version")
        let second = try #require(screened.json["gates"]?["clearances"]?.array?.first?["pid"]?.string)
        try await act(
            "no_objection",
            on: "/v1/clearances/\(second)",
            as: "provider",
            ["reason": "The price is gone."]
        )
    }

    /// A moderator of the authors' university is refused; a neutral one accepts.
    func moderateFinding(_ finding: String, version: Int) async throws {
        tell("A moderator of the authors' own university is refused")
        let invited = try await teahouse(
            "admin",
            "invite",
            "Nils Neighbour",
            "--organisation",
            try organisation("researcher"),
            "--role",
            "reviewer",
            "--platform-role",
            "moderator",
            "--state",
            state,
            "--json"
        )
        let code = try #require(invited.json["code"]?.string)
        let enrolled = try await client.post("/v1/enrolments", ["code": .string(code)])
        #expect(enrolled.status == 201)
        let neighbour = try #require(enrolled.json["token"]?.string)
        let path = "/v1/findings/\(finding)/versions/\(version)"
        let seen = try await client.get(path, token: neighbour)
        let refused = try await client.post(
            "\(path)/actions/accept",
            token: neighbour,
            ["reason": "My colleague's work is sound."],
            headers: ["If-Match": seen["etag"] ?? ""]
        )
        #expect(refused.status == 403 && refused.code == "conflict_of_interest")
        tell("A neutral moderator reads and accepts it, from the command line")
        let shown = try await moderate(["show", finding], queue: true)
        #expect(shown.output.contains("you may: accept"))
        try await moderate([
            "accept", finding, "--version", "\(version)", "--reason", "Sound, and nothing is given away.",
        ])
    }

    /// The finding becomes public, with a certificate that verifies with nothing but files.
    func checkCertificate(of finding: String, version: Int) async throws -> String {
        tell("It is published with a certificate, which verifies offline")
        let published = try await poll("/v1/findings/\(finding)/versions/\(version)", as: "researcher") {
            $0.json["state"]?.string == "published"
        }
        let pid = try #require(published.json["publication"]?.string)
        let document = try await get("/v1/publications/\(pid)")
        let certificate = try await get("/v1/publications/\(pid)/certificate")
        let keys = try await get("/v1/keys")
        for (name, response) in [("document", document), ("certificate", certificate), ("keys", keys)] {
            try Data(response.body).write(to: URL(filePath: "\(state)/\(name).json"))
        }
        let verify = [
            "verify", "certificate", "\(state)/certificate.json", "--keys", "\(state)/keys.json",
            "--document",
            "\(state)/document.json",
        ]
        let valid = try await CommandLineTool.run(verify)
        try #require(valid.code == 0, "\(valid.output)\(valid.error)")
        var flipped = certificate.body
        flipped[flipped.count / 2] ^= 1
        try Data(flipped).write(to: URL(filePath: "\(state)/certificate.json"))
        #expect(try await CommandLineTool.run(verify).code == 1)
        let cached = try await client.get(
            "/v1/publications/\(pid)",
            headers: ["If-None-Match": document["etag"] ?? ""]
        )
        #expect(cached.status == 304)
        return pid
    }

    /// Silence clears: after the review period the clearance lapses and the finding is published.
    func letClockDecide(_ finding: String) async throws {
        _ = try await poll("/v1/findings/\(finding)/versions/1", as: "researcher") {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        try await moderate(["accept", finding, "--version", "1", "--reason", "Sound."])
        tell("Another finding waits for the provider, who says nothing; thirty-one days pass")
        #expect(
            try await get("/v1/findings/\(finding)", as: "researcher").json["state"]?.string == "submitted"
        )
        try await teahouse("admin", "clock", "advance", "--days", "31", "--state", state)
        let published = try await poll("/v1/findings/\(finding)/versions/1", as: "researcher") {
            $0.json["state"]?.string == "published"
        }
        let clearance = published.json["gates"]?["clearances"]?.array?.first
        #expect(clearance?["outcome"]?.string == "lapsed")
    }

    /// The export holds exactly the published set; a withdrawal shows in the next delta.
    func exportAndWithdraw(_ publication: String) async throws {
        tell("The nightly export holds exactly what is published")
        let folder = "\(state)/export"
        let first = try await teahouse("export", "--state", state, "--to", folder, "--json")
        #expect(first.json["published"]?.integer == 2)
        #expect(first.json["put"]?.integer == 2)
        try await teahouse("verify", "export", folder, "--against-database", "--state", state)

        tell("A publication is withdrawn: a tombstone and a signed revocation stay")
        try await moderate([
            "withdraw", publication, "--category", "error", "--reason", "The sample was mixed up.",
        ])
        let gone = try await poll("/v1/publications/\(publication)", as: nil) { $0.status == 410 }
        #expect(gone.json["tombstone"]?.isNull == false)
        let revocation = try await get("/v1/publications/\(publication)/revocation")
        let certificate = try await get("/v1/publications/\(publication)/certificate")
        try Data(revocation.body).write(to: URL(filePath: "\(state)/revocation.json"))
        try Data(certificate.body).write(to: URL(filePath: "\(state)/certificate.json"))
        try await teahouse(
            "verify",
            "certificate",
            "\(state)/certificate.json",
            "--keys",
            "\(state)/keys.json",
            "--revocation",
            "\(state)/revocation.json",
            expecting: 1
        )

        tell("The withdrawal shows in the delta of the next export")
        let second = try await teahouse("export", "--state", state, "--to", folder, "--json")
        #expect(second.json["published"]?.integer == 1)
        #expect(second.json["withdrawn"]?.integer == 1)
        #expect(second.json["put"]?.integer == 0)
        #expect(second.json["withdraw"]?.integer == 1)
        try await teahouse("verify", "export", folder, "--against-database", "--state", state)
    }
}
