-- 0013_counts.sql: what findings counted in a release, so that two counts that differ by a few do not both get out.

CREATE TABLE release_salts (
    release uuid PRIMARY KEY REFERENCES releases,
    salt bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);

CREATE FUNCTION count_fingerprint(salt bytea, subject text) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT sha256(salt || convert_to(subject, 'UTF8')) $$;

CREATE TABLE finding_counts (
    release uuid NOT NULL REFERENCES releases,
    fingerprint bytea NOT NULL CONSTRAINT finding_counts_fingerprint_length CHECK (octet_length(fingerprint) = 32),
    version uuid NOT NULL REFERENCES finding_versions,
    value bigint NOT NULL CONSTRAINT finding_counts_value_not_negative CHECK (value >= 0),
    PRIMARY KEY (release, fingerprint, version, value)
);
CREATE INDEX finding_counts_by_version ON finding_counts (version);

-- The platform's own work alone.
GRANT SELECT, INSERT ON release_salts, finding_counts TO teahouse_app;
ALTER TABLE release_salts ENABLE ROW LEVEL SECURITY;
CREATE POLICY release_salts_platform ON release_salts TO teahouse_app USING (is_platform());
ALTER TABLE finding_counts ENABLE ROW LEVEL SECURITY;
CREATE POLICY finding_counts_platform ON finding_counts TO teahouse_app USING (is_platform());
