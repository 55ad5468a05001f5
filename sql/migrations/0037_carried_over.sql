-- 0037_carried_over.sql: a clearance that was carried over from an earlier version says so.

ALTER TABLE clearances ADD COLUMN carried_from uuid REFERENCES clearances;
COMMENT ON COLUMN clearances.carried_from IS
    'The clearance whose provider saw everything that this version says; itself carried over from none';
