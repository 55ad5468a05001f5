// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// Who is named in a version by its authors.
package enum NamedParty: Sendable {
    /// By an ORCID iD.
    case person(PID)
    /// By the ROR id of an affiliation.
    case organisation(PID)
}

extension Connection {
    /// An administrator lets somebody judge a finding, or the people of an organisation, whom only the
    /// authors' word makes a party, with a reason of 1 to 5000 characters: authors do not choose their judge.
    ///
    /// The database refuses a party, and to free who is one by more than that.
    ///
    /// - Throws: `ActRefused` when there is no such person or organisation.
    package func lift(
        _ party: NamedParty,
        from version: VersionCase,
        by administrator: ID<Person>,
        because reason: String
    ) throws {
        let parties = PartyStore(self)
        var details: [String: JSON] = ["reason": .string(reason)]
        switch party {
        case .person(let pid):
            guard let person = try PersonStore(self).person(pid) else {
                throw ActRefused.invalid("/person", "unknown_value", "There is no such person.")
            }
            try parties.lift(person.id, from: version.finding, by: administrator, reason: reason)
            details["person"] = .string(pid.description)
        case .organisation(let pid):
            guard let organisation = try OrganisationStore(self).organisation(pid) else {
                throw ActRefused.invalid("/organisation", "unknown_value", "There is no such organisation.")
            }
            try parties.lift(organisation.id, from: version.finding, by: administrator, reason: reason)
            details["organisation"] = .string(pid.description)
        }
        try record(.partyLifted, version.subject, .object(details))
        try judgesMayBeFound(for: version.finding)
    }
}
