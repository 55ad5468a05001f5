// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/authors`: the persons who may change and submit a finding.
enum AuthorRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/findings/{pid}/authors", "Who may change the finding", scope: .read) { call in
            let pid = try call.pid("pid", .finding)
            _ = try call.query()
            return call.conditional(
                try await call.read { caller, db in
                    let finding = try finding(pid, .listAuthors, caller, db).finding
                    return answer(try FindingStore(db).authors(of: finding))
                }
            )
        },
        Route(.post, "/v1/findings/{pid}/authors", "Let a person change the finding", scope: .findings) {
            call in
            let pid = try call.pid("pid", .finding)
            let bytes = try await call.bytes()
            let person = try call.decode(bytes) { body in
                body.value("person", code: "pid") { text in
                    PID(text, of: .person)
                }
            }
            return try await call.write(.findings, bytes: bytes) { caller, db in
                let finding = try finding(pid, .addAuthor, caller, db)
                let findings = FindingStore(db)
                try findings.lockAuthors(of: finding.finding)
                try call.requireMatch(answer(try findings.authors(of: finding.finding)).tag)
                try db.add(person, to: finding)
                return answer(try findings.authors(of: finding.finding))
            }
        },
        Route(.delete, "/v1/findings/{pid}/authors/{person}", "Take an author out", scope: .findings) {
            call in
            let pid = try call.pid("pid", .finding)
            let person = try call.pid("person", .person)
            return try await call.write(.findings) { caller, db in
                let finding = try finding(pid, .removeAuthor, caller, db)
                let removed = try PersonStore(db).person(person).orNotFound()
                try FindingStore(db).lockAuthors(of: finding.finding)
                let authors = try FindingStore(db).authors(of: finding.finding)
                try call.requireMatch(answer(authors).tag)
                guard authors.contains(where: { $0.id == removed.id }) else { throw ProblemDetails.notFound }
                try db.remove(removed, from: finding)
                return .noContent
            }
        },
    ]

    private static func finding(_ pid: PID, _ action: Action, _ caller: Caller, _ db: Connection) throws
        -> VersionView
    {
        let view = try FindingStore(db).latest(pid).orNotFound()
        try Standing(of: caller, to: view).require(action)
        return view
    }

    private static func answer(_ authors: [PersonRecord]) -> Answer {
        .representation([
            "items": .array(authors.map { ["person": .text($0.pid), "name": .string($0.name)] })
        ])
    }
}
