// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Makes a person on the platform's own word, without an invitation: with roles, in `organisation` and on
    /// the platform, and with a token of `name`, good for a year, that may do all that the person may.
    package func makePerson(
        _ name: String,
        as pid: PID,
        in organisation: OrganisationRecord?,
        _ roles: [MembershipRole],
        platformRoles: [PlatformRole],
        token: TokenText,
        _ tokenPID: PID,
        named tokenName: String
    ) throws {
        let persons = PersonStore(self)
        let person = try persons.create(
            pid: pid,
            name: name,
            orcid: nil,
            platformRoles: platformRoles.map(\.rawValue)
        )
        if let organisation {
            for role in roles { try persons.join(person.id, organisation.id, as: role.rawValue) }
        }
        var scopes = Set(Scope.allCases)
        if !platformRoles.contains(.admin) { scopes.remove(.admin) }
        if platformRoles.isEmpty { scopes.remove(.moderate) }
        _ = try TokenStore(self).create(
            pid: tokenPID,
            person: person.id,
            name: tokenName,
            token: token,
            scopes: scopes,
            days: 365
        )
        try record(.personMade, pid.description, ["name": .string(name)])
    }
}
