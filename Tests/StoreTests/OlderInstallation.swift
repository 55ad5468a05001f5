// SPDX-License-Identifier: Apache-2.0

/// What an installation has that was last migrated before scope and parties were written down (migration 25):
/// one finding whose second version waits and leaves out what the first one listed, and one that is public,
/// of which another version is being written.
enum OlderInstallation {
    /// The last migration that it knows.
    static let migration = 25

    /// Its rows, with keys that end in the text of `k`.
    static let rows = """
        SET session_replication_role = replica;
        CREATE SCHEMA old;
        SET search_path = public, old;
        CREATE FUNCTION old.k(text) RETURNS uuid LANGUAGE sql
        AS $$SELECT ('00000000-0000-0000-0000-0000000000' || $1)::uuid$$;
        CREATE FUNCTION old.ago(integer) RETURNS timestamptz LANGUAGE sql
        AS $$SELECT now() - make_interval(days => $1)$$;
        INSERT INTO organisations (id, pid, name, kind, state) VALUES
            (k('a1'), 'or-provider0001', 'Provider', 'enterprise', 'active'),
            (k('a2'), 'or-university01', 'University', 'university', 'active'),
            (k('a3'), 'or-provider0002', 'Other provider', 'enterprise', 'active');
        INSERT INTO persons (id, pid, name, orcid, platform_roles, created_at) VALUES
            (k('b1'), 'pe-ada000000001', 'Ada', NULL, '{}', ago(300)),
            (k('b2'), 'pe-bo0000000001', 'Bo', NULL, '{}', ago(300)),
            (k('b3'), 'pe-max000000001', 'Max', NULL, '{moderator}', ago(300)),
            (k('b4'), 'pe-mia000000001', 'Mia', NULL, '{moderator}', ago(300)),
            (k('b5'), 'pe-nora00000001', 'Nora', '0000-0002-1694-233X', '{moderator}', ago(300)),
            (k('b6'), 'pe-otto00000001', 'Otto', NULL, '{}', ago(300));
        INSERT INTO memberships (person, organisation, role) VALUES
            (k('b1'), k('a2'), 'researcher'),
            (k('b6'), k('a1'), 'clearance_officer');
        INSERT INTO datasets (id, pid, organisation, title, description, created_by) VALUES
            (k('c1'), 'ds-one000000001', k('a1'), 'Pumps', 'Pumps.', k('b6')),
            (k('c2'), 'ds-two000000001', k('a3'), 'Valves', 'Valves.', k('b6'));
        INSERT INTO releases (
            id, dataset, sequence, state, terms, terms_digest, released_at, created_by
        ) VALUES
            (k('d1'), k('c1'), 1, 'released', 'Terms.', sha256('Terms.'), ago(200), k('b6')),
            (k('d2'), k('c2'), 1, 'released', 'Terms.', sha256('Terms.'), ago(200), k('b6'));
        INSERT INTO release_files (id, release, name, size, media_type, digest) VALUES
            (k('e2'), k('d2'), 'valves.csv', 3, 'text/csv', sha256('v'));
        INSERT INTO downloads (person, file, first_byte, last_byte) VALUES
            (k('b2'), k('e2'), 0, 2);
        INSERT INTO findings (id, pid, created_by, created_at) VALUES
            (k('f1'), 'fi-waits0000001', k('b1'), ago(100)),
            (k('f2'), 'fi-public000001', k('b1'), ago(100));
        INSERT INTO finding_authors (finding, person) VALUES
            (k('f1'), k('b1')),
            (k('f2'), k('b1'));
        INSERT INTO finding_versions (
            id, finding, number, state, title, abstract, language, kind, license, submitted_at, due_at,
            created_by
        ) VALUES
            (k('11'), k('f1'), 1, 'superseded', 'Wear', 'Harmless.', 'en', 'solution', 'CC-BY-4.0',
                ago(40), NULL, k('b1')),
            (k('12'), k('f1'), 2, 'submitted', 'Wear', 'Harmless.', 'en', 'solution', 'CC-BY-4.0',
                ago(3), ago(-87), k('b1')),
            (k('21'), k('f2'), 1, 'published', 'Heat', 'The secret alloy.', 'en', 'solution',
                'CC-BY-4.0', ago(90), NULL, k('b1')),
            (k('22'), k('f2'), 2, 'draft', 'Heat', 'The secret alloy.', 'en', 'solution', 'CC-BY-4.0',
                NULL, NULL, k('b1'));
        INSERT INTO finding_files (version, name, size, media_type, digest)
        SELECT v.id, 'result.md', 3, 'text/markdown', sha256('r') FROM finding_versions v;
        INSERT INTO finding_releases (version, release) VALUES
            (k('11'), k('d1')),
            (k('21'), k('d1')),
            (k('22'), k('d1'));
        INSERT INTO contributions (version, position, name, orcid, credit_roles) VALUES
            (k('12'), 1, 'Nora', '0000-0002-1694-233X', '{software}');
        INSERT INTO screenings (version, state, due_at) VALUES
            (k('12'), 'passed', NULL), (k('21'), 'passed', NULL);
        INSERT INTO moderations (version, state, due_at) VALUES
            (k('12'), 'pending', ago(-7)), (k('21'), 'accepted', NULL);
        INSERT INTO clearances (
            id, pid, finding, version, organisation, state, outcome, noticed_at, first_noticed_at,
            due_at, cap_at, decided_at
        ) VALUES
            (k('31'), 'cl-one000000001', k('f1'), k('11'), k('a1'), 'flagged', NULL,
                ago(40), ago(40), ago(-50), ago(-50), NULL),
            (k('32'), 'cl-two000000001', k('f2'), k('21'), k('a1'), 'passed', 'no_objection',
                ago(90), ago(90), NULL, now(), ago(80));
        INSERT INTO flags (
            id, pid, clearance, file_digest, first_byte, last_byte, category, note, state, due_at,
            raised_by
        ) VALUES
            (k('41'), 'fl-one000000001', k('31'), sha256('r'), 0, 1, 'confidential', 'A price.', 'open',
                ago(-50), k('b6'));
        INSERT INTO publications (
            id, pid, finding, version, state, document, digest, published_at
        ) VALUES
            (k('51'), 'pu-one000000001', k('f2'), k('21'), 'published', '{"pid":"pu-one"}',
                sha256('{"pid":"pu-one"}'), ago(60));
        INSERT INTO certificates (publication, version, envelope, digest, key_id, issued_at) VALUES
            (k('51'), k('21'), '{"certificate":1}', sha256('{"certificate":1}'), 'key', ago(60));
        INSERT INTO audit_events (actor, actor_kind, action, object, subject, details, at) VALUES
            (k('b1'), 'person', 'create', 'finding', 'fi-waits0000001', '{}', ago(100)),
            (k('b1'), 'person', 'add_author', 'finding', 'fi-waits0000001',
                '{"person": "pe-bo0000000001"}', ago(99)),
            (k('b2'), 'person', 'put_file', 'finding_version', 'fi-waits0000001/1', '{}', ago(98)),
            (k('b1'), 'person', 'remove_author', 'finding', 'fi-waits0000001',
                '{"person": "pe-bo0000000001"}', ago(50)),
            (k('b3'), 'person', 'leave', 'membership', 'or-university01',
                '{"person": "pe-max000000001", "role": "researcher"}', ago(20));
        DROP SCHEMA old CASCADE;
        """
}
