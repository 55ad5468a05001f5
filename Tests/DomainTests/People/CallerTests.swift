// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// What a caller is to an organisation.
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
        #expect(caller.relations(to: home) == [.person, .member, .dataOfficer])
        #expect(caller.relations(to: other) == [.person])
        #expect(caller.relations() == [.person])
    }

    @Test func `a role on the platform and research anywhere are part of every relation`() {
        let caller = caller([.init(organisation: home, role: .researcher)], [.moderator])
        #expect(caller.relations(to: other) == [.person, .moderator, .anyResearcher])
        #expect(caller.relations(to: home) == [.person, .moderator, .anyResearcher, .member, .researcher])
    }
}
