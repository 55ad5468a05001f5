// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/enrolments`: an invitation's one-time code becomes a person's first token.
enum Enrolments {
    static let routes: [Route] = [
        Route(
            .post,
            "/v1/enrolments",
            "Exchange an invitation's code for a token",
            scope: nil,
            contract: contract,
            enrol
        )
    ]

    private static let contract: Operation = {
        var operation = Operation.create("enrol", .people, request.described, shown.schema)
        operation.refusals.insert(401)
        return operation
    }()

    private struct Asked: Sendable {
        let code: String
        let name: String?
        let orcid: ORCID?
    }

    private static let request = Body(
        Field("code", .line(1...100)),
        Field("name", .line(Limits.name)).optional,
        Field("orcid", .orcid).optional,
        example: ["code": .string("thi_" + String(repeating: "0", count: 49))],
        make: Asked.init
    )

    private struct Enrolled: Sendable {
        let person: PID
        let token: TokenRecord
        let secret: String
    }

    private static let shown = Representation<Enrolled> {
        Member("person", .pid(.person)) { $0.person }
        Member("token", .string) { $0.secret }
        Member("pid", .pid(.token)) { $0.token.pid }
        Member("name", .string) { $0.token.name }
        Member("scopes", .list(of: .one(of: Scope.self))) { $0.token.scopes }
        Member("expires_at", .time) { $0.token.expiresAt }
    }

    private static func enrol(_ call: Call) async throws -> Answer {
        // Whoever has the code may enrol, so the body is what gives the right.
        let asked = try request.value(of: try await call.receive(request.presence).json)
        guard let hash = TokenText(.invitation, asked.code)?.hash else { throw badCode }
        let enrolment = Enrolment(
            codeHash: hash,
            name: asked.name,
            orcid: asked.orcid,
            person: try PID.random(.person),
            tokenPID: try PID.random(.token),
            token: try TokenText(.personal)
        )
        return try await call.services.platform.write(deadline: call.deadline) { db in
            guard let token = try db.enrol(enrolment) else { throw badCode }
            let enrolled = Enrolled(person: enrolment.person, token: token, secret: enrolment.token.text)
            return .created(at: "/v1/me", shown.json(enrolled))
        }
    }

    private static let badCode = ProblemDetails.challenge(
        "bad_code",
        "The code is unknown, used, taken back or too old."
    )
}
