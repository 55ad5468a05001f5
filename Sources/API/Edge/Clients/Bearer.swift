// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

/// For whom a token speaks.
struct Bearer: Hashable, Sendable {
    let person: ID<Person>
    /// Those in which the person is a member.
    let organisations: Set<ID<Organisation>>

    init(_ caller: Caller) {
        person = caller.person
        organisations = Set(caller.memberships.map(\.organisation))
    }

    var clients: [Client] { [.person(person)] + organisations.map(Client.organisation) }
}

extension TokenText {
    /// The bearer token of an `Authorization` field (RFC 6750, section 2.1); `nil` for everything else.
    init?(authorization field: String) {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        self.init(.personal, String(parts[1]))
    }
}
