-- 0065_shares.sql: what a person and an organisation may have at once, and whose share the stored bytes take.

CREATE TABLE share_limits (
    share text NOT NULL
        CONSTRAINT share_limits_share_known CHECK (share IN (
            'person-tokens', 'person-drafts', 'person-invitations', 'person-files', 'person-bytes',
            'organisation-drafts', 'organisation-invitations', 'organisation-files', 'organisation-bytes', 'draft-files'
        )),
    holder uuid,
    amount bigint NOT NULL CONSTRAINT share_limits_amount_positive CHECK (amount >= 0),
    CONSTRAINT share_limits_once UNIQUE NULLS NOT DISTINCT (share, holder)
);
COMMENT ON TABLE share_limits IS 'How much each may have; holder is a person or an organisation that has a limit of its own, or NULL for all others';
INSERT INTO share_limits (share, amount) VALUES
    ('person-tokens', 50), ('person-drafts', 100), ('person-invitations', 100), ('person-files', 10000), ('person-bytes', 21474836480),
    ('organisation-drafts', 500), ('organisation-invitations', 100), ('organisation-files', 50000), ('organisation-bytes', 536870912000),
    ('draft-files', 1000);

-- A row is locked by whoever takes of the share, so that two at once are one after the other.
CREATE TABLE share_uses (
    share text NOT NULL,
    holder uuid NOT NULL,
    used bigint NOT NULL DEFAULT 0 CONSTRAINT share_uses_used_positive CHECK (used >= 0),
    PRIMARY KEY (holder, share)
);
COMMENT ON TABLE share_uses IS 'How much of a share was taken when it was last asked; of files and bytes, how much is';

CREATE FUNCTION share_limit(of_share text, of_holder uuid) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS
$$
    SELECT l.amount FROM share_limits l
    WHERE l.share = of_share AND (l.holder = of_holder OR l.holder IS NULL)
    ORDER BY l.holder NULLS LAST LIMIT 1
$$;
REVOKE ALL ON FUNCTION share_limit(text, uuid) FROM PUBLIC;

-- Refuses what goes past a share. The program reads the share's name and its amount, which ends the message.
CREATE FUNCTION check_share(of_share text, of_holder uuid, taken bigint) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS
$$
DECLARE
    allowed CONSTANT bigint := share_limit(of_share, of_holder);
BEGIN
    IF taken > allowed THEN
        RAISE EXCEPTION 'the share % is spent: %', of_share, allowed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'share_spent', TABLE = of_share;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION check_share(text, uuid, bigint) FROM PUBLIC;

