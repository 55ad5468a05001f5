// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// A problem as one of its readers sees it.
@dynamicMemberLookup
struct ProblemFace: Sendable {
    /// What only those see who see more than the public does.
    struct Inside: Sendable {
        let dueAt: Instant?
        let createdAt: Instant
        let changedAt: Instant
        let amended: Int?
        let circle: [String]
    }

    let facts: ProblemFacts
    let visibility: Problem.Visibility
    let inside: Inside?
    /// `nil` in lists, and for the public.
    let actions: [String]?

    subscript<Value>(dynamicMember path: KeyPath<ProblemFacts, Value>) -> Value { facts[keyPath: path] }

    /// For those who see more than the public does.
    init(_ problem: ProblemRecord, actions: [String]? = nil) {
        facts = problem.facts
        visibility = problem.visibility
        inside = Inside(
            dueAt: problem.dueAt,
            createdAt: problem.createdAt,
            changedAt: problem.changedAt,
            amended: problem.amended,
            circle: problem.circle
        )
        self.actions = actions
    }

    /// For everybody.
    init(_ problem: ProblemFacts) {
        facts = problem
        visibility = .public
        inside = nil
        actions = nil
    }

    static let shown = Representation<Self>("Problem", "A problem that an organisation poses.") {
        Member("pid", .pid(.problem)) { $0.pid }
        Member("state", .one(of: Problem.State.self)) { $0.state }
        Member("visibility", .one(of: Problem.Visibility.self)) { $0.visibility }
        Member("version", .ordinal) { $0.version }
        Member("title", .string) { $0.title }
        Member("statement", .string) { $0.statement }
        Member("keywords", .list(of: .string)) { $0.keywords }
        Member("organisation", .pid(.organisation)) { $0.organisationPID }
        Member("organisation_name", .string) { $0.organisationName }
        Member("organisation_kind", .one(of: Organisation.Kind.self)) { $0.organisationKind }
        Member("deadline", .time) { $0.deadline }
        Member("outcome", orNull: .one(of: Problem.Outcome.self)) { $0.outcome }
        Member("settled_by", json: .list(of: .pid(.finding))) { .texts($0.settledBy) }
        Member("opened_at", orNull: .time) { $0.openedAt }
        Member("datasets", json: .list(of: .pid(.dataset))) { .texts($0.datasets) }
        Member("blind_review", .bool) { $0.hasBlindReview }
        Member("due_at", json: .time.orNull, isOptional: true) { $0.inside.map { .text($0.dueAt) } }
        Member("created_at", optional: .time) { $0.inside?.createdAt }
        Member("changed_at", optional: .time) { $0.inside?.changedAt }
        Member("amended", json: .ordinal.orNull, isOptional: true) {
            $0.inside.map { $0.amended.map { .integer(Int64($0)) } ?? .null }
        }
        Member("circle", json: .list(of: .pid(.organisation)), isOptional: true) {
            $0.inside.map { .texts($0.circle) }
        }
        Member("actions", json: .actions, isOptional: true) { $0.actions.map { .actions($0) } }
    }
}

extension ProblemRecord: Resource {
    static let path: Path = "/v1/problems/\(.pid(.problem))"
    static let schema = ProblemFace.shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.problem)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try ProblemStore(db).problem(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try ProblemStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let standing = try standing(of: caller, db)
        let events = Problem.State.Event.allCases.filter { event in
            let isOfNothing = [.approve, .return].contains(event) && facts.state == .open && amended == nil
            return facts.state.next(event) != nil && !isOfNothing && event.action.map(standing.may) ?? false
        }
        return .representation(
            ProblemFace.shown.json(ProblemFace(self, actions: events.map(\.rawValue)))
        )
    }
}

extension Problem.State.Event {
    /// What a caller does to bring the event about; `nil` for the clock's.
    fileprivate var action: Action? {
        switch self {
        case .submit: .submit
        case .return: .return
        case .approve: .approve
        case .amend: .edit
        case .extend: .extend
        case .conclude: .conclude
        case .cancel: .cancel
        case .deadline: nil
        }
    }
}

extension ProblemVersion {
    static let shown = Representation<Self>("ProblemVersion", "One version of a problem's text.") {
        Member("version", .ordinal) { $0.number }
        Member("title", .string) { $0.text.title }
        Member("statement", .string) { $0.text.statement }
        Member("keywords", .list(of: .string)) { $0.text.keywords }
        Member("created_at", .time) { $0.createdAt }
    }
}
