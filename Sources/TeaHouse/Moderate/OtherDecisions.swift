// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

struct ModerateRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let a measured release out, or send it back.",
        discussion:
            "Example:  teahouse moderate release accept ds-0123456789ab --number 1 --reason \"k = 70.\""
    )

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case accept, `return`
    }

    @Argument(help: "accept or return.") var choice: Choice
    @Argument(help: "The dataset's public id.", transform: { try Arguments.pid($0, .dataset) }) var pid: PID
    @Option(name: .customLong("number"), help: "The release's number.") var sequence: Int
    @OptionGroup var decision: Decision

    func run() async throws {
        try await decision.carryOut(
            choice == .accept ? "release" : "return",
            on: "/v1/datasets/\(pid)/releases/\(sequence)"
        )
    }
}

struct ModerateProblem: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "problem",
        abstract: "Open a problem, or send it back.",
        discussion:
            "Example:  teahouse moderate problem approve pb-0123456789ab --reason \"Clear and answerable.\""
    )

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case approve, `return`
    }

    @Argument(help: "approve or return.") var choice: Choice
    @Argument(help: "The problem's public id.", transform: { try Arguments.pid($0, .problem) }) var pid: PID
    @OptionGroup var decision: Decision

    func run() async throws { try await decision.carryOut(choice.rawValue, on: "/v1/problems/\(pid)") }
}

struct ModerateFlag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag",
        abstract: "Vote on a contested flag; two of one mind decide.",
        discussion:
            "Example:  teahouse moderate flag dismiss fl-0123456789ab --reason \"It stands in the release's description.\""
    )

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case uphold, dismiss
    }

    @Argument(help: "uphold or dismiss.") var choice: Choice
    @Argument(help: "The flag's public id.", transform: { try Arguments.pid($0, .flag) }) var pid: PID
    @OptionGroup var decision: Decision

    func run() async throws { try await decision.carryOut(choice.rawValue, on: "/v1/flags/\(pid)") }
}
