-- 0058_neutral_administrators.sql: no administrator decides on an organisation that is or was theirs, nor on what is its, while there is another who
-- can.

-- Whether somebody is an administrator who is tied to an organisation, now or in the past, while one is active who is not.
CREATE FUNCTION gives_way(who uuid, of_organisation uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$
BEGIN
    RETURN belonged(who, of_organisation, '-infinity') AND EXISTS (
        SELECT FROM persons p
        WHERE p.state = 'active' AND 'admin' = ANY (p.platform_roles) AND NOT belonged(p.id, of_organisation, '-infinity')
    );
END
$$;
REVOKE ALL ON FUNCTION gives_way(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gives_way(uuid, uuid) TO teahouse_app;

CREATE OR REPLACE FUNCTION stands_as(words text[], of_finding uuid, of_organisation uuid, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS
$$
BEGIN
    IF 'author' = ANY (words) AND EXISTS (SELECT FROM public.finding_authors a WHERE a.finding = of_finding AND a.person = who) THEN
        RETURN true;
    ELSIF 'provider' = ANY (words) AND EXISTS (
        -- Also while it is suspended or closed.
        SELECT FROM public.memberships m
        WHERE m.organisation = of_organisation AND m.person = who AND m.role IN ('owner', 'clearance_officer')
    ) THEN
        RETURN true;
    ELSIF words && '{data_officer,owner,problem_owner}'::text[] AND EXISTS (
        SELECT FROM public.memberships m JOIN public.organisations o ON o.id = m.organisation
        WHERE m.organisation = of_organisation AND m.person = who AND m.role = ANY (words) AND o.state = 'active'
    ) THEN
        RETURN true;
    END IF;
    RETURN of_finding IS NULL AND words && '{moderator,admin}'::text[] AND EXISTS (
        SELECT FROM public.persons p
        WHERE p.id = who AND (
            'admin' = ANY (words) AND 'admin' = ANY (p.platform_roles) AND NOT public.gives_way(who, of_organisation)
            OR 'moderator' = ANY (words) AND 'moderator' = ANY (p.platform_roles) AND NOT EXISTS (
                SELECT FROM public.memberships m WHERE m.organisation = of_organisation AND m.person = who
            )
        )
    );
END
$$;
