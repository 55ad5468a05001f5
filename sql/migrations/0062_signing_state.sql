-- 0062_signing_state.sql: whose keys sign, how a log goes on that lost entries, and which secrets all servers share.

-- The keys that have signed for this database, oldest first; a server whose folder does not have the last one signs nothing.
CREATE TABLE signers (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_id text NOT NULL CONSTRAINT signers_key_unique UNIQUE CONSTRAINT signers_key_well_formed CHECK (key_id ~ '^[0-9a-f]{16}$'),
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE signers IS 'The signing keys that were in use, by their public ids; the newest one is current. Keys themselves are never here';
CREATE TRIGGER signers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signers EXECUTE FUNCTION refuse_change();
GRANT SELECT ON signers TO teahouse_app;
GRANT INSERT ON signers TO teahouse_platform;

-- What servers keep in files that have to be the same on all of them, by their digests: 256 random bits tell nothing by theirs.
CREATE TABLE server_secrets (
    name text PRIMARY KEY CONSTRAINT server_secrets_name_known CHECK (name ~ '^[a-z]{1,20}$'),
    sha256 bytea NOT NULL CONSTRAINT server_secrets_digest_length CHECK (octet_length(sha256) = 32),
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE ON server_secrets TO teahouse_platform;

-- Where the log goes on under another name, after a database was put back to an earlier day than the log had been signed for.
CREATE TABLE log_resumptions (
    number integer PRIMARY KEY CONSTRAINT log_resumptions_number_positive CHECK (number >= 2),
    origin text NOT NULL CONSTRAINT log_resumptions_origin_unique UNIQUE,
    previous text NOT NULL,
    entry uuid NOT NULL CONSTRAINT log_resumptions_entry_unique UNIQUE REFERENCES log_entries,
    resumed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN log_resumptions.previous IS 'The newest checkpoint that is known of the log under the name before, as it was signed';
COMMENT ON COLUMN log_resumptions.entry IS 'The first entry under the new name, which names that checkpoint';
CREATE TRIGGER log_resumptions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_resumptions
    EXECUTE FUNCTION refuse_change();

CREATE VIEW published.log_resumptions AS
    SELECT r.number, r.origin, r.previous, r.resumed_at, e.body, (SELECT l.index FROM public.log_leaves l WHERE l.entry = r.entry) AS index
    FROM public.log_resumptions r JOIN public.log_entries e ON e.id = r.entry;
GRANT SELECT ON published.log_resumptions TO teahouse_app, teahouse_public, teahouse_exporter;

-- The entry goes before all that waits, so that it is the first one under the new name.
CREATE FUNCTION resume_log(of_number integer, of_origin text, of_previous text, of_body text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    made uuid;
BEGIN
    INSERT INTO log_entries (body) VALUES (of_body) RETURNING id INTO made;
    INSERT INTO log_pending (number, entry) OVERRIDING SYSTEM VALUE
    VALUES (least((SELECT min(p.number) FROM log_pending p), 1) - 1, made);
    INSERT INTO log_resumptions (number, origin, previous, entry) VALUES (of_number, of_origin, of_previous, made);
    PERFORM pg_notify('log', '');
END
$$;
REVOKE ALL ON FUNCTION resume_log(integer, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resume_log(integer, text, text, text) TO teahouse_platform;
