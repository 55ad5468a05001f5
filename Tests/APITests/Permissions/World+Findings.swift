// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

extension World {
    /// A finding with one version, two authors and, unless it is a draft, its three gates.
    func finding(_ state: String, _ db: Connection) throws -> (id: UUID, version: UUID, target: Target) {
        let pid = try PID.random(.finding)
        let (id, version) = (UUID(), UUID())
        let original: UUID? = try db.scalar(
            "SELECT version FROM publications WHERE pid = \(publication)"
        )
        try db.execute(
            "INSERT INTO findings (id, pid, created_by) VALUES (\(id), \(pid), \(people[.author]?.id))"
        )
        for author in [people[.author]?.id, people[.coauthor]?.id] {
            try db.execute("INSERT INTO finding_authors (finding, person) VALUES (\(id), \(author))")
            try db.execute("INSERT INTO author_history (finding, person) VALUES (\(id), \(author))")
        }
        try db.execute(
            """
            INSERT INTO finding_versions (
                id, finding, number, state, title, abstract, language, kind, license, due_at,
                submitted_at, created_by
            )
            SELECT \(version), \(id), 1, \(state), title, abstract, language, kind, license,
                CASE
                    WHEN \(state) IN ('submitted', 'publishable') THEN platform_now() + interval '20 days'
                END,
                CASE WHEN \(state) <> 'draft' THEN platform_now() END, created_by
            FROM finding_versions WHERE id = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO finding_files (version, name, size, media_type, digest)
            SELECT \(version), name, size, media_type, digest FROM finding_files WHERE version = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO contributions (version, position, name, credit_roles)
            SELECT \(version), position, name, credit_roles FROM contributions WHERE version = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO finding_releases (version, release)
            SELECT \(version), release FROM finding_releases WHERE version = \(original)
            """
        )
        try db.execute(
            """
            INSERT INTO screening_reports (version, fingerprint, passed, report, digest)
            SELECT \(version), version_fingerprint(\(version)), false, report, digest
            FROM screening_reports WHERE version = \(original) LIMIT 1
            """
        )
        if state != "draft" {
            // As if the version before it had named the release.
            try db.execute(
                """
                INSERT INTO version_scope (version, release, source, asks)
                SELECT \(version), release, 'earlier', true FROM version_scope WHERE version = \(original)
                """
            )
            try db.execute(
                """
                INSERT INTO version_parties (version, person, organisation, capacity)
                SELECT \(version), person, organisation, capacity FROM version_parties WHERE version = \(original)
                """
            )
            try db.execute(
                """
                INSERT INTO vacancies (finding, due_at)
                VALUES (\(id), platform_now() + interval '5 days')
                """
            )
            // Named by the authors, so that an administrator can let them judge.
            try db.execute(
                """
                INSERT INTO version_parties (version, person, capacity)
                VALUES (\(version), \(member), 'contributor')
                """
            )
            try db.execute(
                """
                INSERT INTO appointments (finding, person, appointed_by, reason, is_in_force)
                VALUES (\(id), \(people[.appointed]?.id), \(people[.admin]?.id), 'R.', true)
                """
            )
            try gates(of: version, in: state, id, db)
            try ask(about: version, id, db)
        }
        return (id, version, Target(pid: pid.description))
    }

    /// The assigned reviewer's, of a finding.
    private func ask(about version: UUID, _ finding: UUID, _ db: Connection) throws {
        let id = UUID()
        try db.execute(
            """
            INSERT INTO reviews (id, pid, version, due_at)
            VALUES (\(id), \(try PID.random(.review)), \(version), platform_now() + interval '9 days')
            """
        )
        try db.execute(
            """
            INSERT INTO review_assignments (review, version, finding, reviewer, asked_by)
            VALUES (\(id), \(version), \(finding), \(people[.assigned]?.id), \(people[.moderator]?.id))
            """
        )
    }

    func review(_ state: String, _ db: Connection) throws -> Target {
        let version = try finding("submitted", db).version
        try db.execute(
            """
            UPDATE reviews
            SET state = \(state), due_at = CASE WHEN \(state) = 'requested' THEN due_at END,
                recommendation = CASE WHEN \(state) = 'given' THEN 'accept' END,
                soundness = CASE WHEN \(state) = 'given' THEN 3 END,
                significance = CASE WHEN \(state) = 'given' THEN 3 END,
                clarity = CASE WHEN \(state) = 'given' THEN 3 END,
                reproducibility = CASE WHEN \(state) = 'given' THEN 3 END,
                text = CASE WHEN \(state) = 'given' THEN 'Sound.' END
            WHERE version = \(version)
            """
        )
        let pid: String? = try db.scalar("SELECT pid FROM reviews WHERE version = \(version)")
        return Target(pid: pid ?? "")
    }

    private func gates(of version: UUID, in state: String, _ finding: UUID, _ db: Connection) throws {
        try db.execute(
            """
            INSERT INTO screenings (version, state, due_at)
            VALUES (\(version), 'failed', platform_now() + interval '30 days')
            """
        )
        try db.execute(
            """
            INSERT INTO moderations (version, state, due_at)
            VALUES (
                \(version),
                CASE WHEN \(state) IN ('rejected', 'changes_requested') THEN \(state) ELSE 'pending' END,
                CASE
                    WHEN \(state) NOT IN ('rejected', 'changes_requested')
                    THEN platform_now() + interval '9 days'
                END
            )
            """
        )
        try db.execute(
            """
            INSERT INTO clearances (
                pid, finding, version, organisation, state, first_noticed_at, due_at, cap_at
            )
            VALUES (
                \(try PID.random(.clearance)), \(finding), \(version), \(home), 'pending', platform_now(),
                platform_now() + interval '20 days', platform_now() + interval '90 days'
            )
            """
        )
    }

