-- 0007_visibility.sql: row security on findings. Authors see all of theirs; a provider sees the versions put before it;
-- moderators and administrators see what was submitted; the platform's own work sees all. Public reads use views.

CREATE FUNCTION sees_version(subject uuid, subject_finding uuid, subject_state text) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject_finding AND a.person = actor())
            OR (subject_state NOT IN ('draft', 'retracted') AND EXISTS (
                SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin']
            ))
            OR EXISTS (
                SELECT FROM clearances c JOIN memberships m ON m.organisation = c.organisation
                WHERE c.version = subject AND m.person = actor() AND m.role IN ('owner', 'clearance_officer')
            )
    );
END
$$;

CREATE FUNCTION sees_finding(subject uuid, author uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR author = actor()
            OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject AND a.person = actor())
            OR EXISTS (
                SELECT FROM clearances c JOIN memberships m ON m.organisation = c.organisation
                WHERE c.finding = subject AND m.person = actor() AND m.role IN ('owner', 'clearance_officer')
            )
            OR (
                EXISTS (SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin'])
                AND EXISTS (SELECT FROM finding_versions v WHERE v.finding = subject AND v.state NOT IN ('draft', 'retracted'))
            )
    );
END
$$;

CREATE FUNCTION sees_clearance(subject_organisation uuid, subject_finding uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT is_platform()
            OR EXISTS (SELECT FROM finding_authors a WHERE a.finding = subject_finding AND a.person = actor())
            OR EXISTS (
                SELECT FROM memberships m
                WHERE m.organisation = subject_organisation AND m.person = actor() AND m.role IN ('owner', 'clearance_officer')
            )
            OR EXISTS (SELECT FROM persons WHERE id = actor() AND platform_roles && ARRAY['moderator', 'admin'])
    );
END
$$;

ALTER TABLE findings ENABLE ROW LEVEL SECURITY;
CREATE POLICY findings_seen ON findings TO teahouse_app USING (sees_finding(id, created_by)) WITH CHECK (true);

ALTER TABLE finding_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY finding_versions_seen ON finding_versions TO teahouse_app
    USING (sees_version(id, finding, state)) WITH CHECK (true);

ALTER TABLE clearances ENABLE ROW LEVEL SECURITY;
CREATE POLICY clearances_seen ON clearances TO teahouse_app USING (sees_clearance(organisation, finding)) WITH CHECK (true);

DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['finding_files', 'contributions', 'finding_releases', 'screenings', 'screening_reports', 'moderations'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format(
            'CREATE POLICY %I ON %I TO teahouse_app USING (EXISTS (SELECT FROM finding_versions v WHERE v.id = version)) WITH CHECK (true)',
            part || '_seen', part
        );
    END LOOP;
END
$$;

ALTER TABLE flags ENABLE ROW LEVEL SECURITY;
CREATE POLICY flags_seen ON flags TO teahouse_app
    USING (EXISTS (SELECT FROM clearances c WHERE c.id = clearance)) WITH CHECK (true);
