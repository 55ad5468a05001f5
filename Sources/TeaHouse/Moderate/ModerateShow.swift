// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

struct ModerateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What there is to read before deciding: a finding, an objection, a release or a problem.",
        discussion: """
            Of a finding: its gates, what the screening names with the lines it is on, objections beside their passages, reviews, and what changed
            since the version before.

            Example:  teahouse moderate show fi-0123456789ab --version 1
            """
    )

    @Argument(help: "The public id of a finding, an objection, a dataset or a problem.") var pid: String
    @Option(
        name: [.customLong("version"), .customLong("number")],
        help: "The finding's version, the latest when left out; the dataset's release."
    )
    var number: Int?
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let pid = try Arguments.pid(pid)
        let client = try remote.client()
        let style = output.json ? Style.plain : .standardOutput
        let name = pid.description
        let found: QueuedCase =
            switch pid.kind {
            case .finding: try await .finding(name, number, from: client, style)
            case .flag: try await .flag(name, from: client, style)
            case .dataset: try await .release(name, number ?? 1, from: client, style)
            case .problem: try await .problem(name, from: client, style)
            default: throw ValidationError("\(name) is nothing that a moderator decides on.")
            }
        output.show(found.json, found.text)
    }
}