    /// Makes the screening of a finding's version doubtful, as no state of the finding says.
    func doubt(_ finding: Target, _ db: Connection) throws {
        try db.execute(
            """
            UPDATE screenings SET state = 'doubtful' WHERE version = (
                SELECT v.id FROM finding_versions v JOIN findings f ON f.id = v.finding
                WHERE f.pid = \(finding.pid)
            )
            """
        )
    }

    func clearance(_ state: String, _ db: Connection) throws -> (id: UUID, target: Target) {
        let version = try finding("submitted", db).version
        try db.execute(
            """
            UPDATE clearances
            SET state = \(state), outcome = CASE WHEN \(state) = 'passed' THEN 'no_objection' END,
                due_at = CASE WHEN \(state) NOT IN ('passed', 'left', 'upheld') THEN due_at END,
                left_at = CASE WHEN \(state) = 'left' THEN platform_now() END,
                extended_at = CASE WHEN \(state) = 'extended' THEN platform_now() END
            WHERE version = \(version)
            """
        )
        let row: [(UUID, String)] = try db.rows("SELECT id, pid FROM clearances WHERE version = \(version)") {
            (try $0.next(), try $0.next())
        }
        return (row.first?.0 ?? UUID(), Target(pid: row.first?.1 ?? ""))
    }

    func flag(_ state: String, _ db: Connection) throws -> Target {
        let pid = try PID.random(.flag)
        let clearance = try clearance("flagged", db).id
        // Of a file that no finding has: what a flag that is upheld forbids would be taken from all of them.
        try db.execute(
            """
            INSERT INTO flags (
                pid, clearance, finding, organisation, file_digest, first_byte, last_byte, category, note, state,
                due_at, raised_by
            )
            SELECT \(pid), c.id, c.finding, c.organisation, f.digest, 0, 9, 'confidential', 'A price.', \(state),
                CASE WHEN \(state) IN ('open', 'conceded', 'contested', 'escalated') THEN c.due_at END,
                \(people[.home(.clearanceOfficer)]?.id)
            FROM clearances c CROSS JOIN (SELECT digest FROM release_files LIMIT 1) AS f WHERE c.id = \(clearance)
            """
        )
        return Target(pid: pid.description)
    }

    func publication(_ face: String, _ db: Connection) throws -> Target {
        let pid = try PID.random(.publication)
        let id = UUID()
        let version = ["embargoed": "publishable", "hidden": "published"][face] ?? face
        let finding = try finding(version, db)
        let isGone = face == "withdrawn" || face == "retracted"
        try db.execute(
            """
            INSERT INTO publications (
                id, pid, finding, version, state, document, digest, due_at, published_at, withdrawn_at,
                tombstone
            )
            SELECT
                \(id), \(pid), \(finding.id), \(finding.version), \(isGone ? "withdrawn" : face),
                document, digest,
                CASE WHEN \(face) IN ('embargoed', 'hidden') THEN platform_now() + interval '9 days' END,
                published_at,
                CASE WHEN \(isGone) THEN platform_now() END,
                CASE WHEN \(isGone) THEN convert_to('{}', 'UTF8') END
            FROM publications WHERE pid = \(publication)
            """
        )
        try db.execute(
            """
            INSERT INTO certificates (publication, version, envelope, digest, key_id)
            SELECT \(id), \(finding.version), c.envelope, c.digest, c.key_id
            FROM certificates c JOIN publications p ON p.id = c.publication WHERE p.pid = \(publication)
            """
        )
        if isGone {
            try db.execute(
                """
                INSERT INTO revocations (publication, envelope, reason, key_id)
                VALUES (\(id), convert_to('{}', 'UTF8'), 'R.', 'k')
                """
            )
        }
        return Target(pid: pid.description)
    }

    func note(_ state: String, _ db: Connection) throws -> Target {
        let target = try publication("withdrawn", db)
        try db.execute(
            """
            INSERT INTO withdrawal_notes (publication, pid, state, text, written_by, due_at)
            SELECT id, pid, \(state), 'The second table was wrong.', \(people[.author]?.id),
                CASE WHEN \(state) IN ('screening', 'waiting') THEN platform_now() + interval '9 days' END
            FROM publications WHERE pid = \(target.pid)
            """
        )
        return target
    }

    /// Of the persona of an author, taken out of this finding, by the other one.
    func authorInvitation(_ db: Connection) throws -> Target {
        let pid = try PID.random(.authorInvitation)
        let finding = try finding("draft", db)
        try db.execute(
            "DELETE FROM finding_authors WHERE finding = \(finding.id) AND person = \(people[.author]?.id)"
        )
        try db.execute(
            """
            INSERT INTO author_invitations (pid, finding, person, invited_by, finding_pid, title, expires_at)
            VALUES (
                \(pid), \(finding.id), \(people[.author]?.id), \(people[.coauthor]?.id), \(finding.target.pid),
                'Wear', platform_now() + interval '9 days'
            )
            """
        )
        return Target(pid: pid.description)
    }
}
