-- 0017_stop.sql: a data officer may stop a measurement, which else ends by its result or after a day.

INSERT INTO allowed_transitions (object, from_state, event, to_state) VALUES ('release', 'measuring', 'stop', 'draft');
