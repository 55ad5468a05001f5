// SPDX-License-Identifier: Apache-2.0

/// What somebody does; what it is done to is looked up when it is played, so that a history can lose any of
/// its calls and still be one.
enum Call: Hashable, Sendable {
    /// The authors put a version with these passages before the gates, with or without the release.
    case submit(finding: Int, text: Int, isListed: Bool)
    case retract(finding: Int)
    case appeal(finding: Int)
    /// The provider objects to a passage of the last version.
    case object(finding: Int, passage: Int, isPersonal: Bool)
    case noObjection(finding: Int)
    case extend(finding: Int, days: Int)
    /// The authors concede or contest the finding's objection with this number, or the provider gives it up.
    case answer(finding: Int, flag: Int, event: String)
    case vote(finding: Int, flag: Int, judge: Int, event: String)
    /// A judge decides on the last version: accepts, rejects, asks for changes, makes an exception, takes the
    /// release out.
    case decide(finding: Int, judge: Int, event: String)
    case suspend(isOver: Bool)
    case withdraw(finding: Int)
    case takeDown(finding: Int, judge: Int)
    case hide(finding: Int, judge: Int)
    case days(Int)
}

extension Call: CustomStringConvertible {
    static let judges = [
        "moderator 1", "moderator 2", "the administrator", "the provider's moderator",
        "the first author's colleague who is a moderator",
    ]

    var description: String {
        switch self {
        case .submit(let finding, let text, let isListed):
            "authors of \(finding) submit \(Passage.names(text))\(isListed ? "" : ", without listing the release")"
        case .retract(let finding): "an author of \(finding) retracts"
        case .appeal(let finding): "authors of \(finding) appeal"
        case .object(let finding, let passage, let isPersonal):
            "the provider objects to \(Passage.names(1 << passage)) in \(finding)\(isPersonal ? " as personal data" : "")"
        case .noObjection(let finding): "the provider has no objection to \(finding)"
        case .extend(let finding, let days):
            "the provider extends its time for \(finding) to \(days) days from now"
        case .answer(let finding, let flag, let event): "\(event) objection \(flag) to \(finding)"
        case .vote(let finding, let flag, let judge, let event):
            "\(Self.judges[judge]) votes on objection \(flag) to \(finding): \(event)"
        case .decide(let finding, let judge, let event):
            "\(Self.judges[judge]) decides on \(finding): \(event)"
        case .suspend(let isOver): isOver ? "the provider is resumed" : "the provider is suspended"
        case .withdraw(let finding): "an author withdraws \(finding)"
        case .takeDown(let finding, let judge): "\(Self.judges[judge]) asks to take \(finding) down"
        case .hide(let finding, let judge): "\(Self.judges[judge]) hides \(finding)"
        case .days(let days): "\(days) days pass"
        }
    }
}
