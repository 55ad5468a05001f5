// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import JSON
import Server
import TestSupport
import Testing

/// `teahouse moderate show`: all of a version, or an honest word about what is missing.
@Suite struct DossierTests {
    @Test func `every part that changed is shown`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version = try await app.nextVersion(of: fixture)
            let release = Date(timeIntervalSinceNow: 30 * 86_400).ISO8601Format()
            try await app.edit(
                version,
                of: fixture,
                """
                {"title": "Wear of pumps, again", "abstract": "Pumps wear.\\nBy region.", "kind": "negative",
                "license": "CC0-1.0", "language": "de", "keywords": ["pumps", "wear"], "funding": "A fund.",
                "conflicts": "None of us.", "thesis": true, "release_at": "\(release)"}
                """
            )
            try await app.edit(
                version,
                of: fixture,
                #"{"contributions": [{"name": "Rui", "credit_roles": ["software"]}]}"#,
                at: "/contributions"
            )
            _ = try await app.put("More.\n", as: "more.md", into: version, by: fixture.author).expecting(201)
            try await app.submitAndScreen(version, of: fixture)
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            #expect(shown.code == 0, "\(shown.error)")
            for line in [
                "keywords  pumps; wear", "funding  A fund.", "conflicts  None of us.", "thesis  true",
            ] {
                #expect(shown.output.contains("\n\(line)\n"), "\(line)")
            }
            let changes = try #require(shown.output.split(separator: "Changes since version 1\n").last)
            for lines in [
                "title\n- Wear of pumps\n+ Wear of pumps, again",
                "abstract\n- Pumps wear by region.\n+ Pumps wear.\n+ By region.",
                "kind\n- solution\n+ negative", "license\n- CC-BY-4.0\n+ CC0-1.0", "language\n- en\n+ de",
                "keywords\n+ pumps\n+ wear", "funding\n+ A fund.", "conflicts\n+ None of us.",
                "thesis\n- false\n+ true", "release_at\n+ \(release)",
                "contributions\n- credit_roles: writing-original-draft; name: Ada Author\n"
                    + "+ credit_roles: software; name: Rui",
                "more.md (new)\n+ More.",
            ] { #expect(changes.contains(lines), "\(lines)\n---\n\(changes)") }
            #expect(!changes.contains("result.md"))

            let json = try await app.moderate("show", fixture.finding, "--json", as: fixture.data.moderator)
                .json
            #expect(json["complete"]?.bool == true && json["unread"]?.array == [])
            let members = (json["changes"]?.array ?? []).compactMap { $0["member"]?.string }
            #expect(
                members == [
                    "abstract", "conflicts", "contributions", "funding", "keywords", "kind", "language",
                    "license", "release_at", "thesis", "title",
                ]
            )
            // A version is taken for the same only when it is.
            let third = try await app.nextVersion(of: fixture, 3)
            try await app.submitAndScreen(third, of: fixture)
            let same = try await app.moderate("show", "\(fixture.finding)/3", as: fixture.data.moderator)
            #expect(same.output.contains("Changes since version 2\n  none in its description and its files"))
        }
    }

    @Test func `a release that is left out is shown`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version = try await app.nextVersion(of: fixture)
            try await app.edit(version, of: fixture, #"{"releases": []}"#, at: "/releases")
            try await app.submitAndScreen(version, of: fixture)
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            #expect(
                shown.output.contains("releases\n- dataset: \(fixture.data.dataset); sequence: 1"),
                "\(shown.output)"
            )
        }
    }

    @Test func `an objection that goes on from the version before is shown with its passage`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.contestedFlag(on: fixture)
            _ = try await app.raise(
                onMember: "/title",
                at: fixture.clearancePath,
                as: fixture.clearer,
                bytes: 0...3
            ).expecting(201)
            let version = try await app.nextVersion(of: fixture)
            try await app.edit(version, of: fixture, #"{"releases": []}"#, at: "/releases")
            try await app.submitAndScreen(version, of: fixture)
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            let objection = try #require(shown.output.components(separatedBy: "Objections\n").last)
            #expect(objection.contains("confidential  contested"), "\(shown.output)")
            #expect(objection.contains("»41 million«"), "\(shown.output)")
            #expect(objection.contains("/title, bytes 0 to 3: A name.\n    »Wear«"), "\(shown.output)")
            let json = try await app.moderate("show", fixture.finding, "--json", as: fixture.data.moderator)
            #expect(json.json["flags"]?.array?.count == 2 && json.json["earlier_flags"] == [])
        }
    }

    @Test func `files of any name are read`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version = try await app.nextVersion(of: fixture)
            let names = [
                "a%3fb.csv", "a#b.csv", "a%2e.csv", "..%2f..%2fme", "a b+c&d=é.md", "..a", "ü;x,y@z",
            ]
            for name in names {
                let segment = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                _ = try await app.put("It is \(name).\n", as: segment, into: version, by: fixture.author)
                    .expecting(201)
            }
            try await app.submitAndScreen(version, of: fixture)
            let named = "\(fixture.finding)/2"
            let shown = try await app.moderate("show", named, as: fixture.data.moderator)
            #expect(shown.code == 0, "\(shown.error)")
            for name in names { #expect(shown.output.contains("\(name) (new)\n+ It is \(name)."), "\(name)") }

            let listed = try await app.moderate("files", named, "--json", as: fixture.data.moderator)
            #expect(
                Set((listed.json["items"]?.array ?? []).compactMap { $0["name"]?.string })
                    == Set(names + ["result.md"])
            )
            let one = try await app.moderate(
                "files",
                named,
                "a%3fb.csv",
                "a b+c&d=é.md",
                as: fixture.data.moderator
            )
            #expect(one.output == "It is a%3fb.csv.\nIt is a b+c&d=é.md.\n")
            #expect(try await app.moderate("files", named, "none.md", as: fixture.data.moderator).code == 1)
            try await Serving.withFolder { folder in
                let fetched = try await app.moderate(
                    "files",
                    named,
                    "--to",
                    folder,
                    "--json",
                    as: fixture.data.moderator
                )
                #expect(fetched.code == 0, "\(fetched.error)")
                let items = fetched.json["items"]?.array ?? []
                #expect(items.count == names.count + 1)
                for item in items {
                    let path = try #require(item["path"]?.string)
                    #expect(
                        URL(filePath: path).deletingLastPathComponent().path == URL(filePath: folder).path
                    )
                    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
                    let name = item["name"]?.string ?? ""
                    #expect(text == (name == "result.md" ? TestApp.resultText : "It is \(name).\n"))
                }
                // Nothing is written over.
                let again = try await app.moderate("files", named, "--to", folder, as: fixture.data.moderator)
                #expect(again.code == 3)
                #expect(again.output.contains("NOT FETCHED  result.md"), "\(again.output)")
                #expect(
                    again.error.contains("\(names.count + 1) of \(names.count + 1) files"),
                    "\(again.error)"
                )
            }
        }
    }

    @Test(arguments: ["gone", "changed", "cut short"])
    func `what cannot be read is named, and the rest is shown`(fault: String) async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version = try await app.nextVersion(of: fixture)
            for name in ["bad.md", "good.md"] {
                _ = try await app.put("It is \(name).\n", as: name, into: version, by: fixture.author)
                    .expecting(201)
            }
            try await app.submitAndScreen(version, of: fixture)
            let listed = try await app.client.get(version, token: fixture.author).json["files"]?.array ?? []
            let digest = try #require(listed.first { $0["name"]?.string == "bad.md" }?["digest"]?.string)
            let stored = Self.stored(digest, app)
            chmod(stored, 0o600)
            switch fault {
            case "gone": try FileManager.default.removeItem(atPath: stored)
            case "changed": try Data("It is bed.md.\n".utf8).write(to: URL(filePath: stored))
            default: try Data("It".utf8).write(to: URL(filePath: stored))
            }
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            #expect(shown.code == 3)
            #expect(shown.error.contains("incomplete: One part could not be read"), "\(shown.error)")
            // Said first, and last.
            #expect(shown.output.hasPrefix("INCOMPLETE: this could not be read\n  the file bad.md: "))
            #expect(shown.output.components(separatedBy: "INCOMPLETE").count == 3)
            #expect(shown.output.contains("bad.md (new)\n  could not be read\n"))
            #expect(shown.output.contains("good.md (new)\n+ It is good.md."))
            let json = try await app.moderate(
                "show",
                fixture.finding,
                "--json",
                as: fixture.data.moderator
            )
            #expect(json.code == 3)
            #expect(json.json["complete"]?.bool == false)
            #expect(json.json["unread"]?.array?.first?["what"]?.string == "the file bad.md")
            try await Serving.withFolder { folder in
                let fetched = try await app.moderate(
                    "files",
                    fixture.finding,
                    "--to",
                    folder,
                    as: fixture.data.moderator
                )
                #expect(fetched.code == 3)
                #expect(fetched.output.contains("NOT FETCHED  bad.md: "))
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                        "good.md", "result.md",
                    ]
                )
            }
        }
    }

    @Test func `a version whose predecessor was taken back is compared with that`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("retract", at: fixture.version, token: fixture.author).expecting(200)
            let version = try await app.nextVersion(of: fixture)
            try await app.submitAndScreen(version, of: fixture)
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            #expect(!shown.output.contains("nothing was compared"))
            #expect(shown.output.contains("Changes since version 1"))
        }
    }

    @Test func `one look tells what was changed although it looks the same`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["title": "Caf\u{E9}", "abstract": "One line."])
            let version = try await app.nextVersion(of: fixture)
            try await app.edit(version, of: fixture, #"{"title": "Cafe\#u{301}", "abstract": "One  line."}"#)
            try await app.submitAndScreen(version, of: fixture)
            let shown = try await app.moderate("show", "\(fixture.finding)/2", as: fixture.data.moderator)
            #expect(shown.output.contains("title\n- Caf\u{E9}\n+ Cafe\\u{301}"), "\(shown.output)")
            #expect(shown.output.contains("abstract\n- One·line.\n+ One··line."), "\(shown.output)")
        }
    }

    /// The stored file of a digest.
    private static func stored(_ digest: String, _ app: TestApp) -> String {
        let hex = digest.dropFirst("sha256:".count)
        return "\(app.state.files)/sha256/\(hex.prefix(2))/\(hex)"
    }
}
