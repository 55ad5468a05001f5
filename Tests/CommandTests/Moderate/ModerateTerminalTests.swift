// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `teahouse moderate` at a terminal, typed at and read from the other side.
@Suite(.serialized) struct ModerateTerminalTests {
    private static let menu = "[q]uit: "

    @Test func `next walks the queue, asks again until it understands, and does what was confirmed`()
        async throws
    {
        try await Serving.run { serving in
            let problem = try await serving.submitProblem()
            let finding = try await serving.submitFinding("Makers", text: "# Makers\n\nThey differ.\n")
            let terminal = try PseudoTerminal(["moderate", "next"] + serving.remote)
            var seen = await terminal.read(until: Self.menu)
            #expect(seen.contains("1 of 2"))
            // Both are due in ten days, the problem a moment earlier.
            #expect(seen.contains("Why do pumps wear?") && seen.contains("Say which part fails first."))
            terminal.type("x")
            seen = await terminal.read(until: Self.menu)
            #expect(!seen.contains("1 of 2"))
            terminal.type("a")
            _ = await terminal.read(until: "read it): ")
            terminal.type("Clear.")
            seen = await terminal.read(until: "[y/N] ")
            #expect(seen.contains("approve Why do pumps wear?"))
            terminal.type("n")
            _ = await terminal.read(until: Self.menu)
            let token = try serving.token("moderator")
            #expect(try await serving.client.get(problem, token: token).json["state"]?.string == "in_review")
            for (line, prompt) in [("a", "read it): "), ("Clear.", "[y/N] "), ("y", "2 of 2")] {
                terminal.type(line)
                seen = await terminal.read(until: prompt)
            }
            #expect(seen.contains("it is now open"))
            _ = await terminal.read(until: Self.menu)
            terminal.type("s")
            #expect(await terminal.rest().contains("Decided 1, skipped 1, left 0."))
            #expect(await terminal.wait() == 0)
            #expect(try await serving.client.get(problem, token: token).json["state"]?.string == "open")
            let version = try await serving.client.get("/v1/findings/\(finding)", token: token)
            #expect(version.json["gates"]?["moderation"]?["state"]?.string == "pending")

            // The end of the input stops, wherever it comes, and nothing was done.
            let given = try PseudoTerminal(["moderate", "next", "--kind", "finding"] + serving.remote)
            _ = await given.read(until: Self.menu)
            given.type("r")
            _ = await given.read(until: "read it): ")
            given.endInput()
            #expect(await given.rest().contains("Decided 0, skipped 0, left 1."))
            #expect(await given.wait() == 0)
            let after = try await serving.client.get("/v1/findings/\(finding)", token: token)
            #expect(after.json["state"]?.string == "submitted")
        }
    }

    @Test func `a decision is confirmed at a terminal, which alone has colours`() async throws {
        try await Serving.run { serving in
            let pid = String(try await serving.submitProblem().dropFirst("/v1/problems/".count))
            let approve = ["moderate", "problem", "approve", pid, "--reason", "Clear."] + serving.remote
            let doubtful = try PseudoTerminal(approve)
            _ = await doubtful.read(until: "[y/N] ")
            doubtful.type("no")
            #expect(await doubtful.rest().contains("Nothing was changed."))
            #expect(await doubtful.wait() == 1)

            let queue = ["moderate", "queue"] + serving.remote
            let coloured = try PseudoTerminal(queue, environment: ["NO_COLOR": ""])
            #expect(await coloured.rest().contains("\u{1B}["))
            #expect(
                !(await (try PseudoTerminal(queue, environment: ["NO_COLOR": "1"])).rest().contains("\u{1B}["))
            )
            #expect(!(try await CommandLineTool.run(queue)).output.contains("\u{1B}["))
            let narrow = try PseudoTerminal(queue, environment: ["NO_COLOR": "1"], columns: 70)
            let rows = await narrow.rest().split(separator: "\n")
            #expect(rows.contains { $0.hasSuffix("…") } && rows.allSatisfy { $0.count <= 70 }, "\(rows)")

            let sure = try PseudoTerminal(approve)
            _ = await sure.read(until: "[y/N] ")
            sure.type("y")
            #expect(await sure.rest().contains("it is now open"))
            #expect(await sure.wait() == 0)
            let piped = try await CommandLineTool.run(["moderate", "next"] + serving.remote)
            #expect(piped.code == 1)
            #expect(piped.error.contains("terminal"))
        }
    }

    @Test func `show has the lines that the screening names, and what changed since the version before`()
        async throws
    {
        try await Serving.run { serving in
            let pid = try await serving.submitFinding(
                "Makers",
                text:
                    "# Makers\n\nWrite to rhea@nordmark-university.edu for more.\u{202E}\nOne.\nTwo.\nThree.\nFour.\nFive.\nSix.\n"
            )
            let show = ["moderate", "show", pid] + serving.remote
            let first = try await CommandLineTool.run(show)
            #expect(first.code == 0, "\(first.error)")
            #expect(first.output.contains("result.md:3  direct_identifier"))
            #expect(first.output.contains("    3 > Write to rhea@nordmark-university.edu for more."))
            #expect(!first.output.contains("Changes since") && !first.output.contains("\u{202E}"))

            let changes = [
                "request-changes", pid, "--version", "1", "--reason", "Leave the address out.", "--yes",
            ]
            #expect(try await CommandLineTool.run(["moderate"] + changes + serving.remote).code == 0)
            let token = try serving.token("researcher")
            _ = try await serving.client.post("/v1/findings/\(pid)/versions", token: token).expecting(201)
            try await serving.submit(
                "/v1/findings/\(pid)/versions/2",
                text: "# Makers\n\nAsk me.\u{1B}[31m\nOne.\nTwo.\nThree.\nFour.\nFive.\nSix.\n"
            )
            let second = try await CommandLineTool.run(show)
            #expect(second.output.contains("Changes since version 1"))
            #expect(second.output.contains("result.md (changed)"))
            #expect(second.output.contains("- Write to rhea@nordmark-university.edu for more."))
            #expect(second.output.contains("+ Ask me.\u{FFFD}[31m"))
            #expect(second.output.contains("… 4 lines"))
            #expect(!second.output.contains("\u{1B}"))
            let json = try await CommandLineTool.run(show + ["--json"])
            #expect(json.json["changes"]?.array?.first?["file"]?.string == "result.md")
            #expect(json.json["screening_report"]?["passed"]?.bool == true)
            let old = try await CommandLineTool.run(show + ["--version", "1"])
            #expect(old.output.contains("changes_requested") || old.output.contains("superseded"))
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions are made for the shells`(_ shell: String) async throws {
        let script = try await CommandLineTool.run(["--generate-completion-script", shell])
        #expect(script.code == 0)
        #expect(script.output.contains("request-changes") && script.output.contains("overdue"))
        guard shell == "bash" else { return }
        let check = Process()
        check.executableURL = URL(filePath: "/bin/bash")
        check.arguments = ["-n", "/dev/stdin"]
        let input = Pipe()
        check.standardInput = input
        try check.run()
        input.fileHandleForWriting.write(Data(script.output.utf8))
        try input.fileHandleForWriting.close()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
    }
}
