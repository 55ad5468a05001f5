// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Says what an organisation's own identifiers are; what was said before is gone.
    ///
    /// How many there are is written down, not what they are.
    package func set(
        _ identifiers: OwnIdentifierList,
        of organisation: OrganisationRecord,
        by person: ID<Person>
    ) throws {
        try OwnIdentifierStore(self).replace(identifiers, of: organisation.id, by: person)
        try record(
            .identifiersSet,
            organisation.pid.description,
            [
                "words": .integer(Int64(identifiers.words.count)),
                "shapes": .integer(Int64(identifiers.shapes.count)),
            ]
        )
    }
}
