-- 0054_own_identifiers.sql: what an organisation lists as identifiers of its own, which its releases are searched for.

CREATE TABLE organisation_identifiers (
    organisation uuid PRIMARY KEY REFERENCES organisations,
    words text[] NOT NULL
        CONSTRAINT organisation_identifiers_words_form CHECK (cardinality(words) <= 10000 AND array_position(words, NULL) IS NULL),
    shapes text[] NOT NULL
        CONSTRAINT organisation_identifiers_shapes_form CHECK (cardinality(shapes) <= 200 AND array_position(shapes, NULL) IS NULL),
    changed_by uuid NOT NULL REFERENCES persons,
    changed_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE organisation_identifiers IS 'Names of its projects, machines and customers: known to its owners and data officers alone';
CREATE TRIGGER organisation_identifiers_written BEFORE INSERT OR UPDATE OF words, shapes ON organisation_identifiers
    FOR EACH ROW EXECUTE FUNCTION check_written('words:line', 'shapes:line');

ALTER TABLE organisation_identifiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_identifiers_seen ON organisation_identifiers FOR SELECT TO teahouse_app
    USING (is_platform() OR has_role((SELECT actor()), organisation, '{owner,data_officer}'));
CREATE POLICY organisation_identifiers_made ON organisation_identifiers FOR INSERT TO teahouse_app
    WITH CHECK (changed_by = (SELECT actor()) AND has_role((SELECT actor()), organisation, '{owner,data_officer}'));
CREATE POLICY organisation_identifiers_changed ON organisation_identifiers FOR UPDATE TO teahouse_app
    USING (has_role((SELECT actor()), organisation, '{owner,data_officer}'));
CREATE TRIGGER organisation_identifiers_own_name BEFORE UPDATE OF changed_by ON organisation_identifiers
    FOR EACH ROW EXECUTE FUNCTION check_own_name('changed_by');
GRANT SELECT, INSERT, UPDATE (words, shapes, changed_by, changed_at) ON organisation_identifiers TO teahouse_app;

INSERT INTO known_events (object, action, log_kind, audience, fact_by) VALUES ('organisation', 'set_identifiers', NULL, '{}', 'person');
