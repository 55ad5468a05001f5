-- 0018_attestations.sql: the platform's signature on each anonymity report that it makes.

ALTER TABLE anonymity_reports ADD COLUMN attestation bytea;
COMMENT ON COLUMN anonymity_reports.attestation IS 'A signed envelope that names the report by its digest; NULL on reports from before there were any';
