// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

/// One person of the demonstration.
struct DemoActor: Sendable {
    let key: String
    let name: String
    let organisation: (name: String, kind: Organisation.Kind)?
    let roles: [MembershipRole]
    let platformRoles: [PlatformRole]

    static let enterprise = "Meridian Airways"

    static let all = [
        DemoActor(key: "admin", name: "Amal Admin", organisation: nil, roles: [], platformRoles: [.admin]),
        DemoActor(
            key: "moderator",
            name: "Mori Moderator",
            organisation: nil,
            roles: [],
            platformRoles: [.moderator]
        ),
        DemoActor(
            key: "researcher",
            name: "Rhea Researcher",
            organisation: ("Nordmark University", .university),
            roles: [.researcher, .problemOwner, .owner],
            platformRoles: []
        ),
        DemoActor(
            key: "researcher2",
            name: "Rui Researcher",
            organisation: ("Universidade do Vale", .university),
            roles: [.researcher, .problemOwner, .owner],
            platformRoles: []
        ),
        DemoActor(
            key: "provider",
            name: "Priya Provider",
            organisation: (enterprise, .enterprise),
            roles: [.owner, .dataOfficer, .clearanceOfficer, .problemOwner],
            platformRoles: []
        ),
    ]

    /// Makes the person anew, in an organisation that is made when it is missing, with a token that may
    /// do all that the person may.
    func make(_ token: TokenText, _ db: Connection) throws -> (person: PID, organisation: PID?) {
        let place = try organisation.map { name, kind in
            if let found = try OrganisationStore(db).organisation(named: name) { return found }
            return try db.makeOrganisation(name, kind, ror: nil, as: try PID.random(.organisation))
        }
        let pid = try PID.random(.person)
        try db.makePerson(
            name,
            as: pid,
            in: place,
            roles,
            platformRoles: platformRoles,
            token: token,
            try PID.random(.token),
            named: "demonstration"
        )
        return (pid, place?.pid)
    }
}
