// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL
import Postgres
import Store

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

    /// Makes the person anew, in an organisation that is made when it is missing, with a token that may do all that the
    /// person may.
    func make(_ token: TokenText, _ db: Connection) throws -> (person: PID, organisation: PID?) {
        let persons = PersonStore(db)
        let person = try persons.create(
            pid: try PID.random(.person),
            name: name,
            orcid: nil,
            platformRoles: platformRoles.map(\.rawValue)
        )
        var place: OrganisationRecord?
        if let organisation {
            place = try Self.organisation(organisation.name, organisation.kind, db)
            if let place { for role in roles { try persons.join(person.id, place.id, as: role.rawValue) } }
        }
        var scopes = Set(Scope.allCases)
        if !platformRoles.contains(.admin) { scopes.remove(.admin) }
        if platformRoles.isEmpty { scopes.remove(.moderate) }
        _ = try TokenStore(db).create(
            pid: try PID.random(.token),
            person: person.id,
            name: "demonstration",
            token: token,
            scopes: scopes,
            days: 365
        )
        try db.record(.personMade, person.pid.description, ["name": .string(name)])
        return (person.pid, place?.pid)
    }

    private static func organisation(
        _ name: String,
        _ kind: Organisation.Kind,
        _ db: Connection
    ) throws -> OrganisationRecord? {
        let organisations = OrganisationStore(db)
        if let found = try organisations.organisation(named: name) { return found }
        let made = try organisations.create(
            pid: try PID.random(.organisation),
            name: name,
            kind: kind,
            ror: nil
        )
        try db.record(.organisationMade, made.pid.description)
        try db.move(made.row, .approve)
        return made
    }
}
