// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// `/v1/me`: who the token's holder is and may do.
struct Me: Sendable {
    let caller: Caller
    let person: PersonRecord
    let memberships: [MembershipRecord]

    private init(_ caller: Caller, _ db: Connection) throws {
        let persons = PersonStore(db)
        self.caller = caller
        person = try persons.person(caller.person).orNotFound()
        memberships = try persons.memberships(of: caller.person)
    }

    static let routes: [Route] = [
        Route(
            .get,
            "/v1/me",
            "The person behind the token",
            scope: .read,
            contract: Operation(id: "getMe", tag: .people, content: .json(shown.schema))
        ) { call in
            _ = try call.query()
            return try await call.read { caller, db in .json(shown.json(try Me(caller, db))) }
        }
    ]

    private static let shown = Representation<Self>("Me", "The person behind a token.") {
        Member("pid", .pid(.person)) { $0.caller.pid }
        Member("name", .string) { $0.caller.name }
        Member("orcid", orNull: .orcid) { $0.person.orcid }
        Member("orcid_status", orNull: .one(of: ORCIDStatus.self)) { $0.person.orcidStatus }
        Member("platform_roles", .list(of: .one(of: PlatformRole.self))) { me in
            me.caller.platformRoles.sorted { $0.rawValue < $1.rawValue }
        }
        Member("scopes", .list(of: .one(of: Scope.self))) { me in
            me.caller.scopes.sorted { $0.rawValue < $1.rawValue }
        }
        Member("memberships", listOf: MembershipRecord.shown) { $0.memberships }
    }
}
