// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// What the caller's token may make further tokens for: what it covers itself, and `moderate` for whoever
    /// judges by now and could not when they enrolled.
    ///
    /// That is for a token that covers all that its holder's first one did: who has narrowed one has not
    /// meant it to judge.
    package func scopes(grantableBy caller: Caller) throws -> Set<Scope> {
        guard !caller.scopes.contains(.moderate),
            let first = try TokenStore(self).firstScopes(of: caller.person),
            caller.scopes.isSuperset(of: first),
            try !caller.platformRoles.isEmpty || BenchStore(self).isAppointed()
        else { return caller.scopes }
        return caller.scopes.union([.moderate])
    }

    /// A person makes a further token of a name of 1 to 100 characters, good for 1 to 365 days.
    package func makeToken(
        _ token: TokenText,
        as pid: PID,
        named name: String,
        scopes: Set<Scope>,
        days: Int,
        by person: ID<Person>
    ) throws -> TokenRecord {
        let made = try TokenStore(self).create(
            pid: pid,
            person: person,
            name: name,
            token: token,
            scopes: scopes,
            days: days
        )
        try record(.tokenMade, pid.description)
        return made
    }

    /// A person revokes one of their tokens for good; false when it is not theirs, or revoked already.
    package func revokeToken(_ pid: PID, by person: ID<Person>) throws -> Bool {
        guard try TokenStore(self).revoke(pid, of: person) != nil else { return false }
        try record(.tokenRevoked, pid.description)
        return true
    }

    /// The platform revokes tokens for good, whoever holds them: by their public identifiers or, leaked ones,
    /// by the hashes of their texts; with a reason of 1 to 5000 characters.
    ///
    /// How many it revoked; those that are unknown or revoked already are left out.
    package func revokeTokens(_ pids: [PID], hashes: [[UInt8]], because reason: String) throws -> Int {
        let tokens = TokenStore(self)
        let revoked =
            try pids.filter { try tokens.revoke($0) } + hashes.compactMap { try tokens.revoke(hash: $0) }
        for pid in revoked { try record(.tokenRevoked, pid.description, ["reason": .string(reason)]) }
        return revoked.count
    }
}
