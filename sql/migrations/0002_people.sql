-- 0002_people.sql: organisations, persons, memberships, invitations and tokens; signing in.

CREATE TABLE organisations (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT organisations_pid_unique UNIQUE CONSTRAINT organisations_pid_form CHECK (pid ~ '^or-[0-9a-z]{12}$'),
    name text NOT NULL CONSTRAINT organisations_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    kind text NOT NULL CONSTRAINT organisations_kind_known CHECK (kind IN ('enterprise', 'university', 'institute', 'public_body')),
    ror text CONSTRAINT organisations_ror_unique UNIQUE CONSTRAINT organisations_ror_form CHECK (ror ~ '^0[0-9a-z]{6}[0-9]{2}$'),
    state text NOT NULL DEFAULT 'pending'
        CONSTRAINT organisations_state_known CHECK (state IN ('pending', 'active', 'suspended', 'closed')),
    clearance_days integer NOT NULL DEFAULT 30
        CONSTRAINT organisations_clearance_days_bounds CHECK (clearance_days BETWEEN 15 AND 60),
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE TRIGGER organisations_transition BEFORE UPDATE ON organisations FOR EACH ROW EXECUTE FUNCTION check_transition('organisation');
CREATE TRIGGER organisations_revision BEFORE UPDATE ON organisations FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE UNIQUE INDEX organisations_name_unique ON organisations (lower(name)) WHERE state <> 'closed';

CREATE TABLE persons (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT persons_pid_unique UNIQUE CONSTRAINT persons_pid_form CHECK (pid ~ '^pe-[0-9a-z]{12}$'),
    name text NOT NULL CONSTRAINT persons_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    orcid text CONSTRAINT persons_orcid_unique UNIQUE CONSTRAINT persons_orcid_form CHECK (orcid ~ '^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$'),
    state text NOT NULL DEFAULT 'active' CONSTRAINT persons_state_known CHECK (state IN ('active', 'suspended')),
    platform_roles text[] NOT NULL DEFAULT '{}'
        CONSTRAINT persons_platform_roles_known CHECK (platform_roles <@ ARRAY['moderator', 'admin']),
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    changed_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE TRIGGER persons_transition BEFORE UPDATE ON persons FOR EACH ROW EXECUTE FUNCTION check_transition('person');
CREATE TRIGGER persons_revision BEFORE UPDATE ON persons FOR EACH ROW EXECUTE FUNCTION count_revision();

CREATE TABLE memberships (
    person uuid NOT NULL REFERENCES persons,
    organisation uuid NOT NULL REFERENCES organisations,
    role text NOT NULL
        CONSTRAINT memberships_role_known
        CHECK (role IN ('owner', 'data_officer', 'clearance_officer', 'problem_owner', 'researcher', 'reviewer')),
    since timestamptz NOT NULL DEFAULT platform_now(),
    PRIMARY KEY (organisation, person, role)
);
CREATE INDEX memberships_by_person ON memberships (person);

-- An organisation with members keeps at least one owner; looked at when the transaction commits.
CREATE FUNCTION check_last_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    PERFORM FROM organisations WHERE id = OLD.organisation FOR UPDATE;
    IF OLD.role = 'owner' AND NOT EXISTS (
        SELECT FROM memberships WHERE organisation = OLD.organisation AND role = 'owner'
    ) THEN
        RAISE EXCEPTION 'the last owner of an organisation cannot leave'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_last_owner', TABLE = 'memberships';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER memberships_last_owner AFTER DELETE OR UPDATE ON memberships
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_last_owner();

-- An invitation is worth one enrolment; its code is shown once and kept as SHA-256.
CREATE TABLE invitations (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT invitations_pid_unique UNIQUE,
    name text NOT NULL CONSTRAINT invitations_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    organisation uuid REFERENCES organisations,
    roles text[] NOT NULL DEFAULT '{}'
        CONSTRAINT invitations_roles_known
        CHECK (roles <@ ARRAY['owner', 'data_officer', 'clearance_officer', 'problem_owner', 'researcher', 'reviewer']),
    platform_roles text[] NOT NULL DEFAULT '{}'
        CONSTRAINT invitations_platform_roles_known CHECK (platform_roles <@ ARRAY['moderator', 'admin']),
    code_hash bytea NOT NULL CONSTRAINT invitations_code_unique UNIQUE,
    invited_by uuid REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES persons,
    revoked_at timestamptz,
    CONSTRAINT invitations_roles_have_organisation CHECK ((organisation IS NULL) = (roles = '{}')),
    CONSTRAINT invitations_for_something CHECK (roles <> '{}' OR platform_roles <> '{}'),
    CONSTRAINT invitations_accepted_by_someone CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
);

-- A token is shown once and kept as SHA-256; 256 random bits need no slow hash.
CREATE TABLE tokens (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    pid text NOT NULL CONSTRAINT tokens_pid_unique UNIQUE,
    person uuid NOT NULL REFERENCES persons,
    name text NOT NULL CONSTRAINT tokens_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    hash bytea NOT NULL CONSTRAINT tokens_hash_unique UNIQUE CONSTRAINT tokens_hash_length CHECK (octet_length(hash) = 32),
    tail text NOT NULL CONSTRAINT tokens_tail_length CHECK (char_length(tail) = 6),
    scopes text[] NOT NULL
        CONSTRAINT tokens_scopes_known
        CHECK (
            scopes <@ ARRAY['read', 'findings', 'datasets', 'problems', 'clearances', 'organisation', 'tokens', 'moderate', 'admin']
            AND scopes <> '{}'
        ),
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT tokens_life_bounded CHECK (expires_at <= created_at + interval '365 days')
);
CREATE INDEX tokens_by_person ON tokens (person, id);

-- The person behind a token with the rights of this moment, and the transaction's actor set to that person.
-- `touch` says that the token's last use should be written down again.
CREATE FUNCTION sign_in(token_hash bytea)
RETURNS TABLE (
    token uuid, person uuid, pid text, name text, platform_roles text[], organisations uuid[], roles text[], scopes text[], touch boolean
)
LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = public, pg_temp AS
$$
-- Names of columns are also those of the result.
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT
        t.id, p.id, p.pid, p.name, p.platform_roles,
        coalesce((
            SELECT array_agg(m.organisation ORDER BY m.organisation, m.role)
            FROM memberships m JOIN organisations o ON o.id = m.organisation
            WHERE m.person = p.id AND o.state = 'active'
        ), '{}'),
        coalesce((
            SELECT array_agg(m.role ORDER BY m.organisation, m.role)
            FROM memberships m JOIN organisations o ON o.id = m.organisation
            WHERE m.person = p.id AND o.state = 'active'
        ), '{}'),
        t.scopes,
        coalesce(t.last_used_at < platform_now() - interval '1 minute', true)
    FROM tokens t
    JOIN persons p ON p.id = t.person
    CROSS JOIN LATERAL (SELECT set_config('app.actor', p.id::text, true)) AS acting
    WHERE t.hash = token_hash AND t.revoked_at IS NULL AND t.expires_at > platform_now() AND p.state = 'active';
END
$$;

-- What every signed-in person may do exactly once: see reliability rule (b). The answer is stored with the change.
CREATE TABLE idempotency_keys (
    person uuid NOT NULL REFERENCES persons,
    key text NOT NULL CONSTRAINT idempotency_keys_length CHECK (char_length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT platform_now(),
    status integer,
    location text,
    etag text,
    body bytea,
    PRIMARY KEY (person, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

GRANT SELECT, INSERT ON organisations, persons, memberships, invitations, tokens, idempotency_keys TO teahouse_app;
GRANT UPDATE (name, ror, state, clearance_days) ON organisations TO teahouse_app;
GRANT UPDATE (name, orcid, state) ON persons TO teahouse_app;
GRANT DELETE ON memberships, idempotency_keys TO teahouse_app;
GRANT UPDATE (accepted_at, accepted_by, revoked_at) ON invitations TO teahouse_app;
GRANT UPDATE (last_used_at, revoked_at) ON tokens TO teahouse_app;
GRANT UPDATE (status, location, etag, body) ON idempotency_keys TO teahouse_app;

CREATE VIEW published.organisations AS
    SELECT pid, name, kind, ror FROM public.organisations WHERE state IN ('active', 'suspended');
GRANT SELECT ON published.organisations TO teahouse_app, teahouse_public, teahouse_exporter;
