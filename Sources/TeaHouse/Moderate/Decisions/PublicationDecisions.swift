// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Publication

extension Revocation.Reason.Category: ExpressibleByArgument {}

struct ModerateWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Ask for a publication's end against its authors; the second judge brings it about.",
        discussion: """
            The category stands in the tombstone and the signed revocation, the reason does not.

            Example:  teahouse moderate withdraw pu-0123456789ab --category error --reason "The sample was mixed up."
            """
    )
    @OptionGroup var subject: CaseArguments
    @Option(help: "error, misconduct, duplicate, personal_data, rights, legal, authors_request or other.")
    var category: Revocation.Reason.Category
    @OptionGroup var decision: Decision

    func validate() throws { _ = try subject.publication() }

    func run() async throws {
        let name = try subject.publication()
        try await decision.carryOut(
            .takeDown,
            on: name,
            reading: .certificate,
            adding: ["category": .string(category.rawValue)]
        ) { answer in
            answer["withdrawn"]?.bool == true
                ? "\(name) is withdrawn."
                : "\(name): \(answer["votes"]?.integer ?? 0) of \(answer["votes_needed"]?.integer ?? 0) judges; "
                    + "another one has ten days."
        }
    }
}

struct ModerateHide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hide",
        abstract: "Hide a publication for ten days, once, while it is looked at.",
        discussion:
            "Example:  teahouse moderate hide pu-0123456789ab --reason \"A person can be recognised in it.\""
    )
    @OptionGroup var subject: CaseArguments
    @OptionGroup var decision: Decision

    func validate() throws { _ = try subject.publication() }

    func run() async throws {
        try await decision.carryOut(.hide, on: try subject.publication(), reading: .certificate)
    }
}

enum NoteChoice: String, DecisionChoice {
    case allow, refuse

    static let word = "note"
    static let kind = PID.Kind.publication
    static let abstract =
        "Let the note of a withdrawal be seen with its tombstone, or keep it from being seen."
    static let example = (choice: allow, reason: "It names nobody.")

    var action: Action { self == .allow ? .allow : .refuse }
}