-- Takes so much of a share, or gives it back.
CREATE FUNCTION take_share(of_share text, of_holder uuid, amount bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS
$$
DECLARE
    taken bigint;
BEGIN
    -- What another one takes meanwhile is waited for, and counted.
    INSERT INTO share_uses AS u (share, holder, used) VALUES (of_share, of_holder, greatest(amount, 0))
    ON CONFLICT (holder, share) DO UPDATE SET used = greatest(u.used + amount, 0)
    RETURNING u.used INTO taken;
    IF amount > 0 THEN
        PERFORM check_share(of_share, of_holder, taken);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION take_share(text, uuid, bigint) FROM PUBLIC;

-- What a holder has of what is counted by its rows.
CREATE FUNCTION count_share(of_share text, of_holder uuid) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS
$$
DECLARE
    -- What was ended a moment ago counts for a day, so that nobody fills a table by making and ending.
    lately CONSTANT timestamptz := platform_now() - interval '1 day';
BEGIN
    RETURN CASE of_share
        WHEN 'person-tokens' THEN (
            SELECT count(*) FROM tokens t
            WHERE t.person = of_holder AND CASE
                WHEN t.revoked_at IS NULL THEN t.expires_at > platform_now() ELSE t.revoked_at > lately
            END
        )
        WHEN 'person-drafts' THEN (
            SELECT count(*) FROM finding_versions v WHERE v.created_by = of_holder AND v.state = 'draft'
        )
        WHEN 'person-invitations' THEN (
            SELECT count(*) FROM author_invitations i WHERE i.invited_by = of_holder AND i.expires_at > platform_now()
        )
        WHEN 'organisation-invitations' THEN (
            SELECT count(*) FROM invitations i
            WHERE i.organisation = of_holder AND i.accepted_at IS NULL AND CASE
                WHEN i.revoked_at IS NULL THEN i.expires_at > platform_now() ELSE i.revoked_at > lately
            END
        )
        WHEN 'organisation-drafts' THEN (
            SELECT count(*) FROM datasets d WHERE d.organisation = of_holder AND d.released_title IS NULL
        ) + (
            SELECT count(*) FROM releases r JOIN datasets d ON d.id = r.dataset
            WHERE d.organisation = of_holder AND r.state = 'draft'
        ) + (
            SELECT count(*) FROM problems p WHERE p.organisation = of_holder AND p.state = 'draft'
        )
    END;
END
$$;
REVOKE ALL ON FUNCTION count_share(text, uuid) FROM PUBLIC;

-- After a row was made, whose holder is in the named column: whether they have too many by now.
CREATE FUNCTION check_counted_share() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    of_share CONSTANT text := TG_ARGV[0];
    of_holder CONSTANT uuid := CASE TG_ARGV[1]
        -- Of a release it is the dataset's.
        WHEN 'dataset' THEN (SELECT d.organisation FROM datasets d WHERE d.id = (to_jsonb(NEW) ->> 'dataset')::uuid)
        ELSE (to_jsonb(NEW) ->> TG_ARGV[1])::uuid
    END;
BEGIN
    -- What the platform gives out has no holder.
    IF of_holder IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO share_uses (share, holder) VALUES (of_share, of_holder) ON CONFLICT (holder, share) DO NOTHING;
    -- Only now: the rows of whoever was first are seen by the statements that follow.
    PERFORM FROM share_uses u WHERE u.share = of_share AND u.holder = of_holder FOR UPDATE;
    UPDATE share_uses u SET used = count_share(of_share, of_holder) WHERE u.share = of_share AND u.holder = of_holder;
    PERFORM check_share(of_share, of_holder, u.used) FROM share_uses u WHERE u.share = of_share AND u.holder = of_holder;
    RETURN NULL;
END
$$;

CREATE TRIGGER tokens_share AFTER INSERT ON tokens
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('person-tokens', 'person');
CREATE TRIGGER finding_versions_share AFTER INSERT ON finding_versions
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('person-drafts', 'created_by');
CREATE TRIGGER author_invitations_share AFTER INSERT ON author_invitations
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('person-invitations', 'invited_by');
CREATE TRIGGER invitations_share AFTER INSERT ON invitations
    FOR EACH ROW WHEN (NEW.invited_by IS NOT NULL) EXECUTE FUNCTION check_counted_share('organisation-invitations', 'organisation');
CREATE TRIGGER datasets_share AFTER INSERT ON datasets
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('organisation-drafts', 'organisation');
CREATE TRIGGER releases_share AFTER INSERT ON releases
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('organisation-drafts', 'dataset');
CREATE TRIGGER problems_share AFTER INSERT ON problems
    FOR EACH ROW EXECUTE FUNCTION check_counted_share('organisation-drafts', 'organisation');
CREATE INDEX IF NOT EXISTS finding_versions_drafts ON finding_versions (created_by) WHERE state = 'draft';
CREATE INDEX IF NOT EXISTS author_invitations_by_inviter ON author_invitations (invited_by);

-- The files of one draft, which its own row keeps one after the other.
CREATE FUNCTION check_draft_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    number bigint;
BEGIN
    IF TG_TABLE_NAME = 'finding_files' THEN
        PERFORM FROM finding_versions v WHERE v.id = NEW.version FOR NO KEY UPDATE;
        SELECT count(*) INTO number FROM finding_files f WHERE f.version = NEW.version;
    ELSE
        PERFORM FROM releases r WHERE r.id = NEW.release FOR NO KEY UPDATE;
        SELECT count(*) INTO number FROM release_files f WHERE f.release = NEW.release;
    END IF;
    PERFORM check_share('draft-files', NULL, number);
    RETURN NULL;
END
$$;
CREATE TRIGGER finding_files_share AFTER INSERT ON finding_files FOR EACH ROW EXECUTE FUNCTION check_draft_files();
CREATE TRIGGER release_files_share AFTER INSERT ON release_files FOR EACH ROW EXECUTE FUNCTION check_draft_files();

-- Who brought which bytes: they take of the shares of that person, and of the organisations then, until they are gone from the store,
-- whether or not a row still names them.

CREATE TABLE brought_files (
    id uuid PRIMARY KEY DEFAULT uuid7(),
    person uuid NOT NULL REFERENCES persons,
    organisations uuid[] NOT NULL,
    digest bytea NOT NULL CONSTRAINT brought_files_digest_length CHECK (octet_length(digest) = 32),
    size bigint NOT NULL CONSTRAINT brought_files_size_positive CHECK (size >= 0),
    brought_at timestamptz NOT NULL DEFAULT platform_now(),
    arrives_until timestamptz
);
COMMENT ON COLUMN brought_files.organisations IS 'Of a release''s tables, the provider; of a finding''s files, those that the person belonged to';
COMMENT ON COLUMN brought_files.arrives_until IS 'While the bytes are on their way, when they have to have arrived; NULL once they are here';
CREATE UNIQUE INDEX brought_files_once ON brought_files (person, digest) WHERE arrives_until IS NULL;
CREATE INDEX brought_files_by_digest ON brought_files (digest);

-- By whom the files of before were brought is not known for each: the version's or release's maker stands for them.
INSERT INTO brought_files (person, organisations, digest, size, brought_at)
SELECT DISTINCT ON (person, digest) person, organisations, digest, size, created_at FROM (
    SELECT v.created_by AS person, ARRAY(
            SELECT DISTINCT m.organisation FROM memberships m WHERE m.person = v.created_by ORDER BY 1
        ) AS organisations, f.digest, f.size, f.created_at
    FROM finding_files f JOIN finding_versions v ON v.id = f.version
    WHERE v.state NOT IN ('published', 'withdrawn')
    UNION ALL
    SELECT r.created_by, ARRAY[d.organisation], f.digest, f.size, f.created_at
    FROM release_files f JOIN releases r ON r.id = f.release JOIN datasets d ON d.id = r.dataset
    WHERE r.state <> 'retired'
) AS named
ORDER BY person, digest, created_at;
INSERT INTO share_uses (share, holder, used)
SELECT 'person-bytes', person, sum(size) FROM brought_files GROUP BY person
UNION ALL SELECT 'person-files', person, count(*) FROM brought_files GROUP BY person
UNION ALL SELECT 'organisation-bytes', o, sum(size) FROM brought_files, unnest(organisations) AS o GROUP BY o
UNION ALL SELECT 'organisation-files', o, count(*) FROM brought_files, unnest(organisations) AS o GROUP BY o;

CREATE FUNCTION count_brought_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    brought CONSTANT brought_files := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    sign CONSTANT integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
    one uuid;
BEGIN
    PERFORM take_share('person-bytes', brought.person, sign * brought.size);
    PERFORM take_share('person-files', brought.person, sign);
    -- In one order, so that two who bring at once do not wait for each other.
    FOR one IN SELECT o FROM unnest(brought.organisations) AS o ORDER BY 1 LOOP
        PERFORM take_share('organisation-bytes', one, sign * brought.size);
        PERFORM take_share('organisation-files', one, sign);
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER brought_files_counted AFTER INSERT OR DELETE ON brought_files
    FOR EACH ROW EXECUTE FUNCTION count_brought_file();

-- Whoever acts begins to bring bytes, which take of the shares from now on; for an organisation's dataset, or in its own right.
CREATE FUNCTION bring_file(of_digest bytea, of_size bigint, for_organisation uuid, lasting interval) RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    who CONSTANT uuid := actor();
    made uuid;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'nobody brings a file' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO brought_files (person, organisations, digest, size, arrives_until)
    VALUES (
        who,
        CASE
            WHEN for_organisation IS NOT NULL THEN ARRAY[for_organisation]
            ELSE ARRAY(SELECT DISTINCT m.organisation FROM memberships m WHERE m.person = who ORDER BY 1)
        END,
        of_digest, of_size, platform_now() + lasting
    )
    RETURNING id INTO made;
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION bring_file(bytea, bigint, uuid, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bring_file(bytea, bigint, uuid, interval) TO teahouse_app;

-- The bytes are here, and count once however often the same person brings them; or they did not come, and count no longer.
CREATE FUNCTION end_bringing(brought uuid, are_here boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    former brought_files;
BEGIN
    DELETE FROM brought_files b
    WHERE b.id = brought AND b.arrives_until IS NOT NULL AND (b.person = actor() OR is_platform())
    RETURNING * INTO former;
    IF FOUND AND are_here THEN
        INSERT INTO brought_files (id, person, organisations, digest, size, brought_at)
        VALUES (former.id, former.person, former.organisations, former.digest, former.size, former.brought_at)
        ON CONFLICT (person, digest) WHERE arrives_until IS NULL DO NOTHING;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION end_bringing(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_bringing(uuid, boolean) TO teahouse_app;

GRANT SELECT ON share_limits, share_uses, brought_files TO teahouse_platform;
GRANT INSERT, UPDATE (amount), DELETE ON share_limits TO teahouse_platform;
GRANT DELETE ON brought_files TO teahouse_platform;
