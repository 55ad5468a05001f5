-- 0029_asserted_orcids.sql: an ORCID iD that nobody authenticated is what somebody says of themselves, and keeps nobody else from saying it.
--
-- Only an authenticated one is one person's. Nothing authenticates iDs yet; whatever will, is a function of the owner.

ALTER TABLE persons
    DROP CONSTRAINT persons_orcid_unique,
    ADD COLUMN orcid_authenticated_at timestamptz,
    ADD CONSTRAINT persons_authenticated_has_orcid CHECK (orcid_authenticated_at IS NULL OR orcid IS NOT NULL);
COMMENT ON COLUMN persons.orcid_authenticated_at IS 'When the person showed that the ORCID iD is theirs; NULL as long as they only say so';
CREATE UNIQUE INDEX persons_orcid_authenticated_unique ON persons (orcid) WHERE orcid_authenticated_at IS NOT NULL;
CREATE INDEX persons_by_orcid ON persons (orcid);

-- The server says nothing of authentication, and puts no other iD in the place of one.
REVOKE INSERT ON persons FROM teahouse_app;
GRANT INSERT (pid, name, orcid, platform_roles) ON persons TO teahouse_app;
REVOKE UPDATE (orcid) ON persons FROM teahouse_app;
