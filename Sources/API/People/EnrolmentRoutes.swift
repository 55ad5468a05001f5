// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

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
        let personPID = try PID.random(.person)
        let tokenPID = try PID.random(.token)
        let token = try TokenText(.personal)
        return try await call.services.app.write(opening: SignIn.platform, deadline: call.deadline) { db in
            let invitations = InvitationStore(db)
            guard let invitation = try invitations.lock(codeHash: hash) else { throw badCode }
            let persons = PersonStore(db)
            let person = try persons.create(
                pid: personPID,
                name: name ?? invitation.name,
                orcid: orcid,
                platformRoles: invitation.platformRoles
            )
            // From here on it is the person who acts.
            try db.act(as: person.id)
            if let organisation = invitation.organisation {
                for role in invitation.roles { try persons.join(person.id, organisation, as: role) }
            }
            try invitations.accept(invitation.id, by: person.id)
            let made = try TokenStore(db).create(
                pid: tokenPID,
                person: person.id,
                name: "first",
                token: token,
                scopes: scopes(for: invitation),
                days: 90
            )
            try db.record(
                .personEnrolled,
                person.pid.description,
                ["invitation": .string(invitation.pid.description)]
            )
            return .created(
                at: "/v1/me",
                [
                    "person": .string(person.pid.description), "token": .string(token.text),
                    "expires_at": .text(made.expiresAt),
                ]
            )
        }
    }

    private static let badCode = ProblemDetails.challenge(
        "bad_code",
        "The code is unknown, used, taken back or too old."
    )

    /// All that the invitation's roles can use.
    package static func scopes(for invitation: InvitationRecord) -> Set<Scope> {
        var scopes: Set<Scope> = [
            .read, .findings, .datasets, .problems, .clearances, .organisation, .tokens,
        ]
        if invitation.platformRoles.contains(PlatformRole.moderator.rawValue) { scopes.insert(.moderate) }
        if invitation.platformRoles.contains(PlatformRole.admin.rawValue) {
            scopes.formUnion([.moderate, .admin])
        }
        return scopes
    }
}
