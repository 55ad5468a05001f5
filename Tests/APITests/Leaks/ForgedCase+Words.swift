// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// To speak in another's name, and to do the platform's work.
extension ForgedCase {
    /// What others are to have said, and what only a role may say.
    var words: [[SQL]] {
        [
            [decision("accept", "finding_version", version, by: moderator)],
            [decision("accept", "finding_version", version, by: stranger)],
            [decision("hide", "publication", version, by: stranger)],
            [vote(by: moderator)], [vote(by: stranger)],
            [
                """
                INSERT INTO takedown_votes (decision, publication, judge, category)
                VALUES (uuid7(), uuid7(), \(moderator), 'other')
                """
            ],
            ["INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version), 'x', \(author))"],
            ["INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version), 'x', \(stranger))"],
            [
                """
                INSERT INTO access_requests (pid, release, person, purpose, terms_digest, due_at)
                VALUES ('ac-000000000000', \(release), \(author), 'x', sha256('x'), now())
                """
            ],
            [
                """
                INSERT INTO agreements (access_request, person, release, terms_digest)
                VALUES (
                    \(request), \(author), \(release), (SELECT terms_digest FROM releases WHERE id = \(release))
                )
                """
            ],
            [
                "INSERT INTO downloads (person, file, first_byte, last_byte) VALUES (\(author), \(file), 0, 1)"
            ],
            [
                """
                INSERT INTO flags (
                    pid, clearance, file_digest, first_byte, last_byte, category, note, raised_by, due_at
                )
                VALUES ('fl-000000000000', \(clearance), sha256('x'), 0, 1, 'patent', 'x', \(stranger), now())
                """
            ],
            [
                """
                INSERT INTO problems (pid, organisation, created_by)
                VALUES ('pb-000000000000', \(organisation), \(stranger))
                """
            ],
            [
                """
                INSERT INTO problem_versions (problem, number, title, statement, created_by)
                VALUES (\(problem), 9, 'x', 'x', \(stranger))
                """
            ],
            [
                """
                INSERT INTO datasets (pid, organisation, title, description, created_by)
                VALUES ('ds-000000000000', \(organisation), 'x', 'x', \(stranger))
                """
            ],
            [
                """
                INSERT INTO party_lifts (finding, person, lifted_by, reason)
                VALUES (\(finding), \(stranger), \(stranger), 'x')
                """
            ],
        ]
    }

    /// Work of the platform's.
    var work: [[SQL]] {
        [
            [
                """
                INSERT INTO screening_reports (version, fingerprint, passed, report, digest)
                VALUES (\(version), version_fingerprint(\(version)), true, '{}', sha256('{}'))
                """
            ],
            [
                """
                INSERT INTO anonymity_reports (release, fingerprint, passed, report, digest)
                VALUES (\(release), release_fingerprint(\(release)), true, '{}', sha256('{}'))
                """
            ],
            ["INSERT INTO export_runs (directory) VALUES ('/tmp/x')"],
            ["UPDATE outbox_events SET delivered_at = now()"],
            ["SELECT seal_log(1)"], ["INSERT INTO log_checkpoints (size, root, note) VALUES (1, '', '')"],
            ["UPDATE identifiers SET doi = '10.5072/x'"], ["UPDATE export_runs SET state = 'failed'"],
        ]
    }

    private func vote(by person: ID<Person>) -> SQL {
        """
        INSERT INTO flag_votes (flag, moderator, uphold, decision)
        VALUES (\(flag), \(person), false, uuid7())
        """
    }

    private func decision(_ event: String, _ object: String, _ subject: UUID, by person: ID<Person>)
        -> SQL
    {
        """
        INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
        VALUES (\(object), \(subject), \(finding), \(event), \(person), 'x')
        """
    }
}
