-- 0020_search.sql: full-text search over what is public: publications, problems, datasets.

-- How words of a language are brought to their stems; what PostgreSQL has no rules for is taken as it is written.
CREATE FUNCTION search_configuration(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT CASE split_part(lower(language), '-', 1)
        WHEN 'ar' THEN 'pg_catalog.arabic' WHEN 'ca' THEN 'pg_catalog.catalan' WHEN 'da' THEN 'pg_catalog.danish'
        WHEN 'de' THEN 'pg_catalog.german' WHEN 'el' THEN 'pg_catalog.greek' WHEN 'en' THEN 'pg_catalog.english'
        WHEN 'es' THEN 'pg_catalog.spanish' WHEN 'eu' THEN 'pg_catalog.basque' WHEN 'fi' THEN 'pg_catalog.finnish'
        WHEN 'fr' THEN 'pg_catalog.french' WHEN 'ga' THEN 'pg_catalog.irish' WHEN 'hi' THEN 'pg_catalog.hindi'
        WHEN 'hu' THEN 'pg_catalog.hungarian' WHEN 'hy' THEN 'pg_catalog.armenian' WHEN 'id' THEN 'pg_catalog.indonesian'
        WHEN 'it' THEN 'pg_catalog.italian' WHEN 'lt' THEN 'pg_catalog.lithuanian' WHEN 'nb' THEN 'pg_catalog.norwegian'
        WHEN 'ne' THEN 'pg_catalog.nepali' WHEN 'nl' THEN 'pg_catalog.dutch' WHEN 'nn' THEN 'pg_catalog.norwegian'
        WHEN 'no' THEN 'pg_catalog.norwegian' WHEN 'pt' THEN 'pg_catalog.portuguese' WHEN 'ro' THEN 'pg_catalog.romanian'
        WHEN 'ru' THEN 'pg_catalog.russian' WHEN 'sr' THEN 'pg_catalog.serbian' WHEN 'sv' THEN 'pg_catalog.swedish'
        WHEN 'ta' THEN 'pg_catalog.tamil' WHEN 'tr' THEN 'pg_catalog.turkish' WHEN 'yi' THEN 'pg_catalog.yiddish'
        ELSE 'pg_catalog.simple'
    END::regconfig
$$;

-- The text as it is searched: one form for each character, small letters, and Chinese, Japanese and Korean, which are written without
-- spaces, as overlapping pairs of characters. The last character of a run stands by itself too, so that a pair begins with each of them.
CREATE FUNCTION search_text(source text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT coalesce(string_agg(
        CASE WHEN part[1] ~ '^[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]' THEN
            (SELECT string_agg(substr(part[1], place, 2), ' ' ORDER BY place) FROM generate_series(1, char_length(part[1])) place)
        ELSE part[1] END, ' ' ORDER BY number), '')
    FROM regexp_matches(
        lower(normalize(source, NFKC)),
        '[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]+|[^\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]+',
        'g'
    ) WITH ORDINALITY AS parts(part, number)
$$;

CREATE FUNCTION search_words(language text, title text, keywords text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT setweight(to_tsvector(search_configuration(language), search_text(title)), 'A')
        || setweight(to_tsvector(search_configuration(language), search_text(keywords)), 'B')
        || setweight(to_tsvector(search_configuration(language), search_text(body)), 'C')
$$;

CREATE TABLE search_entries (
    subject uuid PRIMARY KEY,
    type text NOT NULL CONSTRAINT search_entries_type_known CHECK (type IN ('publication', 'problem', 'dataset')),
    pid text NOT NULL CONSTRAINT search_entries_pid_unique UNIQUE,
    at timestamptz NOT NULL,
    language text,
    kind text,
    license text,
    organisation text,
    problem text,
    words tsvector NOT NULL
);
COMMENT ON TABLE search_entries IS 'One row for everything that is public, kept by triggers out of the published views; no row is anybody''s secret';
COMMENT ON COLUMN search_entries.organisation IS 'Who posed the problem, or provides the data';
-- Words are read row by row where a query finds much, so they stay in the row and are not compressed.
ALTER TABLE search_entries SET (toast_tuple_target = 8160);
CREATE INDEX search_entries_words ON search_entries USING gin (words);
CREATE INDEX search_entries_by_time ON search_entries (at DESC, pid DESC);
CREATE INDEX search_entries_by_organisation ON search_entries (organisation, at DESC) WHERE organisation IS NOT NULL;
CREATE INDEX search_entries_by_problem ON search_entries (problem, at DESC) WHERE problem IS NOT NULL;

-- The languages that there are, so that a query is read as each of them. Rows stay when their last entry goes.
CREATE TABLE search_languages (configuration regconfig PRIMARY KEY);
INSERT INTO search_languages VALUES ('pg_catalog.simple'), ('pg_catalog.english');

CREATE FUNCTION search_language() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT FROM search_languages WHERE configuration = search_configuration(NEW.language)) THEN
        INSERT INTO search_languages VALUES (search_configuration(NEW.language)) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER search_entries_language AFTER INSERT ON search_entries FOR EACH ROW EXECUTE FUNCTION search_language();

-- What each kind of thing looks like to a search. Problems and datasets do not say their language; they are read as English.
CREATE VIEW published.search_sources AS
    SELECT p.id AS subject, 'publication' AS type, p.pid, p.published_at AS at, d.document->>'language' AS language, h.kind,
        d.document->>'license' AS license, h.organisation, h.problem, d.document->>'title' AS title,
        concat_ws(' ', (SELECT string_agg(k, ' ') FROM jsonb_array_elements_text(d.document->'keywords') k),
            (SELECT string_agg(c->>'name', ' ') FROM jsonb_array_elements(d.document->'contributors') c)) AS keywords,
        d.document->>'abstract' AS body
    FROM published.harvest h
    JOIN public.publications p ON p.pid = h.pid
    CROSS JOIN LATERAL (SELECT convert_from(h.document, 'UTF8')::jsonb AS document) d
    WHERE NOT h.is_withdrawn
    UNION ALL
    SELECT p.key, 'problem', p.pid, p.opened_at, 'en', NULL, NULL, p.organisation, p.pid, p.title,
        array_to_string(p.keywords, ' ') || ' ' || p.organisation_name, p.statement
    FROM published.problems p
    UNION ALL
    SELECT d.id, 'dataset', d.pid, r.released_at, 'en', NULL, NULL, r.organisation, NULL, r.title,
        array_to_string(r.keywords, ' ') || ' ' || r.organisation_name, r.description
    FROM public.datasets d
    CROSS JOIN LATERAL (SELECT * FROM published.releases WHERE dataset_key = d.id ORDER BY sequence DESC LIMIT 1) r;

CREATE FUNCTION search_index(of_subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    DELETE FROM search_entries WHERE subject = of_subject;
    INSERT INTO search_entries
    SELECT s.subject, s.type, s.pid, s.at, s.language, s.kind, s.license, s.organisation, s.problem,
        search_words(s.language, s.title, s.keywords, s.body)
    FROM published.search_sources s WHERE s.subject = of_subject;
END
$$;
REVOKE ALL ON FUNCTION search_index(uuid) FROM PUBLIC;

CREATE FUNCTION search_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    publication uuid;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'publications' THEN
            IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN PERFORM search_index(NEW.id); END IF;
        WHEN 'problems' THEN
            IF TG_OP = 'INSERT' OR (NEW.state, NEW.version, NEW.visibility) <> (OLD.state, OLD.version, OLD.visibility) THEN
                PERFORM search_index(NEW.id);
            END IF;
            -- What answers a problem says so only while the problem itself is public.
            IF TG_OP = 'UPDATE' AND (NEW.state <> OLD.state OR NEW.visibility <> OLD.visibility) THEN
                FOR publication IN SELECT p.id FROM publications p JOIN findings f ON f.id = p.finding WHERE f.problem = NEW.id LOOP
                    PERFORM search_index(publication);
                END LOOP;
            END IF;
        WHEN 'datasets' THEN
            IF TG_OP = 'UPDATE' THEN PERFORM search_index(NEW.id); END IF;
        WHEN 'releases' THEN
            IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state THEN PERFORM search_index(NEW.dataset); END IF;
    END CASE;
    RETURN NULL;
END
$$;
CREATE TRIGGER publications_searched AFTER INSERT OR UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION search_follow();
CREATE TRIGGER problems_searched AFTER INSERT OR UPDATE ON problems FOR EACH ROW EXECUTE FUNCTION search_follow();
CREATE TRIGGER datasets_searched AFTER UPDATE ON datasets FOR EACH ROW EXECUTE FUNCTION search_follow();
CREATE TRIGGER releases_searched AFTER UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION search_follow();

INSERT INTO search_entries
SELECT s.subject, s.type, s.pid, s.at, s.language, s.kind, s.license, s.organisation, s.problem,
    search_words(s.language, s.title, s.keywords, s.body)
FROM published.search_sources s;

CREATE VIEW published.search AS
    SELECT type, pid, at, language, kind, license, organisation, problem, words FROM public.search_entries;

-- A query in the syntax of web search, read as every language that there is, or as one. `firsts` are single characters of languages
-- without spaces, which begin a pair of them.
CREATE FUNCTION published.search_query(words text, firsts text[], language text) RETURNS tsquery
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    answer tsquery;
    reading tsquery;
    seen tsquery[] := '{}';
    configuration regconfig;
    first text;
BEGIN
    FOR configuration IN
        SELECT l.configuration FROM search_languages l WHERE language IS NULL OR l.configuration = search_configuration(language)
        ORDER BY l.configuration::oid
    LOOP
        reading := websearch_to_tsquery(configuration, words);
        -- Most words are the same in most languages.
        CONTINUE WHEN numnode(reading) = 0 OR reading = ANY (seen);
        seen := seen || reading;
        answer := coalesce(answer || reading, reading);
    END LOOP;
    FOREACH first IN ARRAY firsts LOOP
        answer := coalesce(answer && (quote_literal(first) || ':*')::tsquery, (quote_literal(first) || ':*')::tsquery);
    END LOOP;
    RETURN answer;
END
$$;
REVOKE ALL ON FUNCTION published.search_query(text, text[], text) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_language(), search_follow() FROM PUBLIC;
-- For the excerpts, which are read as the language of their text.
CREATE FUNCTION published.search_configuration(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT search_configuration(language) $$;
GRANT EXECUTE ON FUNCTION published.search_configuration(text) TO teahouse_public;
GRANT SELECT ON published.search, published.search_sources TO teahouse_public;
GRANT EXECUTE ON FUNCTION published.search_query(text, text[], text) TO teahouse_public;
