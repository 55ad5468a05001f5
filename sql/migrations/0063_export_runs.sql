-- 0063_export_runs.sql: an export's runs go on from the folder's, when the database was put back to an earlier day than its last export.

CREATE FUNCTION pass_export_runs(past bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    sequence CONSTANT text := pg_get_serial_sequence('public.export_runs', 'number');
BEGIN
    IF past > coalesce(pg_sequence_last_value(sequence::regclass), 0) THEN
        PERFORM setval(sequence::regclass, past);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION pass_export_runs(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pass_export_runs(bigint) TO teahouse_platform;
