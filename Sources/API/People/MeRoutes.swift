// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// `/v1/me`: who the token's holder is and may do.
enum MeRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/me", "The person behind the token", scope: .read) { call in
            _ = try call.query()
            return try await call.read { caller, db in
                let persons = PersonStore(db)
                let person = try persons.person(caller.person).orNotFound()
                return .json([
                    "pid": .string(caller.pid.description),
                    "name": .string(caller.name),
                    "orcid": .text(person.orcid),
                    "platform_roles": .texts(caller.platformRoles.map(\.rawValue).sorted()),
                    "scopes": .texts(caller.scopes.map(\.rawValue).sorted()),
                    "memberships": .array(
                        try persons.memberships(of: caller.person).map(MembershipRoutes.json)
                    ),
                ])
            }
        }
    ]
}
