// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport
import Testing

/// `teahouse moderate queue`, and what decisions say of what is waited for.
@Suite struct QueueCommandTests {
    @Test func `the queue says who waits for whom, and how long`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
            let flag = try await app.contestedFlag(on: fixture)
            let moderator = fixture.data.moderator
            let second = try await app.person("Max", platform: [.moderator]).token
            let pid = String(flag.dropFirst("/v1/flags/".count))
            func rows(as token: String) async throws -> [String] {
                let queue = try await app.moderate("queue", as: token)
                #expect(queue.code == 0, "\(queue.error)")
                return queue.output.split(separator: "\n").map(String.init)
            }
            let provider = fixture.data.provider.name
            let waiting = try await rows(as: moderator)
            #expect(waiting.count == 3 && waiting[0].hasPrefix("WHAT"))
            let finding = try #require(waiting.first { $0.hasPrefix("\(fixture.finding)/1  in 9 d  you") })
            #expect(finding.contains("Ada (\(fixture.university.name)"), "\(finding)")
            let objection = try #require(waiting.first { $0.hasPrefix("\(pid)") })
            #expect(
                objection.contains("in 9 d  you") && objection.contains("\(provider) against Ada".prefix(12))
            )

            let vote = ["moderate", "flag", "uphold", pid, "--reason", "A price.", "--yes"]
            let first = try await CommandLineTool.run(vote, environment: app.remote(moderator))
            #expect(
                first.output == "uphold: done; it is still contested and waits for another moderator "
                    + "(votes: 1 of 2 to uphold, 0 of 2 to dismiss; you voted to uphold).\n"
            )
            #expect(
                try await rows(as: moderator).contains { $0.hasPrefix(pid) && $0.contains("another vote") }
            )
            #expect(try await rows(as: second).contains { $0.hasPrefix(pid) && $0.contains("  you  ") })
            let mine = try await app.moderate("queue", "--mine", as: moderator)
            #expect(mine.output.contains(fixture.finding) && !mine.output.contains(pid))
            let shown = try await app.moderate("show", pid, as: moderator)
            #expect(shown.output.contains("votes: 1 of 2 to uphold, 0 of 2 to dismiss; you voted to uphold"))
            #expect(
                try await app.moderate("show", pid, as: second).output.contains(
                    "1 of 2 to uphold, 0 of 2 to dismiss\n"
                )
            )
            #expect(
                try await CommandLineTool.run(vote, environment: app.remote(second)).output.contains(
                    "it is now upheld"
                )
            )
            #expect(try await !rows(as: moderator).contains { $0.hasPrefix(pid) })
        }
    }

    @Test func `a version with a failed screening is there once, also in next`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version = try await app.nextVersion(of: fixture)
            _ = try await app.put(
                "Write to rita@nordmark.example.org.\n",
                as: "a.md",
                into: version,
                by: fixture.author
            )
            .expecting(201)
            let long = (1...100).map { "Line \($0)\r\n" }.joined()
            _ = try await app.put(long, as: "b.md", into: version, by: fixture.author).expecting(201)
            try await app.submitAndScreen(version, of: fixture)
            let moderator = fixture.data.moderator
            let name = "\(fixture.finding)/2"
            let queue = try await app.moderate("queue", as: moderator)
            let rows = queue.output.split(separator: "\n").filter { $0.hasPrefix(fixture.finding) }
            #expect(rows.count == 1, "\(queue.output)")
            #expect(rows.first?.hasPrefix("\(name)  in 9 d  you: exception  ") == true, "\(queue.output)")

            let terminal = try PseudoTerminal(["moderate", "next"], environment: app.remote(moderator))
            let menu = "[q]uit: "
            let seen = await terminal.read(until: menu)
            #expect(seen.contains("1 of 1"))
            #expect(seen.contains("[a]ccept  [e]xception  request [c]hanges  [r]eject  [v]iew the files"))
            // The files, without leaving the case.
            terminal.type("v")
            #expect(await terminal.read(until: "go back): ").contains("1  a.md  36 bytes"))
            terminal.type("9")
            _ = await terminal.read(until: "go back): ")
            terminal.type("1")
            #expect(await terminal.read(until: "go back): ").contains("Write to rita@nordmark.example.org."))
            terminal.type("2")
            let screen = await terminal.read(until: "lines; Enter goes on, q goes back: ")
            #expect(screen.contains("Line 38\n── 38 of 100") && !screen.contains("\u{FFFD}"), "\(screen)")
            terminal.type("")
            #expect(await terminal.read(until: "q goes back: ").contains("── 76 of 100"))
            terminal.type("q")
            _ = await terminal.read(until: "go back): ")
            terminal.type("")
            _ = await terminal.read(until: menu)
            terminal.type("e")
            _ = await terminal.read(until: "read it): ")
            terminal.type("It is the office's.")
            _ = await terminal.read(until: "[y/N] ")
            terminal.type("y")
            let rest = await terminal.rest()
            #expect(
                rest.contains(
                    "exception: done; it is still submitted and waits for a moderator, and for the clearance of"
                ),
                "\(rest)"
            )
            // Two gates, two people.
            let accept = ["moderate", "accept", name, "--reason", "Sound.", "--yes"]
            let refused = try await CommandLineTool.run(accept, environment: app.remote(moderator))
            #expect(refused.code == 1 && refused.error.contains("two_gates"), "\(refused.error)")
            let second = try await app.person("Max", platform: [.moderator]).token
            let accepted = try await CommandLineTool.run(accept, environment: app.remote(second))
            let cap = try await app.client.get(version, token: fixture.author).json["gates"]?["clearances"]?
                .array?
                .first?["due_at"]?.string?.prefix(10)
            #expect(
                accepted.output
                    == "accept: done; it is still submitted and waits for the clearance of \(fixture.data.provider.name) until \(cap ?? "").\n",
                "\(accepted.error)"
            )
        }
    }

    @Test func `a moderator whose rejection is appealed against waits for another`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let moderator = fixture.data.moderator
            let second = try await app.person("Max", platform: [.moderator]).token
            _ = try await app.act("reject", at: fixture.version, token: moderator).expecting(200)
            _ = try await app.act("appeal", at: fixture.version, token: fixture.author).expecting(200)
            let mine = try await app.moderate("queue", "--mine", as: moderator)
            #expect(mine.output == "Nothing waits.\n")
            #expect(try await app.moderate("queue", as: moderator).output.contains("another moderator"))
            #expect(try await app.moderate("queue", "--mine", as: second).output.contains(fixture.finding))
        }
    }

    @Test func `every command takes a case as the queue prints it, and no other version than was read`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let (moderator, finding) = (fixture.data.moderator, fixture.finding)
            let publication = "\(PID(kind: .publication, bits: 12_345))"
            let cases: [([String], Int32)] = [
                (["accept", "\(finding)/1"], 0), (["accept", finding, "--version", "1"], 0),
                (["accept", "\(finding)/1", "--version", "1"], 0), (["show", "\(finding)/1"], 0),
                (["files", "\(finding)/1"], 0),
                // Another one, none, or no such thing.
                (["accept", "\(finding)/2"], 1), (["accept", "\(finding)/1", "--version", "2"], 2),
                (["accept", finding], 2), (["accept", "\(finding)/0"], 2), (["accept", "\(finding)/01"], 2),
                (["accept", "\(finding)/1/1"], 2), (["accept", "\(finding)/"], 2),
                (["accept", "\(finding)/+1"], 2),
                (["reject", "\(fixture.data.dataset)/1"], 2), (["flag", "uphold", "\(finding)/1"], 2),
                (["release", "accept", fixture.data.dataset], 2),
                (["release", "accept", "\(fixture.data.dataset)/1"], 0),
                (["show", "\(fixture.data.dataset)/1"], 0),
                (["withdraw", finding, "--category", "error"], 2),
                (["withdraw", "\(publication)/note", "--category", "error"], 2),
                (["hide", "\(publication)/note"], 2), (["note", "allow", "\(publication)/1"], 2),
                // There is none of that name.
                (["withdraw", publication, "--category", "error"], 1), (["hide", publication], 1),
                (["note", "allow", publication], 1), (["note", "refuse", "\(publication)/note"], 1),
                (["show", publication], 1), (["show", "\(publication)/note"], 1),
            ]
            for (arguments, code) in cases {
                let isDecision = !["show", "files"].contains(arguments.first)
                let whole = ["moderate"] + arguments + (isDecision ? ["--reason", "R", "--dry-run"] : [])
                let result = try await CommandLineTool.run(whole, environment: app.remote(moderator))
                #expect(result.code == code, "\(arguments): \(result.error)")
            }
            let release = try await app.moderate("show", "\(fixture.data.dataset)/1", as: moderator)
            #expect(release.output.contains("\n  as   separated by commas, UTF-8\n"))
        }
    }

    @Test func `a takedown waits for another judge, and a note for a moderator`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let moderator = fixture.data.moderator
            let second = try await app.person("Max", platform: [.moderator]).token
            let words = ["--category", "error", "--reason", "Mixed up.", "--yes"]
            let ask = ["moderate", "withdraw", pid] + words
            let first = try await CommandLineTool.run(ask, environment: app.remote(moderator))
            #expect(first.output == "\(pid): 1 of 2 judges; another one has ten days.\n", "\(first.error)")
            let own = try await app.moderate("queue", as: moderator)
            #expect(own.output.contains("another judge: takedown"), "\(own.output)")
            let other = try await app.moderate("queue", "--kind", "takedown", "--mine", as: second)
            #expect(other.output.contains("you: takedown"), "\(other.output)")
            let shown = try await app.moderate("show", pid, as: second)
            #expect(shown.output.contains("teahouse moderate withdraw \(pid)"), "\(shown.error)")

            let body: JSON = ["category": "error", "note": "It was of another year."]
            let path = "/v1/publications/\(pid)"
            _ = try await app.act("withdraw", at: path, token: fixture.author, body).expecting(200)
            _ = try await app.until("the screening", at: path + "/note", token: fixture.author) {
                $0.json["state"] == "waiting"
            }
            let queue = try await app.moderate("queue", as: second)
            #expect(queue.output.contains("\(pid)/note") && queue.output.contains("you: note"))
            #expect(!queue.output.contains("takedown"))
            let note = try await app.moderate("show", "\(pid)/note", as: second)
            #expect(note.output.contains("It was of another year."), "\(note.error)")
            let allow = ["moderate", "note", "allow", "\(pid)/note", "--reason", "Nobody.", "--yes"]
            let allowed = try await CommandLineTool.run(allow, environment: app.remote(second))
            #expect(allowed.output == "allow: done; it is now shown.\n", "\(allowed.error)")
        }
    }
}
