// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

struct ModerateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What there is to read before deciding, of any case that the queue has.",
        discussion: """
            Of a finding: its gates, what the screening names with the lines it is on, objections beside their passages with the votes on \
            them, reviews, and every part that changed since the version before. What could not be read is named, and the command then ends \
            with 3.

            Example:  teahouse moderate show fi-0123456789ab/1
            """
    )

    @OptionGroup var subject: CaseArguments
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws { _ = try name() }

    private func name() throws -> CaseName {
        try subject.name(.finding, .flag, .dataset, .problem, .publication)
    }

    func run() async throws {
        let name = try name()
        let style = output.json ? Style.plain : .standardOutput
        let found = try await QueuedCase.read(name, from: try remote.client(), style)
        output.show(found.json, found.text)
        try found.dossier?.requireComplete()
    }
}
