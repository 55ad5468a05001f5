-- 0045_ordered_ids.sql: ids of one transaction stand in the order in which they were made. Two made within a millisecond came in any order,
-- and with them the events of one act, and its entries in the log.

-- RFC 9562 version 7, section 6.2, method 3: the twelve bits behind the version are the fraction of the millisecond, to the microsecond
-- that the clock has; a call takes longer than that.
CREATE OR REPLACE FUNCTION uuid7() RETURNS uuid LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    now CONSTANT bigint := extract(epoch FROM clock_timestamp()) * 1000000;
BEGIN
    RETURN encode(
        overlay(
            uuid_send(gen_random_uuid())
            PLACING substring(int8send(now / 1000) FROM 3) || int2send((x'7000'::integer + now % 1000 * 4096 / 1000)::smallint)
            FROM 1 FOR 8
        ),
        'hex'
    )::uuid;
END
$$;
