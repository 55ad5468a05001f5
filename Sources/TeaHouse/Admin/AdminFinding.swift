// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON

/// `teahouse admin finding`: who judges a finding, over HTTP, since it takes a person who answers for it.
struct AdminFinding: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finding",
        abstract: "See to it that a finding has judges, over HTTP and with an administrator's token.",
        subcommands: [Lift.self, Appoint.self]
    )

    struct Lift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let judge whom only the authors' word makes a party; in the transparency log.",
            discussion: """
                Authors name people by an ORCID iD and organisations by a ROR id, and whom they name does not judge. \
                An administrator who is no party frees them: one person, or the people of an organisation.

                Example:  teahouse admin finding lift fi-0123456789ab/1 --person pe-0123456789ab --reason "She has no part in it."
                """
        )

        @OptionGroup var subject: CaseArguments
        @Option(help: "The person's public id.", transform: { try Arguments.pid($0, .person) })
        var person: PID?
        @Option(help: "The organisation's public id.", transform: { try Arguments.pid($0, .organisation) })
        var organisation: PID?
        @OptionGroup var decision: Decision

        func validate() throws {
            _ = try name()
            guard (person == nil) != (organisation == nil) else {
                throw ValidationError("Say --person or --organisation.")
            }
        }

        func run() async throws {
            var named: [String: JSON] = [:]
            named["person"] = person.map { .string($0.description) }
            named["organisation"] = organisation.map { .string($0.description) }
            let who = person ?? organisation
            try await decision.carryOut(.liftParty, on: try name(), adding: named) { _ in
                "\(who.map(\.description) ?? "") may judge the finding."
            }
        }

        private func name() throws -> CaseName { try subject.name(.finding, numbered: [.finding]) }
    }

    struct Appoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name a judge for one finding that lacks them; in the transparency log.",
            discussion: """
                The queue names such findings (--kind appointment). Where there are two administrators it takes both, who name the same person: one who is no party and active. A party may appoint, and decides nothing.

                Example:  teahouse admin finding appoint fi-0123456789ab/1 --person pe-0123456789ab --reason "All others are named in it."
                """
        )

        @OptionGroup var subject: CaseArguments
        @Option(help: "The person's public id.", transform: { try Arguments.pid($0, .person) })
        var person: PID
        @OptionGroup var decision: Decision

        func validate() throws { _ = try name() }

        func run() async throws {
            let person = person
            try await decision.carryOut(
                .appoint,
                on: try name(),
                adding: ["person": .string(person.description)]
            ) { version in
                "\(person) is named to judge the finding."
                    + (version["vacancy"]?.isNull == false
                        ? " It still lacks judges: another person, or where there are two administrators the other's word."
                        : "")
            }
        }

        private func name() throws -> CaseName { try subject.name(.finding, numbered: [.finding]) }
    }
}
