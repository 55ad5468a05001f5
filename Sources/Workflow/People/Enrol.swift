// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// Who enrols, as they say themselves, and what is made for them.
package struct Enrolment: Sendable {
    /// The hash of the invitation's code.
    package let codeHash: [UInt8]
    /// 1 to 200 characters; `nil` for the name in the invitation.
    package let name: String?
    /// The ORCID iD that the person says is theirs; `nil` when none was given.
    package let orcid: ORCID?
    /// The person's public identifier.
    package let person: PID
    /// The first token's public identifier.
    package let tokenPID: PID
    /// The first token.
    package let token: TokenText

    /// Takes the parts as they are.
    package init(
        codeHash: [UInt8],
        name: String?,
        orcid: ORCID?,
        person: PID,
        tokenPID: PID,
        token: TokenText
    ) {
        self.codeHash = codeHash
        self.name = name
        self.orcid = orcid
        self.person = person
        self.tokenPID = tokenPID
        self.token = token
    }
}

extension Connection {
    /// Exchanges an invitation's one-time code for a person with the invitation's roles and a
    /// first token, good for ninety days, which is returned; `nil` for a code that is unknown,
    /// used, taken back or too old.
    ///
    /// An ORCID iD is asserted: nobody has shown that it is theirs, and others may say the same.
    package func enrol(_ enrolment: Enrolment) throws -> TokenRecord? {
        let invitations = InvitationStore(self)
        guard let invitation = try invitations.lock(codeHash: enrolment.codeHash) else { return nil }
        let persons = PersonStore(self)
        let person = try persons.create(
            pid: enrolment.person,
            name: enrolment.name ?? invitation.name,
            orcid: enrolment.orcid,
            platformRoles: invitation.platformRoles.map(\.rawValue)
        )
        // From here on it is the person who acts.
        try act(as: person.id)
        if let organisation = invitation.organisation {
            for role in invitation.roles { try persons.join(person.id, organisation, as: role.rawValue) }
        }
        try invitations.accept(invitation.id, by: person.id)
        let made = try TokenStore(self).create(
            pid: enrolment.tokenPID,
            person: person.id,
            name: "first",
            token: enrolment.token,
            scopes: invitation.scopes,
            days: 90
        )
        try record(
            .personEnrolled,
            person.pid.description,
            ["invitation": .string(invitation.pid.description)]
        )
        return made
    }
}

extension InvitationRecord {
    /// All that the invitation's roles can use, now or when the person is appointed.
    fileprivate var scopes: Set<Scope> {
        var scopes: Set<Scope> = [
            .read, .findings, .datasets, .problems, .clearances, .organisation, .tokens,
            // Anybody may be appointed to judge one finding.
            .moderate,
        ]
        if platformRoles.contains(.admin) { scopes.insert(.admin) }
        return scopes
    }
}
