-- 0022_sight_costs.sql: what row security asks about each row is dear, and the planner has to know it.
--
-- By default it takes a call for as cheap as a few comparisons, and so reads a table whole, asking about every row, where an index
-- leads to the one row that is wanted: 141,000 questions for 3,500 reads of versions, measured in a database of some hundred findings.
--
-- Not more than that: at ten times the price the planner finds every plan for given values better than the kept one, and plans each
-- statement anew (0.7 times as many findings begun a second).

DO $$
DECLARE
    sight regprocedure;
BEGIN
    FOR sight IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
            AND proname IN (
                'sees_version', 'sees_finding', 'sees_clearance', 'sees_release', 'sees_access_request', 'sees_problem',
                'review_sight', 'is_author', 'is_arbiter'
            )
    LOOP
        EXECUTE format('ALTER FUNCTION %s COST 1000', sight);
    END LOOP;
END
$$;
