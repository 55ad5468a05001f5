// SPDX-License-Identifier: Apache-2.0

/// What somebody does; what it is done to is looked up when it is played, so that a history can lose any of
/// its calls and still be one.
enum Call: Hashable, Sendable {
    /// The authors put a version before the gates.
    case submit(finding: Int, Draft)
    case retract(finding: Int)
    case appeal(finding: Int)
    case askException(finding: Int)
    /// A provider objects to a passage of the last version: two of its text, the third of its abstract.
    case object(finding: Int, provider: Int, passage: Int, isPersonal: Bool)
    case noObjection(finding: Int, provider: Int)
    case extend(finding: Int, provider: Int, days: Int)
    /// The authors concede or contest the finding's objection with this number, or its provider gives it up.
    case answer(finding: Int, flag: Int, event: String)
    case vote(finding: Int, flag: Int, judge: Int, event: String)
    /// A judge decides on the last version, by the name of the act.
    case decide(finding: Int, judge: Int, event: String)
    /// A judge says that a provider's release was not used.
    case takeOut(finding: Int, judge: Int, provider: Int)
    /// A judge asks the reviewer for advice, and the reviewer gives it or declines.
    case askReview(finding: Int, judge: Int)
    case review(finding: Int, event: String)
    /// Authors invite somebody, who answers, and who leaves; by the number in `people`.
    case invite(finding: Int, person: Int)
    case join(finding: Int, person: Int, event: String)
    case leave(finding: Int, person: Int)
    /// Somebody leaves the organisation that they are in.
    case leaveHouse(person: Int)
    case suspend(provider: Int, isOver: Bool)
    case withdraw(finding: Int)
    case takeDown(finding: Int, judge: Int)
    case hide(finding: Int, judge: Int)
    case days(Int)
}

extension Call: CustomStringConvertible {
    static let judges = [
        "moderator 1", "moderator 2", "the administrator", "the first provider's moderator",
        "the first author's colleague who is a moderator", "the reviewer's colleague who is a moderator",
        "the moderator of whoever posed the problem",
    ]
    static let people = [
        "the first author", "the second author", "somebody from outside", "moderator 2", "the reviewer",
        "the first author's colleague",
    ]
    private static let providers = ["the first provider", "the second provider"]

    var description: String {
        switch self {
        case .submit(let finding, let draft): "authors of \(finding) submit \(draft)"
        case .retract(let finding): "an author of \(finding) retracts"
        case .appeal(let finding): "authors of \(finding) appeal"
        case .askException(let finding): "authors of \(finding) ask for an exception"
        case .object(let finding, let provider, let passage, let isPersonal):
            "\(Self.providers[provider]) objects to \(Passage.objected[passage]) in \(finding)\(isPersonal ? " as personal data" : "")"
        case .noObjection(let finding, let provider):
            "\(Self.providers[provider]) has no objection to \(finding)"
        case .extend(let finding, let provider, let days):
            "\(Self.providers[provider]) extends its time for \(finding) to \(days) days from now"
        case .answer(let finding, let flag, let event): "\(event) objection \(flag) to \(finding)"
        case .vote(let finding, let flag, let judge, let event):
            "\(Self.judges[judge]) votes on objection \(flag) to \(finding): \(event)"
        case .decide(let finding, let judge, let event):
            "\(Self.judges[judge]) decides on \(finding): \(event)"
        case .takeOut(let finding, let judge, let provider):
            "\(Self.judges[judge]) takes the release of \(Self.providers[provider]) out of \(finding)"
        case .askReview(let finding, let judge): "\(Self.judges[judge]) asks for a review of \(finding)"
        case .review(let finding, let event): "the reviewer of \(finding): \(event)"
        case .invite(let finding, let person): "authors of \(finding) invite \(Self.people[person])"
        case .join(let finding, let person, let event):
            "\(Self.people[person]) answers the invitation to \(finding): \(event)"
        case .leave(let finding, let person): "\(Self.people[person]) leaves the authors of \(finding)"
        case .leaveHouse(let person): "\(Self.people[person]) leaves their organisation"
        case .suspend(let provider, let isOver):
            "\(Self.providers[provider]) is \(isOver ? "resumed" : "suspended")"
        case .withdraw(let finding): "an author withdraws \(finding)"
        case .takeDown(let finding, let judge): "\(Self.judges[judge]) asks to take \(finding) down"
        case .hide(let finding, let judge): "\(Self.judges[judge]) hides \(finding)"
        case .days(let days): "\(days) days pass"
        }
    }
}
