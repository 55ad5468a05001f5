// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// A case of the queue with what the caller may decide in it now.
struct QueuedCase: Sendable {
    /// Whom a case waits for, as its reader is told.
    enum Decider: String, CaseIterable {
        /// The reader may decide now.
        case you
        /// Moderators who are neutral in the case and have not had their say.
        case moderators
        /// Administrators who are neutral in the case.
        case admins
    }

    let item: QueueItem
    /// By their names in the domain.
    let actions: [String]

    init(_ item: QueueItem, for caller: Caller) {
        self.item = item
        let relations = caller.relations().union(item.seats)
        let standing = Standing(item.object, in: item.objectState, by: relations, caller.scopes)
        actions = item.decisions.filter(standing.may).map(\.rawValue)
    }

    private var decider: Decider {
        if !actions.isEmpty { return .you }
        return item.kind == .certificate || item.kind == .appointment
            || item.state == Flag.State.escalated.rawValue ? .admins : .moderators
    }

    static let shown = Representation<Self>("QueueItem", "A case that waits for a moderator.") {
        Member("kind", .one(of: QueueItem.Kind.self)) { $0.item.kind }
        Member("pid", .string) { $0.item.pid }
        Member("number", orNull: .ordinal) { $0.item.number }
        Member("title", .string) { $0.item.title }
        Member("state", .string) { $0.item.state }
        Member("due_at", orNull: .time) { $0.item.dueAt }
        Member("overdue", .bool) { $0.item.isOverdue }
        Member("neutral", .bool) { $0.item.isNeutral }
        Member("waits_for", .one(of: Decider.self)) { $0.decider }
        Member("authors", .list(of: .string)) { $0.item.authors }
        Member("organisations", .list(of: .string)) { $0.item.organisations }
        Member("votes", orNull: FlagVotes.shown) { $0.item.votes }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension QueueItem {
    /// What the case is about, as the table of permissions has it.
    fileprivate var object: ObjectKind {
        switch kind {
        case .finding, .exception, .passage, .certificate, .appointment: .finding
        case .flag: .flag
        case .release: .release
        case .problem: .problem
        case .takedown: .publication
        case .note: .withdrawalNote
        }
    }

    /// The state of what it is about; of a version, which waits with several gates, its own.
    fileprivate var objectState: String {
        switch kind {
        case .finding, .exception, .passage, .certificate: Finding.State.submitted.rawValue
        case .flag, .appointment, .release, .problem, .takedown, .note: state
        }
    }

    /// What can be decided now by somebody with the right to it who has not had their say.
    fileprivate var decisions: [Action] { possible.filter { !barred.contains($0) } }

    private var possible: [Action] {
        switch kind {
        case .finding, .exception, .passage: Decisions.possible(moderation, screening)
        case .flag:
            // An administrator's word counts also after a vote as a moderator.
            votes?.own == nil || state == Flag.State.escalated.rawValue ? [.uphold, .dismiss] : []
        case .appointment: [.appoint]
        case .release: [.release, .return]
        case .problem: [.approve, .return]
        case .takedown: [.takeDown]
        case .note: [.allow, .refuse]
        case .certificate: []
        }
    }
}

extension FlagVotes {
    static let shown = Representation<Self>("FlagVotes", "How moderators have voted on a flag.") {
        Member("uphold", .count) { $0.uphold }
        Member("dismiss", .count) { $0.dismiss }
        Member("needed", .count) { _ in Flag.votesNeeded }
        Member("own", orNull: .one(of: Vote.self)) { $0.own.map { $0 ? .uphold : .dismiss } }
    }

    /// How the reader has voted.
    enum Vote: String, CaseIterable {
        case uphold, dismiss
    }
}
