// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// To be somebody else, and to have rights and a past out of nothing.
extension ForgedCase {
    /// What would make somebody else the actor, or the platform.
    var others: [[SQL]] {
        [
            [
                "SELECT set_config('app.actor', \(moderator)::text, true)",
                "SELECT count(*) FROM findings",
            ],
            [
                "SELECT set_config('app.actor', replace(\(moderator)::text, '-', ''), true)",
                "SELECT count(*) FROM findings",
            ],
            ["DISCARD SEQUENCES", "SELECT set_config('app.actor', repeat('0', 32), true)", "SELECT actor()"],
            ["SELECT set_config('app.actor', 'x', true)", "SELECT count(*) FROM findings"],
            [
                "SELECT set_config('app.actor', replace(\(moderator)::text, '-', ''), true)",
                "INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at) \(token(of: moderator))",
            ],
            ["SELECT let_act(\(moderator))"], ["SELECT act_as(\(moderator))"],
            ["SELECT setval('actor_first_half', 1)"], ["SELECT nextval('actor_second_half')"],
            ["SELECT currval('actor_transaction')"], ["SELECT last_value FROM actor_first_half"],
            ["ALTER SEQUENCE actor_first_half RESTART 1"],
            ["SET ROLE teahouse_platform"], ["SET SESSION AUTHORIZATION teahouse_platform"],
            ["GRANT teahouse_platform TO teahouse_app"], ["ALTER ROLE teahouse_app BYPASSRLS"],
        ]
    }

    /// Events of what did not happen.
    var events: [[SQL]] {
        [
            ["SELECT record_event('accept', 'finding_version', 'fi-000000000000/1', '{}')"],
            ["SELECT record_event('edit', 'finding_version', 'fi-000000000000/1', '{}')"],
            ["SELECT record_fact('accept', 'finding_version', 'fi-000000000000/1', '{}')"],
            ["SELECT record_fact('pass', 'screening', 'fi-000000000000/1', '{}')"],
            ["SELECT record_fact('give_role', 'person', 'pe-000000000000', '{}')"],
            ["SELECT record_fact('vanish', 'finding_version', 'fi-000000000000/1', '{}')"],
            ["SELECT record_fact('rotate', 'key', 'x', '{}')"],
            ["SELECT record_fact('enrol', 'person', 'pe-000000000000', '{}')"],
            [
                """
                INSERT INTO audit_events (actor_kind, action, object, subject)
                VALUES ('platform', 'accept', 'finding_version', 'x')
                """
            ],
            [
                "INSERT INTO outbox_events (event, kind, subject, payload) VALUES (uuid7(), 'a.b', 's', '{}')"
            ],
            ["INSERT INTO notices (person, kind, subject) VALUES (\(author), 'flag.uphold', 'x')"],
        ]
    }

    /// People and rights out of nothing.
    var people: [[SQL]] {
        [
            [
                "INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at) \(token(of: moderator))",
                "SELECT * FROM sign_in(sha256('mine'))",
            ],
            [
                "INSERT INTO persons (pid, name, platform_roles) VALUES ('pe-000000000000', 'Eve', '{admin}')"
            ],
            ["UPDATE persons SET state = 'active'"],
            [
                """
                INSERT INTO memberships (person, organisation, role)
                VALUES (\(stranger), \(organisation), 'owner')
                """
            ],
            [
                """
                INSERT INTO invitations (pid, name, platform_roles, code_hash, expires_at)
                VALUES ('in-000000000000', 'Eve', '{admin}', sha256('x'), now() + interval '1 day')
                """
            ],
            [
                """
                INSERT INTO invitations (pid, name, platform_roles, code_hash, invited_by, expires_at)
                SELECT 'in-000000000000', 'Eve', '{admin}', sha256('x'), id, now() + interval '1 day'
                FROM persons WHERE 'moderator' = ANY (platform_roles) LIMIT 1
                """
            ],
            [
                """
                INSERT INTO organisations (pid, name, kind)
                VALUES ('or-000000000000', 'Eve and Sons', 'enterprise')
                """
            ],
            ["INSERT INTO finding_authors (finding, person) VALUES (\(finding), \(stranger))"],
            ["INSERT INTO findings (pid, created_by) VALUES ('fi-000000000000', \(moderator))"],
        ]
    }

    private func token(of person: ID<Person>) -> SQL {
        """
        VALUES ('tk-000000000000', \(person), 'x', sha256('mine'), '000000', '{read}', now() + interval '1 day')
        """
    }
}
