// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import TestSupport
import Testing

extension Story {
    /// The provider flags a passage, the author leaves it out of the next version, and the
    /// provider has no objection.
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
        let flag = try await post(
            "/v1/clearances/\(clearance)/flags",
            as: "provider",
            [
                "file_digest": file["digest"] ?? .null, "first_byte": .integer(Int64(first)),
                "last_byte": .integer(Int64(last)), "category": "confidential",
                "note": "A price under contract.",
            ],
            matching: case_["etag"],
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
        // It holds; whether it was withdrawn since, nobody has looked.
        try #require(valid.code == 4, "\(valid.output)\(valid.error)")
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

    /// Silence clears: when its time is over the clearance lapses and the finding is published.
    func letClockDecide(_ finding: String) async throws {
        _ = try await poll("/v1/findings/\(finding)/versions/1", as: "researcher") {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        try await moderate(["accept", "\(finding)/1", "--reason", "Sound."])
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
        let whole = try await teahouse("export", "--state", state, "--to", folder, "--json")
        #expect(whole.json["published"]?.integer == 4)
        #expect(whole.json["put"]?.integer == 4)
        try await teahouse("verify", "export", folder, "--against-database", "--state", state)

        tell("Two judges take a publication down: a tombstone and a signed revocation stay")
        let ask = ["withdraw", publication, "--category", "error", "--reason", "The sample was mixed up."]
        let first = try await moderate(ask)
        #expect(first.output.contains("1 of 2"))
        _ = try await get("/v1/publications/\(publication)")
        try await moderate(ask + ["--as", "admin"])
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
        #expect(second.json["published"]?.integer == 3)
        #expect(second.json["withdrawn"]?.integer == 1)
        #expect(second.json["put"]?.integer == 0)
        #expect(second.json["withdraw"]?.integer == 1)
        try await teahouse("verify", "export", folder, "--against-database", "--state", state)
    }

    /// What was published is taken by those who know nothing of this project.
    func harvestAndArchive() async throws {
        let folder = "\(state)/archive"
        try await teahouse("export", "--state", state, "--to", folder, "--bag", "--public-url", url)
        guard let python = ProcessInfo.processInfo.environment["TEAHOUSE_STORY_PYTHON"] else {
            return tell("SKIPPED: sickle and bagit harvest and archive in `make story`")
        }
        tell("A library harvests it all by OAI-PMH, with sickle: three records and a deleted one")
        let harvested = try await run(
            python,
            """
            import sys
            from sickle import Sickle
            records = list(Sickle(sys.argv[1]).ListRecords(metadataPrefix='oai_dc'))
            print(sum(not r.deleted for r in records), sum(r.deleted for r in records))
            """,
            "\(url)/oai"
        )
        #expect(harvested == "3 1\n")
        tell("An archive takes the bags in, with bagit, and finds a changed byte")
        let archived = try await run(
            python,
            """
            import pathlib, sys, bagit
            bags = sorted(pathlib.Path(sys.argv[1]).iterdir())
            for bag in bags: bagit.Bag(str(bag)).validate()
            with open(next((bags[0] / 'data/files').iterdir()), 'ab') as file: file.write(b'x')
            print(len(bags), bagit.Bag(str(bags[0])).is_valid())
            """,
            "\(folder)/current/crates"
        )
        #expect(archived == "3 False\n")
    }

    /// What a Python program prints.
    private func run(_ python: String, _ program: String, _ arguments: String...) async throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program] + arguments
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
