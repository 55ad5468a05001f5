// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// What the database says of a token: who holds it and what that person may do at this moment.
package struct SignIn: Record {
    /// The key of the token's row.
    package let token: UUID
    /// The token's holder, with the rights of this moment.
    package let caller: Caller
    /// Whether the token's last use should be written down again.
    package let touch: Bool

    package static var columns: SQL {
        "token, person, pid, name, platform_roles, organisations, roles, scopes, touch"
    }

    /// The statement that opens a signed-in transaction; it also makes the person the transaction's actor,
    /// as nothing but a token does.
    package static func opening(hash: [UInt8]) -> SQL {
        "SELECT \(columns) FROM sign_in(\(hash))"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        token = try row.next()
        let person: ID<Person> = try row.next()
        let pid: PID = try row.next()
        let name: String = try row.next()
        let platformRoles: [String] = try row.next()
        let organisations: [UUID] = try row.next()
        let roles: [String] = try row.next()
        let scopes: [String] = try row.next()
        touch = try row.next()
        var memberships: [Caller.Membership] = []
        for (organisation, role) in zip(organisations, roles) {
            memberships.append(.init(organisation: ID(rawValue: organisation), role: try .known(role)))
        }
        caller = Caller(
            person: person,
            pid: pid,
            name: name,
            platformRoles: try Self.known(platformRoles),
            memberships: memberships,
            scopes: try Self.known(scopes)
        )
    }

    private static func known<Value: RawRepresentable<String> & Hashable>(_ texts: [String])
        throws(DecodingFailure) -> Set<Value>
    {
        var values: Set<Value> = []
        for text in texts { values.insert(try .known(text)) }
        return values
    }
}

extension Connection {
    /// Makes a person, who has no token to sign in with yet, the actor of the rest of the transaction; only
    /// the platform's own role may.
    package func act(as person: ID<Person>) throws(PostgresError) {
        _ = try query("SELECT act_as(\(person))")
    }
}
