// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `teahouse moderate` for somebody without any role, who is appointed to judge one finding.
@Suite struct AppointedTests {
    @Test func `whoever is appointed reads, votes and decides as a moderator does, of one finding`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            let pid = String(flag.dropFirst("/v1/flags/".count))
            let other = try await app.submittedFinding([:], over: fixture.data, by: "Somebody else")
            // Both have lost their moderators by the time of the next version.
            try await app.asSuperuser { db in
                try db.execute(
                    "UPDATE persons SET platform_roles = '{}' WHERE 'moderator' = ANY (platform_roles)"
                )
            }
            // The passage stands in the next version too, and so does what is said of it.
            let second = try await app.nextVersion(of: fixture)
            try await app.edit(second, of: fixture, #"{"title":"Wear of pumps, twice"}"#)
            try await app.submitAndScreen(second, of: fixture)
            let admin = try await app.person(
                "Adam",
                in: fixture.data.provider,
                as: [.researcher],
                platform: [.admin]
            ).token
            let (judge, token) = try await app.person("Jo")
            #expect(try await app.moderate("queue", as: token).code == 1)
            let appointed = try await CommandLineTool.run(
                [
                    "admin", "finding", "appoint", "\(fixture.finding)/2", "--person", judge.pid.description,
                    "--reason", "One moderator is no bench.", "--yes",
                ],
                environment: app.remote(admin)
            )
            #expect(appointed.code == 0, "\(appointed.error)")

            let queue = try await app.moderate("queue", "--mine", as: token)
            let rows = queue.output.split(separator: "\n").dropFirst().map(String.init)
            #expect(queue.code == 0 && rows.count == 2, "\(queue.output)\(queue.error)")
            #expect(rows.allSatisfy { $0.contains("  you  ") && !$0.contains(other.finding) })
            #expect(rows.contains { $0.hasPrefix("\(fixture.finding)/2") && $0.contains("Ada") })
            #expect(rows.contains { $0.hasPrefix(pid) && $0.contains("against Ada") })

            // Nothing of a dossier is kept from them.
            for name in ["\(fixture.finding)/2", pid] {
                let shown = try await app.moderate("show", name, as: token)
                #expect(
                    shown.code == 0 && shown.output.contains("votes: 0 of 2"),
                    "\(shown.output)\(shown.error)"
                )
                #expect(shown.output.contains(name == pid ? "41 million" : "Wear of pumps, twice"))
            }
            let text = try await app.moderate("files", pid, "result.md", as: token)
            #expect(text.code == 0 && text.output.contains("41 million"), "\(text.error)")
            #expect(try await app.moderate("show", other.finding, as: token).code == 1)

            let terminal = try PseudoTerminal(["moderate", "next"], environment: app.remote(token))
            for _ in rows {
                let seen = await terminal.read(until: "[q]uit: ")
                #expect(seen.contains("[a]ccept") || seen.contains("[u]phold  [d]ismiss"), "\(seen)")
                terminal.type("v")
                #expect(await terminal.read(until: "go back): ").contains("result.md"))
                terminal.type("")
                _ = await terminal.read(until: "[q]uit: ")
                terminal.type("s")
            }
            #expect(await terminal.rest().contains("Decided 0, skipped 2, left 0."))
            for decision in [["flag", "uphold", pid], ["accept", "\(fixture.finding)/2"]] {
                let done = try await CommandLineTool.run(
                    ["moderate"] + decision + ["--reason", "As it is.", "--yes"],
                    environment: app.remote(token)
                )
                #expect(done.code == 0, "\(done.error)")
            }
            let gates = try await app.client.get(second, token: token).json["gates"]
            #expect(gates?["moderation"]?["state"] == "accepted")
            let voted = try await app.client.get(flag, token: token).json["votes"]
            #expect(voted?["uphold"] == 1, "\(voted ?? .null)")
        }
    }
}
