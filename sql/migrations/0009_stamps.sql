-- 0009_stamps.sql: a stamp of each finding, which changes with whatever shows of it, so that what a server made of a finding
-- can be used again for as long as the stamp is the same.

-- A random value and no number: after a restore or a failover numbers would come again, for other contents.
ALTER TABLE findings ADD COLUMN stamp uuid NOT NULL DEFAULT gen_random_uuid();

-- Gives a finding another stamp, once in a transaction. The row stays locked until the end, so that changes of a finding that
-- are made at once have their stamps one after the other, and no two states of it have the same.
CREATE FUNCTION stamp_finding(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    stamped text := coalesce(current_setting('app.stamped', true), '');
BEGIN
    IF subject IS NULL OR position(subject::text IN stamped) > 0 THEN
        RETURN;
    END IF;
    UPDATE findings SET stamp = gen_random_uuid() WHERE id = subject;
    PERFORM set_config('app.stamped', stamped || ' ' || subject, true);
END
$$;
REVOKE EXECUTE ON FUNCTION stamp_finding(uuid) FROM PUBLIC;

-- The argument says how the table's rows lead to their finding. A row that moves stamps both.
CREATE FUNCTION stamp_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    IF TG_ARGV[0] = 'finding' THEN
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding(OLD.finding); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding(NEW.finding); END IF;
    ELSIF TG_ARGV[0] = 'version' THEN
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding((SELECT finding FROM finding_versions WHERE id = OLD.version)); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding((SELECT finding FROM finding_versions WHERE id = NEW.version)); END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN PERFORM stamp_finding((SELECT finding FROM clearances WHERE id = OLD.clearance)); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM stamp_finding((SELECT finding FROM clearances WHERE id = NEW.clearance)); END IF;
    END IF;
    RETURN NULL;
END
$$;

-- At the end of the transaction: the stamp is the last lock it takes, so it is in nobody's way before, and nobody who waits
-- for it holds back what the other needs.
DO $$
DECLARE
    part text;
    by_way_of text;
BEGIN
    FOR part, by_way_of IN VALUES
        ('finding_versions', 'finding'), ('clearances', 'finding'), ('publications', 'finding'),
        ('finding_files', 'version'), ('contributions', 'version'), ('finding_releases', 'version'),
        ('screenings', 'version'), ('moderations', 'version'), ('flags', 'clearance')
    LOOP
        EXECUTE format(
            'CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION stamp_changed(%L)',
            part || '_stamp', part, by_way_of
        );
    END LOOP;
END
$$;

CREATE FUNCTION stamp_itself() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.stamp := gen_random_uuid();
    RETURN NEW;
END
$$;
CREATE TRIGGER findings_stamp BEFORE UPDATE ON findings FOR EACH ROW
    WHEN (OLD.stamp = NEW.stamp) EXECUTE FUNCTION stamp_itself();
