// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/enrolments`: an invitation's one-time code becomes a person's first token.
enum EnrolmentRoutes {
    static let all: [Route] = [
        Route(.post, "/v1/enrolments", "Exchange an invitation's code for a token", scope: nil, enrol)
    ]

    private static func enrol(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let (code, name, orcid) = try call.decode(bytes) { body -> (String, String?, ORCID?)? in
            let code = body.string("code", length: 1...100)
            let name = body.optionalString("name", length: 1...200)
            let orcid = body.optionalValue("orcid", code: "orcid", parse: ORCID.init)
            return code.map { ($0, name, orcid) }
        }
        guard let hash = TokenText(.invitation, code)?.hash else { throw badCode }
        let enrolment = Enrolment(
            codeHash: hash,
            name: name,
            orcid: orcid,
            person: try PID.random(.person),
            tokenPID: try PID.random(.token),
            token: try TokenText(.personal)
        )
        return try await call.services.app.write(opening: SignIn.platform, deadline: call.deadline) { db in
            guard let made = try db.enrol(enrolment) else { throw badCode }
            return .created(
                at: "/v1/me",
                [
                    "person": .text(enrolment.person), "token": .string(enrolment.token.text),
                    "expires_at": .text(made.expiresAt),
                ]
            )
        }
    }

    private static let badCode = ProblemDetails.challenge(
        "bad_code",
        "The code is unknown, used, taken back or too old."
    )
}
