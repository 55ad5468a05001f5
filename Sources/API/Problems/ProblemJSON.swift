// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How problems are answered.
enum ProblemJSON {
    static func answer(_ problem: ProblemRecord, _ caller: Caller, _ db: Connection) throws -> Answer {
        .representation(json(problem).adding("actions", .actions(try actions(problem, caller, db))))
    }

    /// A problem for those who see more than the public does.
    static func json(_ problem: ProblemRecord) -> JSON {
        let json: JSON = [
            "pid": .text(problem.pid),
            "state": .string(problem.state.rawValue),
            "visibility": .string(problem.visibility.rawValue),
            "version": .integer(Int64(problem.version)),
            "title": .string(problem.title),
            "statement": .string(problem.statement),
            "keywords": .texts(problem.keywords),
            "organisation": .text(problem.organisationPID),
            "organisation_name": .string(problem.organisationName),
            "organisation_kind": .string(problem.organisationKind.rawValue),
        ]
        return
            json
            .adding("deadline", .text(problem.deadline))
            .adding("due_at", .text(problem.dueAt))
            .adding("outcome", .text(problem.outcome?.rawValue))
            .adding("opened_at", .text(problem.openedAt))
            .adding("created_at", .text(problem.createdAt))
            .adding("changed_at", .text(problem.changedAt))
            .adding("circle", .texts(problem.circle))
            .adding("datasets", .texts(problem.datasets))
            .adding("blind_review", .bool(problem.hasBlindReview))
    }

    static func json(_ problem: PublishedProblem) -> JSON {
        let json: JSON = [
            "pid": .text(problem.pid),
            "state": .string(problem.state.rawValue),
            "visibility": .string(Problem.Visibility.public.rawValue),
            "version": .integer(Int64(problem.version)),
            "title": .string(problem.title),
            "statement": .string(problem.statement),
            "keywords": .texts(problem.keywords),
            "organisation": .text(problem.organisation),
            "organisation_name": .string(problem.organisationName),
            "organisation_kind": .string(problem.organisationKind.rawValue),
        ]
        return
            json
            .adding("deadline", .text(problem.deadline))
            .adding("outcome", .text(problem.outcome?.rawValue))
            .adding("opened_at", .text(problem.openedAt))
            .adding("datasets", .texts(problem.datasets))
            .adding("blind_review", .bool(problem.hasBlindReview))
    }

    /// The events that the caller may bring about now.
    static func actions(_ problem: ProblemRecord, _ caller: Caller, _ db: Connection) throws -> [String] {
        let standing = try Standing(of: caller, to: problem, db)
        return Problem.State.Event.allCases.filter { event in
            guard problem.state.next(event) != nil, let action = event.action else { return false }
            return standing.may(action)
        }.map(\.rawValue)
    }
}

extension Problem.State.Event {
    /// What a caller does to bring the event about; `nil` for the clock's.
    var action: Action? {
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
