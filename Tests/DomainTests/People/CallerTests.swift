// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// Who may do what, and who stands outside a case.
@Suite struct CallerTests {
    private let home = ID<Organisation>(rawValue: UUID())
    private let other = ID<Organisation>(rawValue: UUID())

    private func caller(_ memberships: [Caller.Membership], _ platform: Set<PlatformRole> = []) -> Caller {
        Caller(
            person: ID(rawValue: UUID()),
            pid: PID(kind: .person, bits: 1),
            name: "Ada",
            platformRoles: platform,
            memberships: memberships,
            scopes: [.read]
        )
    }

    @Test func `a role counts in its own organisation only`() {
        let caller = caller([.init(organisation: home, role: .dataOfficer)])
        #expect(caller.has(.dataOfficer, in: home))
        #expect(!caller.has(.dataOfficer, in: other))
        #expect(!caller.has(.owner, in: home))
        #expect(caller.hasAny([.owner, .dataOfficer], in: home))
    }

    @Test func `a moderator of a party is not neutral, nor is an author`() {
        let moderator = caller([.init(organisation: home, role: .researcher)], [.moderator])
        #expect(!moderator.isNeutral(parties: [home, other], authors: []))
        #expect(moderator.isNeutral(parties: [other], authors: []))
        #expect(!moderator.isNeutral(parties: [], authors: [moderator.person]))
    }
}
