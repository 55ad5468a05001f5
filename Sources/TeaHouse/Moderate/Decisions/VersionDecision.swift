// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// What moderators decide on a version, as a command of its own.
protocol VersionEvent {
    static var action: Action { get }
    /// What it does, in a sentence.
    static var abstract: String { get }
    /// A reason that somebody could give.
    static var example: String { get }
}

/// `teahouse moderate accept` and its like: one decision on one version.
struct VersionDecision<Decided: VersionEvent>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Decided.action.rawValue.replacing("_", with: "-")
        return CommandConfiguration(
            commandName: name,
            abstract: Decided.abstract,
            discussion:
                "Example:  teahouse moderate \(name) fi-0123456789ab/1 --reason \"\(Decided.example)\""
        )
    }

    @OptionGroup var subject: CaseArguments
    @OptionGroup var decision: Decision

    func validate() throws { _ = try name() }

    func run() async throws { try await decision.carryOut(Decided.action, on: try name()) }

    private func name() throws -> CaseName { try subject.name(.finding, numbered: [.finding]) }
}

enum Acceptance: VersionEvent {
    static let action = Action.accept
    static let abstract = "Accept a version of a finding."
    static let example = "Sound."
}

enum RequestForChanges: VersionEvent {
    static let action = Action.requestChanges
    static let abstract = "Ask the authors for another version."
    static let example = "Name the units."
}

enum Rejection: VersionEvent {
    static let action = Action.reject
    static let abstract = "Reject a version of a finding."
    static let example = "Not a result."
}

enum ScreeningException: VersionEvent {
    static let action = Action.exception
    static let abstract = "Pass a failed screening, with a reason."
    static let example = "The address is the office's."
}

enum PassageGone: VersionEvent {
    static let action = Action.gone
    static let abstract = "Find that a passage that had to go is gone, though most of its words stand."
    static let example = "It speaks of another pump."
}

enum PassageStands: VersionEvent {
    static let action = Action.stands
    static let abstract = "Find that a passage that had to go still stands, in other words or order."
    static let example = "The same figure, only turned round."
}

enum ExceptionRefusal: VersionEvent {
    static let action = Action.refuseException
    static let abstract = "Refuse the exception that authors ask for; there is none for these files then."
    static let example = "The address is a person's."
}
