-- 0024_limits.sql: the lengths that the interface has always kept, as the domain's table of limits states them.
--
-- What a finding says of its funding was bounded by 300 in the interface and by 2000 here; a revocation's reason had no bound here.
-- Rows of before are not looked at: none is longer unless it was put there by hand.

ALTER TABLE finding_versions
    DROP CONSTRAINT finding_versions_funding_length,
    ADD CONSTRAINT finding_versions_funding_length CHECK (char_length(funding) <= 300) NOT VALID;

ALTER TABLE revocations
    ADD CONSTRAINT revocations_reason_length CHECK (char_length(reason) BETWEEN 1 AND 2000) NOT VALID;
