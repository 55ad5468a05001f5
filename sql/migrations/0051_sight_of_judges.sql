-- 0051_sight_of_judges.sql: whoever judges a finding sees the versions that stood before its gates, also those that were taken back; and whoever
-- is appointed sees of their finding what a moderator sees.

-- A version that was submitted once, and then taken back, is read by judges as it was before: else the next one is compared with nothing. One that
-- never was is its authors' alone, whatever became of it.
CREATE OR REPLACE FUNCTION sees_version(subject uuid, subject_finding uuid, subject_state text, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
DECLARE
    is_before CONSTANT boolean := subject_state NOT IN ('draft', 'retracted');
BEGIN
    IF public.is_platform() THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject_finding AND a.person = who) THEN
        RETURN true;
    ELSIF subject_state <> 'draft'
        AND EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND (is_before OR EXISTS (SELECT FROM public.finding_versions v WHERE v.id = subject AND v.submitted_at IS NOT NULL)) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
        WHERE c.version = subject AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN is_before AND public.review_sight(subject, who) IS NOT NULL;
END
$$;

CREATE OR REPLACE FUNCTION sees_finding(subject uuid, author uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    IF public.is_platform() OR author = who THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = subject AND a.person = who) THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM public.persons WHERE id = who AND platform_roles && ARRAY['moderator', 'admin'])
        AND EXISTS (SELECT FROM public.finding_versions v WHERE v.finding = subject AND v.submitted_at IS NOT NULL) THEN
        RETURN true;
    ELSIF EXISTS (
        SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
        WHERE c.finding = subject AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM public.review_assignments a JOIN public.reviews r ON r.id = a.review JOIN public.finding_versions v ON v.id = a.version
        WHERE a.finding = subject AND a.reviewer = who AND r.state IN ('requested', 'given') AND v.state NOT IN ('draft', 'retracted')
    );
END
$$;

-- What was taken back before it was public is its authors' and providers' alone, as a publication.
CREATE OR REPLACE FUNCTION sees_publication(of_version uuid, of_finding uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS
$$
BEGIN
    IF NOT public.sees_version(of_version, who) THEN
        RETURN false;
    ELSIF public.is_author(of_finding, who) THEN
        RETURN true;
    ELSIF public.is_arbiter(who) THEN
        RETURN public.is_platform() OR NOT EXISTS (
            SELECT FROM public.finding_versions v WHERE v.id = of_version AND v.state = 'retracted'
        ) OR EXISTS (
            SELECT FROM public.clearances c JOIN public.memberships m ON m.organisation = c.organisation
            WHERE c.version = of_version AND m.person = who AND m.role IN ('owner', 'clearance_officer')
        );
    END IF;
    RETURN public.review_sight(of_version, who) IS NULL;
END
$$;

CREATE OR REPLACE FUNCTION is_appointed_to_version(who uuid, of_version uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1000 AS
$$
BEGIN
    RETURN EXISTS (
        SELECT FROM appointments a JOIN finding_versions v ON v.finding = a.finding
        WHERE a.person = who AND a.is_in_force AND v.id = of_version AND v.submitted_at IS NOT NULL
    );
END
$$;

DROP POLICY finding_versions_appointed ON finding_versions;
CREATE POLICY finding_versions_appointed ON finding_versions FOR SELECT TO teahouse_app
    USING (submitted_at IS NOT NULL AND is_appointed((SELECT actor()), finding));

-- Whoever is appointed: who wrote it, what reviewers said, what binds it, what the log has of it, and what was published of it.
CREATE POLICY finding_authors_appointed ON finding_authors FOR SELECT TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY foreign_passages_appointed ON foreign_passages FOR SELECT TO teahouse_app
    USING (is_appointed_to_version((SELECT actor()), version));
CREATE POLICY log_openings_appointed ON log_openings FOR SELECT TO teahouse_app USING (is_appointed_to_version((SELECT actor()), version));
CREATE POLICY review_assignments_appointed ON review_assignments FOR SELECT TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY review_assignments_asked ON review_assignments FOR INSERT TO teahouse_app
    WITH CHECK (asked_by = (SELECT actor()) AND is_appointed((SELECT actor()), finding));
CREATE POLICY reviews_appointed ON reviews FOR SELECT TO teahouse_app USING (is_appointed_to_version((SELECT actor()), version));
CREATE POLICY reviews_asked ON reviews FOR INSERT TO teahouse_app WITH CHECK (is_appointed_to_version((SELECT actor()), version));
CREATE POLICY publications_appointed ON publications FOR SELECT TO teahouse_app USING (
    is_appointed((SELECT actor()), finding)
    AND EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND v.state <> 'retracted')
);
CREATE POLICY publications_decided ON publications FOR UPDATE TO teahouse_app USING (is_appointed((SELECT actor()), finding));
CREATE POLICY takedown_votes_appointed ON takedown_votes FOR SELECT TO teahouse_app
    USING (EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_appointed((SELECT actor()), p.finding)));
CREATE POLICY withdrawal_notes_appointed ON withdrawal_notes FOR SELECT TO teahouse_app
    USING (EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_appointed((SELECT actor()), p.finding)));
CREATE POLICY withdrawal_notes_decided ON withdrawal_notes FOR UPDATE TO teahouse_app
    USING (EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_appointed((SELECT actor()), p.finding)));
CREATE POLICY revocations_appointed ON revocations FOR INSERT TO teahouse_app
    WITH CHECK (EXISTS (SELECT FROM publications p WHERE p.id = publication AND is_appointed((SELECT actor()), p.finding)));

CREATE OR REPLACE FUNCTION move_out_of_sight(object text, row_id uuid, old_state text, new_state text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    moved bigint;
    who CONSTANT uuid := actor();
BEGIN
    IF (nullif(current_setting('app.move', true), '')::jsonb ->> 'object') IS DISTINCT FROM object THEN
        RAISE EXCEPTION 'a move says what it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transition_allowed', TABLE = 'known_events';
    END IF;
    CASE
        WHEN object = 'finding_version' AND new_state IN ('withdrawn', 'retracted') THEN
            UPDATE finding_versions v SET state = new_state, due_at = NULL
            WHERE v.id = row_id AND v.state = old_state
                AND (sees_version(v.id, v.finding, v.state, who) OR is_appointed(who, v.finding));
        WHEN object = 'problem' AND new_state = 'draft' THEN
            UPDATE problems p SET state = new_state, due_at = NULL, outcome = NULL
            WHERE p.id = row_id AND p.state = old_state AND sees_problem(p.id, p.organisation, p.state, p.visibility, who);
    END CASE;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END
$$;
