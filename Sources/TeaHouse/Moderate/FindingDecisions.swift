// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// Which version of which finding.
struct VersionArguments: ParsableArguments {
    @Argument(help: "The finding's public id.", transform: { try Arguments.pid($0, .finding) }) var pid: PID
    @Option(help: "The version that was read.") var version: Int

    var path: String { "/v1/findings/\(pid)/versions/\(version)" }
}

struct ModerateAccept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept a version of a finding.",
        discussion: "Example:  teahouse moderate accept fi-0123456789ab --version 1 --reason \"Sound.\" --yes"
    )
    @OptionGroup var subject: VersionArguments
    @OptionGroup var decision: Decision
    func run() async throws { try await decision.carryOut("accept", on: subject.path) }
}

struct ModerateRequestChanges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request-changes",
        abstract: "Ask the authors for another version.",
        discussion:
            "Example:  teahouse moderate request-changes fi-0123456789ab --version 1 --reason \"Name the units.\""
    )
    @OptionGroup var subject: VersionArguments
    @OptionGroup var decision: Decision
    func run() async throws { try await decision.carryOut("request_changes", on: subject.path) }
}

struct ModerateReject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject a version of a finding.",
        discussion:
            "Example:  teahouse moderate reject fi-0123456789ab --version 1 --reason \"Not a result.\""
    )
    @OptionGroup var subject: VersionArguments
    @OptionGroup var decision: Decision
    func run() async throws { try await decision.carryOut("reject", on: subject.path) }
}

struct ModerateException: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exception",
        abstract: "Pass a failed screening, with a reason.",
        discussion:
            "Example:  teahouse moderate exception fi-0123456789ab --version 1 --reason \"The address is the office's.\""
    )
    @OptionGroup var subject: VersionArguments
    @OptionGroup var decision: Decision
    func run() async throws { try await decision.carryOut("exception", on: subject.path) }
}
