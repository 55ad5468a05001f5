// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations/{pid}/memberships`: who belongs to an organisation, decided by its owners.
enum Memberships {
    static let routes: [Route] = [
        .list(
            .listMembers,
            "listMemberships",
            "The members, for members",
            .organisations,
            scope: .organisation,
            at: path,
            MembershipRecord.shown
        ) { (organisation: OrganisationRecord, _, db) in
            try PersonStore(db).members(of: organisation.id)
        },
        .remove(
            "leaveRole",
            "Take a role away",
            .organisations,
            scope: .organisation,
            at: path + "/\(.person)/\(role)",
            key: {
                Key(organisation: try OrganisationRecord.key($0), person: try $0[.person], role: try $0[role])
            }
        ) { key, caller, db in
            let action: Action = key.person == caller.pid ? .leave : .takeRole
            let organisation = try OrganisationRecord.require(action, key.organisation, caller, db).thing
            let person = try PersonStore(db).person(key.person).orNotFound()
            guard try db.end(key.role, of: person, in: organisation) else { throw ProblemDetails.notFound }
        },
    ]

    private static let path = OrganisationRecord.path + "/memberships"
    private static let role = Capture.one(of: MembershipRole.self, named: "role")

    /// What names a membership.
    private struct Key: Sendable {
        let organisation: PID
        let person: PID
        let role: MembershipRole
    }
}

extension MembershipRecord {
    static let shown = Representation<Self>("Membership", "A person's role in an organisation.") {
        Member("person", .pid(.person)) { $0.person }
        Member("person_name", .string) { $0.personName }
        Member("organisation", .pid(.organisation)) { $0.organisation }
        Member("organisation_name", .string) { $0.organisationName }
        Member("role", .one(of: MembershipRole.self)) { $0.role }
        Member("since", .time) { $0.since }
    }
}
