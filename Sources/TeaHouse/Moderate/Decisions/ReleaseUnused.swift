// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON

struct ModerateReleaseUnused: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release-unused",
        abstract: "Take a release that was not used out of what a version is judged against.",
        discussion: """
            `show` names those that there are. Who takes one out does not accept the same version.

            Example:  teahouse moderate release-unused fi-0123456789ab/2 --release ds-0123456789ab/1 --reason "A slip in version 1."
            """
    )
    @OptionGroup var subject: CaseArguments
    @Option(help: "The release, as ds-…/1.", transform: release) var release: CaseName
    @OptionGroup var decision: Decision

    func validate() throws { _ = try name() }

    func run() async throws {
        try await decision.carryOut(
            .releaseUnused,
            on: try name(),
            adding: [
                "release": [
                    "dataset": .string(release.pid.description),
                    "sequence": .integer(Int64(release.number ?? 1)),
                ]
            ]
        )
    }

    private func name() throws -> CaseName { try subject.name(.finding, numbered: [.finding]) }

    private static func release(_ text: String) throws -> CaseName {
        guard let name = CaseName(text), name.pid.kind == .dataset, name.number != nil else {
            throw ValidationError("\(text) is no release, as ds-…/1.")
        }
        return name
    }
}
