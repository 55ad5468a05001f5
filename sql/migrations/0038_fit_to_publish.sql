-- 0038_fit_to_publish.sql: what certification would refuse is refused when a version is submitted, and names and texts that no system can
-- be trusted with are refused when they come in.

-- The public identifier is in the document, and the document is what the gates look at: it is reserved when they open.
ALTER TABLE finding_versions
    ADD COLUMN reserved_pid text
        CONSTRAINT finding_versions_reserved_pid_unique UNIQUE
        CONSTRAINT finding_versions_reserved_pid_form CHECK (reserved_pid ~ '^pu-[0-9a-z]{12}$');
COMMENT ON COLUMN finding_versions.reserved_pid IS
    'Under which the version is published; NULL for a draft, and for what was submitted before identifiers were reserved';
GRANT UPDATE (reserved_pid) ON finding_versions TO teahouse_app;

CREATE FUNCTION keep_reserved_pid() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'a reserved identifier never changes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_versions_immutable', TABLE = 'finding_versions';
END
$$;
CREATE TRIGGER finding_versions_reserved BEFORE UPDATE ON finding_versions FOR EACH ROW
    WHEN (OLD.reserved_pid IS NOT NULL AND NEW.reserved_pid IS DISTINCT FROM OLD.reserved_pid)
    EXECUTE FUNCTION keep_reserved_pid();

CREATE FUNCTION check_reserved_pid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF EXISTS (SELECT FROM finding_versions WHERE id = NEW.version AND reserved_pid <> NEW.pid) THEN
        RAISE EXCEPTION 'a version is published under the identifier that was reserved for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_reserved', TABLE = 'publications';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publications_reserved BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION check_reserved_pid();

-- Two names of one key cannot lie in one folder everywhere. The program makes the keys (FileName.key): what PostgreSQL holds for equal
-- depends on how it was built. Files of before have none, and are looked at when their version is submitted.
ALTER TABLE finding_files
    ADD COLUMN name_key text,
    ADD CONSTRAINT finding_files_name_key_unique UNIQUE (version, name_key);
ALTER TABLE release_files
    ADD COLUMN name_key text,
    ADD CONSTRAINT release_files_name_key_unique UNIQUE (release, name_key);
COMMENT ON COLUMN finding_files.name_key IS 'The name without what some systems do not tell apart; NULL for a file of before';
COMMENT ON COLUMN release_files.name_key IS 'The name without what some systems do not tell apart; NULL for a file of before';

-- Whether a text is as people may write one (TextForm): without control characters (but for tabs and line feeds where it has lines),
-- without what turns its direction, without noncharacters, and with something to be seen unless it is empty.
CREATE FUNCTION is_written(said text, form text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
BEGIN
    RETURN coalesce(said, '') = '' OR (
        CASE form
            WHEN 'line' THEN said !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029]'
            WHEN 'lines' THEN said !~ '[\u0001-\u0008\u000B-\u001F\u007F-\u009F]'
        END
        AND said !~ (
            '[\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF'
            '\U0001FFFE\U0001FFFF\U0002FFFE\U0002FFFF\U0003FFFE\U0003FFFF\U0004FFFE\U0004FFFF'
            '\U0005FFFE\U0005FFFF\U0006FFFE\U0006FFFF\U0007FFFE\U0007FFFF\U0008FFFE\U0008FFFF'
            '\U0009FFFE\U0009FFFF\U000AFFFE\U000AFFFF\U000BFFFE\U000BFFFF\U000CFFFE\U000CFFFF'
            '\U000DFFFE\U000DFFFF\U000EFFFE\U000EFFFF\U000FFFFE\U000FFFFF\U0010FFFE\U0010FFFF]'
        )
        AND said ~ (
            '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F'
            '\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB'
            '\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]'
        )
    );
END
$$;

-- The arguments are columns with their forms, as `title:line`; of a list, each element is looked at. What stays as it was is let be, so
-- that a row of before can go on.
CREATE FUNCTION check_written() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    new_row CONSTANT jsonb := to_jsonb(NEW);
    old_row CONSTANT jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    argument text;
    part text;
    form text;
    said jsonb;
BEGIN
    FOREACH argument IN ARRAY TG_ARGV LOOP
        part := split_part(argument, ':', 1);
        form := split_part(argument, ':', 2);
        said := new_row -> part;
        CONTINUE WHEN said IS NOT DISTINCT FROM old_row -> part;
        IF jsonb_typeof(said) = 'array' THEN
            CONTINUE WHEN (SELECT bool_and(is_written(each, form)) FROM jsonb_array_elements_text(said) AS each) IS NOT FALSE;
        ELSE
            CONTINUE WHEN is_written(said #>> '{}', form);
        END IF;
        RAISE EXCEPTION '% of % is no text that people may write', part, TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'texts_written', TABLE = TG_TABLE_NAME, COLUMN = part;
    END LOOP;
    RETURN NEW;
END
$$;

DO $$
DECLARE
    part text;
    columns text[];
BEGIN
    FOR part, columns IN VALUES
        ('access_requests', '{purpose:lines,reason:lines}'::text[]), ('appeals', '{reason:lines}'), ('clearances', '{reason:lines}'),
        ('datasets', '{title:line,description:lines,keywords:line}'), ('decisions', '{reason:lines}'),
        ('flags', '{note:lines,answer:lines}'), ('invitations', '{name:line}'), ('organisations', '{name:line}'), ('party_lifts', '{reason:lines}'),
        ('persons', '{name:line}'),
        ('problem_versions', '{title:line,statement:lines,keywords:line}'), ('release_columns', '{name:line}'),
        ('releases', '{terms:lines,notes:lines}'), ('reviews', '{text:lines}'), ('revocations', '{reason:lines}'), ('tokens', '{name:line}'),
        ('withdrawal_notes', '{text:lines}')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE INSERT OR UPDATE OF %s ON %I FOR EACH ROW EXECUTE FUNCTION check_written(%s)',
            part || '_written',
            (SELECT string_agg(quote_ident(split_part(c, ':', 1)), ', ') FROM unnest(columns) AS c),
            part,
            (SELECT string_agg(quote_literal(c), ', ') FROM unnest(columns) AS c)
        );
    END LOOP;
END
$$;

-- A draft may be a copy of what was written before texts were looked at; nothing goes before the gates with it.
CREATE FUNCTION check_written_draft() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT is_written(NEW.title, 'line') OR NOT is_written(NEW.abstract, 'lines') OR NOT is_written(NEW.funding, 'line')
        OR NOT is_written(NEW.conflicts, 'lines')
        OR EXISTS (SELECT FROM unnest(NEW.keywords) AS keyword WHERE NOT is_written(keyword, 'line'))
        OR EXISTS (
            SELECT FROM contributions c
            WHERE c.version = NEW.id AND NOT (is_written(c.name, 'line') AND is_written(c.affiliation, 'line'))
        )
    THEN
        RAISE EXCEPTION 'a text of the draft is none that people may write'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'texts_written', TABLE = 'finding_versions';
    END IF;
    RETURN NULL;
END
$$;
-- At the end, when the program has said by itself which text it is.
CREATE CONSTRAINT TRIGGER finding_versions_written AFTER UPDATE ON finding_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'submitted') EXECUTE FUNCTION check_written_draft();
