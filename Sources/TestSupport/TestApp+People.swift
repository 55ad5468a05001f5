// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension TestApp {
    /// An active organisation with a name of its own.
    package func organisation(_ kind: Organisation.Kind, _ name: String) async throws -> OrganisationRecord {
        let pid = try PID.random(.organisation)
        return try await asSuperuser { db in
            let organisations = OrganisationStore(db)
            let made = try organisations.create(pid: pid, name: name, kind: kind, ror: nil)
            try db.move(made.row, .approve)
            return try organisations.organisation(made.id) ?? made
        }
    }

    /// A person with roles in an organisation or on the platform, and a token that may
    /// do all that the person may.
    package func person(
        _ name: String,
        in organisation: OrganisationRecord? = nil,
        as roles: [MembershipRole] = [],
        platform: [PlatformRole] = [],
        scopes: Set<Scope> = Set(Scope.allCases)
    ) async throws -> (person: PersonRecord, token: String) {
        let pid = try PID.random(.person)
        let tokenPID = try PID.random(.token)
        let token = try TokenText(.personal)
        let person = try await asSuperuser { db in
            let persons = PersonStore(db)
            let person = try persons.create(
                pid: pid,
                name: name,
                orcid: nil,
                platformRoles: platform.map(\.rawValue)
            )
            if let organisation {
                for role in roles { try persons.join(person.id, organisation.id, as: role.rawValue) }
            }
            _ = try TokenStore(db).create(
                pid: tokenPID,
                person: person.id,
                name: "test",
                token: token,
                scopes: scopes,
                days: 365
            )
            return person
        }
        return (person, token.text)
    }

    /// Moves the platform's clock, as nobody but the database's owner can.
    package func advanceClock(days: Int) async throws {
        try await superuser.write { db in try PlatformClock(db).shift(days: days) }
    }
}
