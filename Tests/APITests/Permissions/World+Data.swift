// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

extension World {
    /// An object of a kind in a state, made outside of every rule.
    func mint(_ kind: ObjectKind, in state: String, _ db: Connection) throws -> Target {
        switch kind {
        case .platform: Target(pid: "")
        case .token: try token(state, db)
        case .organisation: try organisation(state, db)
        case .dataset: try release(state == "released" ? "released" : "draft", db).target
        case .release: try release(state, db).target
        case .accessRequest: try request(state, db)
        case .problem, .restrictedProblem: try problem(state, isRestricted: kind == .restrictedProblem, db)
        case .finding: try finding(state, db).target
        case .authorInvitation: try authorInvitation(db)
        case .clearance: try clearance(state, db).target
        case .flag: try flag(state, db)
        case .review: try review(state, db)
        case .publication: try publication(state, db)
        case .withdrawalNote: try note(state, db)
        default: Target(pid: "")
        }
    }

    private func token(_ state: String, _ db: Connection) throws -> Target {
        let pid = try PID.random(.token)
        try db.execute(
            """
            INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at, revoked_at)
            SELECT
                \(pid), \(people[.author]?.id), 'spare', sha256(uuid_send(gen_random_uuid())), 'abcdef',
                '{read}', platform_now() + interval '9 days',
                CASE WHEN \(state) = 'revoked' THEN platform_now() END
            """
        )
        return Target(pid: pid.description)
    }

    private func organisation(_ state: String, _ db: Connection) throws -> Target {
        let pid = try PID.random(.organisation)
        let invitation = try PID.random(.invitation)
        let id = UUID()
        try db.execute(
            """
            INSERT INTO organisations (id, pid, name, kind, state)
            VALUES (\(id), \(pid), \(pid), 'institute', \(state))
            """
        )
        for (persona, person) in people {
            for role in persona.homeRoles {
                try db.execute(
                    """
                    INSERT INTO memberships (person, organisation, role)
                    VALUES (\(person.id), \(id), \(role.rawValue))
                    """
                )
            }
        }
        // An owner stays whoever leaves, and a member's role can be taken.
        for role in ["owner", "researcher"] {
            try db.execute(
                "INSERT INTO memberships (person, organisation, role) VALUES (\(member), \(id), \(role))"
            )
        }
        try db.execute(
            """
            INSERT INTO invitations (pid, name, organisation, roles, code_hash, expires_at)
            SELECT \(invitation), 'I', \(id), '{researcher}', sha256(uuid_send(gen_random_uuid())),
                platform_now() + interval '9 days'
            """
        )
        return Target(pid: pid.description, other: invitation.description)
    }

    /// A dataset with one release, which the grantee was granted.
    func release(_ state: String, _ db: Connection) throws -> (id: UUID, target: Target) {
        let (pid, grant) = (try PID.random(.dataset), try PID.random(.accessRequest))
        let (made, id, file, granted) = (UUID(), UUID(), UUID(), UUID())
        let original: UUID? = try db.scalar(
            "SELECT r.id FROM releases r JOIN datasets d ON d.id = r.dataset WHERE d.pid = \(dataset)"
        )
        try db.execute(
            """
            INSERT INTO datasets (id, pid, organisation, title, description, created_by)
            SELECT \(made), \(pid), organisation, title, description, created_by
            FROM datasets WHERE pid = \(dataset)
            """
        )
        try db.execute(
            """
            INSERT INTO releases (
                id, dataset, sequence, state, terms, terms_digest, due_at, released_at, created_by
            )
            SELECT \(id), \(made), 1, \(state), terms, terms_digest,
                CASE
                    WHEN \(state) IN ('measuring', 'in_review', 'suspended')
                    THEN platform_now() + interval '20 days'
                END,
                CASE WHEN \(state) NOT IN ('draft', 'measuring', 'in_review') THEN platform_now() END,
                created_by
            FROM releases WHERE id = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO release_files (id, release, name, size, media_type, digest)
            SELECT \(file), \(id), name, size, media_type, digest
            FROM release_files WHERE release = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO release_columns (file, position, name, role)
            SELECT \(file), position, c.name, role
            FROM release_columns c JOIN release_files f ON f.id = c.file WHERE f.release = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO anonymity_reports (release, fingerprint, passed, report, digest, attestation)
            SELECT \(id), release_fingerprint(\(id)), true, report, digest, attestation
            FROM anonymity_reports WHERE release = \(original) LIMIT 1
            """
        )
        try access(granted, grant, to: id, of: people[.grantee]?.id, "granted", db)
        try db.execute(
            """
            INSERT INTO agreements (access_request, person, release, terms_digest)
            SELECT \(granted), \(people[.grantee]?.id), id, terms_digest FROM releases WHERE id = \(id)
            """
        )
        return (id, Target(pid: pid.description))
    }

    private func request(_ state: String, _ db: Connection) throws -> Target {
        let pid = try PID.random(.accessRequest)
        let release = try release("released", db).id
        try access(UUID(), pid, to: release, of: people[.author]?.id, state, db)
        return Target(pid: pid.description)
    }

    private func access(
        _ id: UUID,
        _ pid: PID,
        to release: UUID,
        of person: ID<Person>?,
        _ state: String,
        _ db: Connection
    ) throws {
        try db.execute(
            """
            INSERT INTO access_requests (id, pid, release, person, purpose, state, terms_digest, due_at)
            SELECT \(id), \(pid), id, \(person), 'P.', \(state), terms_digest,
                CASE WHEN \(state) IN ('requested', 'granted') THEN platform_now() + interval '20 days' END
            FROM releases WHERE id = \(release)
            """
        )
    }

    private func problem(_ state: String, isRestricted: Bool, _ db: Connection) throws -> Target {
        let pid = try PID.random(.problem)
        let id = UUID()
        try db.execute(
            """
            INSERT INTO problems (
                id, pid, organisation, state, visibility, deadline, due_at, outcome, created_by, opened_at
            )
            SELECT \(id), \(pid), \(home), \(state), \(isRestricted ? "restricted" : "public"),
                platform_now() + interval '20 days',
                CASE
                    WHEN \(state) IN ('in_review', 'open', 'evaluating')
                    THEN platform_now() + interval '20 days'
                END,
                CASE WHEN \(state) = 'concluded' THEN 'solved' END, \(people[.home(.problemOwner)]?.id),
                platform_now()
            """
        )
        try db.execute(
            """
            INSERT INTO problem_versions (problem, number, title, statement, created_by)
            SELECT \(id), number, 'T', 'S.', \(people[.home(.problemOwner)]?.id) FROM generate_series(1, 2) AS number
            """
        )
        // An amendment waits, so that there is something to decide on.
        try db.execute("UPDATE problems SET amended = 2 WHERE id = \(id) AND state = 'open'")
        if isRestricted {
            try db.execute("INSERT INTO problem_circle (problem, organisation) VALUES (\(id), \(circle))")
        }
        return Target(pid: pid.description)
    }
}
