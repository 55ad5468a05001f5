-- 0052_table_dialects.sql: how a release's table is written is kept with it, and what reads it reads it so.

-- Whether that says how a table is written: every member, and each one known.
CREATE FUNCTION is_dialect(said jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT jsonb_typeof(said) = 'object' AND coalesce(
        said->>'encoding' = ANY ('{utf-8,utf-16le,utf-16be,utf-32le,utf-32be,windows-1252,gb18030}')
        AND said->>'delimiter' = ANY ('{comma,semicolon,tab,bar,none}') AND said->>'quote' = 'double'
        AND said->>'decimal' = ANY ('{point,comma}') AND said->>'thousands' = ANY ('{none,point,comma,space,apostrophe}')
        AND said->>'dates' = ANY ('{iso,dmy,mdy}')
        AND jsonb_typeof(said->'skip_lines') = 'number' AND said->>'skip_lines' ~ '^[0-9]{1,4}$'
        AND jsonb_typeof(said->'has_index_column') = 'boolean'
        AND 8 = (SELECT count(*) FROM jsonb_object_keys(said)),
        false
    )
$$;

ALTER TABLE release_files
    ADD COLUMN dialect jsonb CONSTRAINT release_files_dialect_known CHECK (is_dialect(dialect)),
    ADD COLUMN unclear jsonb CONSTRAINT release_files_unclear_form CHECK (jsonb_typeof(unclear) = 'object'),
    ADD CONSTRAINT release_files_unclear_has_no_dialect CHECK (dialect IS NULL OR unclear IS NULL);
COMMENT ON COLUMN release_files.dialect IS 'How the table is written; NULL for a file of before, and where it is not clear';
COMMENT ON COLUMN release_files.unclear IS 'Why it is not clear how the table is written, and what may be said; such a file has no columns';

-- Whoever sees a draft does not yet put tables into it, and says nothing of them: its data officers do.
CREATE FUNCTION fills_release(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN public.is_platform() OR EXISTS (
        SELECT FROM public.releases r JOIN public.datasets d ON d.id = r.dataset
        WHERE r.id = subject AND public.has_role(who, d.organisation, '{data_officer}')
    );
END
$$;
CREATE FUNCTION fills_table(subject uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    RETURN public.fills_release((SELECT f.release FROM public.release_files f WHERE f.id = subject), who);
END
$$;
CREATE POLICY release_files_put ON release_files AS RESTRICTIVE FOR INSERT TO teahouse_app
    WITH CHECK (fills_release(release, (SELECT actor())));
CREATE POLICY release_files_changed ON release_files AS RESTRICTIVE FOR UPDATE TO teahouse_app
    USING (fills_release(release, (SELECT actor())));
CREATE POLICY release_files_removed ON release_files AS RESTRICTIVE FOR DELETE TO teahouse_app
    USING (fills_release(release, (SELECT actor())));
ALTER POLICY release_columns_made ON release_columns WITH CHECK (fills_table(file, (SELECT actor())));
ALTER POLICY release_columns_changed ON release_columns USING (fills_table(file, (SELECT actor())));
ALTER POLICY release_columns_removed ON release_columns USING (fills_table(file, (SELECT actor())));
GRANT UPDATE (dialect, unclear) ON release_files TO teahouse_app;

INSERT INTO known_events (object, action, log_kind, audience, fact_by) VALUES ('release', 'set_dialect', NULL, '{}', 'person');

-- What exactly is measured and released: every file's name, bytes and dialect, every column's role, the profile. A file of before, which has no
-- dialect, counts as it did.
CREATE OR REPLACE FUNCTION release_fingerprint(subject uuid) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT sha256(convert_to(
            r.profile || E'\n' || coalesce(string_agg(
                f.name || E'\t' || encode(f.digest, 'hex') || E'\t' || coalesce((
                    SELECT string_agg(c.position || ':' || coalesce(c.role, '-'), ',' ORDER BY c.position)
                    FROM release_columns c WHERE c.file = f.id
                ), '') || coalesce(E'\t' || (
                    SELECT string_agg(said.key || '=' || said.value, ',' ORDER BY said.key COLLATE "C") FROM jsonb_each_text(f.dialect) AS said
                ), ''),
                E'\n' ORDER BY f.name COLLATE "C"
            ), ''),
            'UTF8'
        ))
        FROM releases r LEFT JOIN release_files f ON f.release = r.id
        WHERE r.id = subject
        GROUP BY r.id
    );
END
$$;

CREATE OR REPLACE VIEW published.releases AS
    SELECT
        d.pid AS dataset, d.title, d.description, d.keywords, o.pid AS organisation, o.name AS organisation_name, o.ror AS organisation_ror,
        r.sequence, r.state, r.profile, r.terms, r.terms_digest, r.notes, r.released_at, r.changed_at, d.id AS dataset_key,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', f.name, 'size', f.size, 'media_type', f.media_type, 'digest', 'sha256:' || encode(f.digest, 'hex'),
                'dialect', f.dialect,
                'columns', coalesce((
                    SELECT jsonb_agg(jsonb_build_object('name', c.name, 'role', c.role) ORDER BY c.position)
                    FROM public.release_columns c WHERE c.file = f.id
                ), '[]')
            ) ORDER BY f.name COLLATE "C")
            FROM public.release_files f WHERE f.release = r.id
        ), '[]') AS files,
        (
            SELECT a.digest FROM public.anonymity_reports a
            WHERE a.release = r.id AND a.passed ORDER BY a.id DESC LIMIT 1
        ) AS report_digest,
        r.review_days
    FROM public.releases r
    JOIN public.datasets d ON d.id = r.dataset
    JOIN public.organisations o ON o.id = d.organisation
    WHERE r.state IN ('released', 'suspended', 'retired');
