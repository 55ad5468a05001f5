// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Takes a person's role in an organisation away; false when the person did not have it.
    ///
    /// The database refuses the last owner's leaving, at COMMIT.
    package func end(
        _ role: MembershipRole,
        of person: PersonRecord,
        in organisation: OrganisationRecord
    ) throws -> Bool {
        guard try PersonStore(self).leave(person.id, organisation.id, as: role) else { return false }
        try record(
            .membershipEnded,
            organisation.pid.description,
            ["person": .string(person.pid.description), "role": .string(role.rawValue)]
        )
        return true
    }
}
