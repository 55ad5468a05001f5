// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON

/// `teahouse moderate`: a moderator's work, over HTTP.
struct Moderate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See what waits for a moderator, and decide it.",
        discussion: """
            Every decision has a reason, which its authors read. Nobody decides a case to which they are a party.

            Example:  teahouse moderate accept fi-0123456789ab --version 1 --reason "Sound and anonymous."
            """,
        subcommands: [
            ModerateQueue.self, ModerateShow.self, ModerateAccept.self, ModerateRequestChanges.self,
            ModerateReject.self,
            ModerateException.self, ModerateWithdraw.self, ModerateRelease.self, ModerateProblem.self,
            ModerateFlag.self,
        ]
    )
}

struct ModerateQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "What waits, the most overdue first.",
        discussion: "Example:  teahouse moderate queue --kind finding --overdue"
    )

    @Option(help: "finding, exception, flag, release or problem.") var kind: String?
    @ArgumentParser.Flag(help: "Only what is overdue.") var overdue = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard kind.map({ ["finding", "exception", "flag", "release", "problem"].contains($0) }) ?? true else {
            throw ValidationError("--kind is finding, exception, flag, release or problem.")
        }
    }

    func run() async throws {
        var path = "/v1/moderation/queue?limit=100"
        if let kind { path += "&kind=\(kind)" }
        if overdue { path += "&overdue=true" }
        let queue = try await remote.client().get(path).json
        var table = Table("KIND", "WHAT", "DUE", "", "TITLE")
        for item in queue["items"]?.array ?? [] {
            let number = item["number"]?.integer.map { "/\($0)" } ?? ""
            var marks = item["overdue"]?.bool == true ? "overdue" : ""
            if item["neutral"]?.bool == false { marks += marks.isEmpty ? "not yours" : ", not yours" }
            table.add(
                item["kind"]?.string ?? "",
                (item["pid"]?.string ?? "") + number,
                item["due_at"]?.string ?? "-",
                marks,
                item["title"]?.string ?? ""
            )
        }
        output.show(queue, table.isEmpty ? "Nothing waits." : table.text(width: Terminal.width))
    }
}

struct ModerateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A version of a finding with its gates, flags and screening.",
        discussion: "Example:  teahouse moderate show fi-0123456789ab --version 1"
    )

    @Argument(help: "The finding's public id.", transform: { try Arguments.pid($0, .finding) }) var pid: PID
    @Option(help: "The version; the latest when left out.") var version: Int?
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let client = try remote.client()
        let finding = try await client.get("/v1/findings/\(pid)" + (version.map { "/versions/\($0)" } ?? ""))
            .json
        let number = finding["version"]?.integer ?? 1
        var whole = finding
        if finding["gates"]?["screening"]?["state"]?.string != "pending", finding["gates"]?.isNull == false {
            let report = try await client.get("/v1/findings/\(pid)/versions/\(number)/screening").json
            if case .object(var members) = whole {
                members["screening_report"] = report
                whole = .object(members)
            }
        }
        output.show(whole, FindingText(whole).text)
    }
}
