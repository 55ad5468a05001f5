-- 0035_restricted_problems.sql: a problem that only a circle knows of is named in no document; the certificate commits to it, and this is what
-- opens the commitment, for those who know of the problem.

CREATE TABLE problem_openings (
    version uuid PRIMARY KEY REFERENCES finding_versions,
    problem uuid NOT NULL REFERENCES problems,
    opening text NOT NULL
);
COMMENT ON TABLE problem_openings IS 'The text whose SHA-256 stands in the certificate in place of a restricted problem; never changed';
ALTER TABLE problem_openings ENABLE ROW LEVEL SECURITY;
CREATE POLICY problem_openings_seen ON problem_openings TO teahouse_app
    USING (
        is_platform() OR EXISTS (SELECT FROM problems p WHERE p.id = problem)
        OR EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND is_author(v.finding))
    ) WITH CHECK (is_platform());
GRANT SELECT, INSERT ON problem_openings TO teahouse_app;
CREATE CONSTRAINT TRIGGER problem_openings_stamp AFTER INSERT OR UPDATE OR DELETE ON problem_openings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION stamp_changed('version');
