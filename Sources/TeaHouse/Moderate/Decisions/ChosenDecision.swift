// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// The decisions on one sort of thing, by the words of the command line.
protocol DecisionChoice: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Sendable {
    /// Which things are decided on, as the command line calls them.
    static var word: String { get }
    static var kind: PID.Kind { get }
    /// What the decisions do, in a sentence.
    static var abstract: String { get }
    /// A choice, and a reason that somebody could give.
    static var example: (choice: Self, reason: String) { get }

    var action: Action { get }
}

/// `teahouse moderate problem approve` and its like: one of two decisions on one thing.
struct ChosenDecision<Choice: DecisionChoice>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let (choice, reason) = Choice.example
        let number = Choice.kind == .dataset ? "/1" : ""
        return CommandConfiguration(
            commandName: Choice.word,
            abstract: Choice.abstract,
            discussion: """
                Example:  teahouse moderate \(Choice.word) \(choice.rawValue) \(Choice.kind.rawValue)-0123456789ab\(number) \
                --reason "\(reason)"
                """
        )
    }

    @Argument(help: "\(Choice.allCases.map(\.rawValue).joined(separator: " or ")).") var choice: Choice
    @OptionGroup var subject: CaseArguments
    @OptionGroup var decision: Decision

    func validate() throws { _ = try name() }

    func run() async throws { try await decision.carryOut(choice.action, on: try name()) }

    private func name() throws -> CaseName {
        let name = try subject.name(Choice.kind, numbered: [.dataset])
        return Choice.kind == .publication ? .note(of: name.pid) : name
    }
}

enum ReleaseChoice: String, DecisionChoice {
    case accept, `return`

    static let word = "release"
    static let kind = PID.Kind.dataset
    static let abstract = "Let a measured release out, or send it back."
    static let example = (choice: accept, reason: "k = 70.")

    var action: Action { self == .accept ? .release : .return }
}

enum ProblemChoice: String, DecisionChoice {
    case approve, `return`

    static let word = "problem"
    static let kind = PID.Kind.problem
    static let abstract = "Open a problem, or send it back."
    static let example = (choice: approve, reason: "Clear and answerable.")

    var action: Action { self == .approve ? .approve : .return }
}

enum FlagChoice: String, DecisionChoice {
    case uphold, dismiss

    static let word = "flag"
    static let kind = PID.Kind.flag
    static let abstract = "Vote on a contested flag; two of one mind decide."
    static let example = (choice: dismiss, reason: "It stands in the release's description.")

    var action: Action { self == .uphold ? .uphold : .dismiss }
}
