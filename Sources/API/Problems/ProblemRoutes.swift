// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/problems`: questions that enterprises and universities pose, to all or within a closed circle.
enum ProblemRoutes {
    static let path = "/v1/problems/{pid}"

    static let all: [Route] = [
        Route(.post, "/v1/problems", "Pose a problem", scope: .problems, create),
        Route(.get, "/v1/problems", "The problems that the caller may know of", scope: nil, list),
        Route(.get, path, "One problem", scope: nil, show),
        Route(.get, path + "/versions", "Every version of its text", scope: .read, versions),
        Route(.patch, path, "Change a draft, or amend an open problem", scope: .problems, edit),
        Route(
            .put,
            path + "/circle",
            "Say which organisations know of a restricted problem",
            scope: .problems,
            circle
        ),
    ]

    private struct Body: Sendable {
        let organisation: PID
        let draft: ProblemDraft
    }

    private static func body(_ body: inout ObjectReader) -> Body? {
        let organisation = body.value("organisation", code: "pid") { pid($0, .organisation) }
        let title = body.string("title", length: 1...300)
        let statement = body.string("statement", length: 1...50_000, multiline: true)
        let keywords =
            body.optionalJSON("keywords") == nil
            ? [] : body.strings("keywords", count: 0...20, length: 1...100)
        let visibility = body.enumeration("visibility", as: Problem.Visibility.self)
        let blindReview = body.bool("blind_review", default: false)
        let deadline = body.value("deadline", code: "format", parse: Instant.init)
        let circle = pids("circle", .organisation, &body)
        let datasets = pids("datasets", .dataset, &body)
        guard let organisation, let title, let statement, let keywords, let visibility, let deadline else {
            return nil
        }
        return Body(
            organisation: organisation,
            draft: ProblemDraft(
                text: ProblemText(title: title, statement: statement, keywords: keywords),
                visibility: visibility,
                hasBlindReview: blindReview,
                deadline: deadline,
                circle: circle,
                datasets: datasets
            )
        )
    }

    static func pid(_ text: String, _ kind: PID.Kind) -> PID? {
        PID(text, of: kind)
    }

    /// A list of public ids that may be left out.
    private static func pids(_ key: String, _ kind: PID.Kind, _ body: inout ObjectReader) -> [PID] {
        guard body.optionalJSON(key) != nil, let texts = body.strings(key, count: 0...100, length: 1...20)
        else { return [] }
        return texts.enumerated().compactMap { index, text in
            let found = pid(text, kind)
            if found == nil {
                body.record(
                    FieldError(
                        pointer: "\(body.pointer(to: key))/\(index)",
                        code: "pid",
                        detail: "This is no such identifier."
                    )
                )
            }
            return found
        }
    }

    private static func create(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) { Self.body(&$0) }
        let pid = try PID.random(.problem)
        return try await call.write(.problems, bytes: bytes) { caller, db in
            let organisation = try OrganisationStore(db).organisation(body.organisation).orNotFound()
            try Standing(of: caller, to: organisation).require(.poseProblem)
            try db.pose(body.draft, as: pid, of: organisation.id, by: caller.person)
            return try ProblemJSON.answer(try ProblemStore(db).problem(pid).orNotFound(), caller, db)
                .located(at: "/v1/problems/\(pid)", status: .created)
        }
    }

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["state", "organisation"])
        let state = try query.value("state", as: Problem.State.self)
        let organisation = try query["organisation"].map { text in
            guard let pid = pid(text, .organisation) else {
                throw ProblemDetails.badRequest(
                    "bad_parameter",
                    "organisation is the public id of an organisation."
                )
            }
            return pid
        }
        let cursor = try page.pid()
        return try await call.readOptionally { caller, db in
            guard caller != nil else {
                let problems = try PublishedProblemStore(db)
                    .problems(state: state, organisation: organisation, after: cursor, limit: page.limit + 1)
                return page.answer(problems, key: \.pid.description) { ProblemJSON.json($0) }
            }
            let problems = try ProblemStore(db)
                .problems(state: state, organisation: organisation, after: cursor, limit: page.limit + 1)
            return page.answer(problems, key: \.pid.description) { ProblemJSON.json($0) }
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .problem)
        _ = try call.query()
        return call.conditional(
            try await call.readOptionally { caller, db in
                guard let caller else {
                    return .representation(
                        ProblemJSON.json(try PublishedProblemStore(db).problem(pid).orNotFound())
                    )
                }
                return try ProblemJSON.answer(try ProblemStore(db).problem(pid).orNotFound(), caller, db)
            }
        )
    }

    private static func versions(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .problem)
        _ = try call.query()
        return try await call.read { _, db in
            let problem = try ProblemStore(db).problem(pid).orNotFound()
            let versions = try ProblemStore(db).versions(of: problem.id).map { version -> JSON in
                [
                    "version": .integer(Int64(version.number)),
                    "title": .string(version.text.title),
                    "statement": .string(version.text.statement),
                    "keywords": .texts(version.text.keywords),
                    "created_at": .text(version.createdAt),
                ]
            }
            return .json(["items": .array(versions)])
        }
    }

    private static func edit(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let change = try call.decode(bytes) {
            body -> (title: String?, statement: String?, keywords: [String]?)? in
            let title = body.optionalString("title", length: 1...300)
            let statement = body.optionalString("statement", length: 1...50_000, multiline: true)
            let keywords =
                body.optionalJSON("keywords") == nil
                ? nil : body.strings("keywords", count: 0...20, length: 1...100)
            return (title, statement, keywords)
        }
        return try await changeOwned(call, bytes, .edit) { problem, caller, db in
            let text = ProblemText(
                title: change.title ?? problem.title,
                statement: change.statement ?? problem.statement,
                keywords: change.keywords ?? problem.keywords
            )
            try db.amend(problem, text, by: caller.person)
        }
    }

    private static func circle(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let circle = try call.decode(bytes) { body -> [PID]? in
            // What is left out empties no circle.
            body.json("circle").map { _ in pids("circle", .organisation, &body) }
        }
        return try await changeOwned(call, bytes, .setCircle) { problem, _, db in
            try db.set(circle: circle, of: problem)
        }
    }

    /// A change by who speaks for the organisation, to the problem as it was read.
    static func changeOwned(
        _ call: Call,
        _ bytes: [UInt8],
        _ action: Action,
        _ change: @escaping @Sendable (ProblemRecord, Caller, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .problem)
        return try await call.write(.problems, bytes: bytes) { caller, db in
            let problem = try ProblemStore(db).problem(pid).orNotFound()
            let standing = try Standing(of: caller, to: problem, db)
            try standing.require(action)
            try call.requireMatch(try ProblemJSON.answer(problem, caller, db).tag)
            try standing.requireNow(action)
            try change(problem, caller, db)
            return try ProblemJSON.answer(try ProblemStore(db).problem(pid).orNotFound(), caller, db)
        }
    }
}
