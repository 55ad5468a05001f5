-- bootstrap.sql: the roles of a Tea House database; run once by a superuser, harmless when run again.
--
-- teahouse_owner owns everything and cannot sign in; teahouse_migrator becomes it to change the schema; the other
-- four are what the servers sign in as; teahouse_backup copies the whole cluster, and sees no table. Nothing here knows a password: the database's administrator sets them, or
-- leaves them out where the socket's peer is trusted.
DO $$
DECLARE
    role record;
BEGIN
    FOR role IN
        SELECT * FROM (VALUES
            ('teahouse_owner', 'NOLOGIN'),
            ('teahouse_migrator', 'LOGIN'),
            ('teahouse_app', 'LOGIN'),
            ('teahouse_platform', 'LOGIN'),
            ('teahouse_public', 'LOGIN'),
            ('teahouse_exporter', 'LOGIN')
        ) AS wanted (name, attributes)
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I %s NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role.name, role.attributes);
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
    BEGIN
        CREATE ROLE teahouse_backup LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
    END;
END
$$;
GRANT teahouse_owner TO teahouse_migrator;
GRANT teahouse_app TO teahouse_platform;
ALTER ROLE teahouse_public SET default_transaction_read_only = on;
ALTER ROLE teahouse_exporter SET default_transaction_read_only = on;
