-- A transaction that has rung the bell holds every other one that rings until it is on disk: PostgreSQL keeps messages
-- in the order of commits by one lock. Filing then waits for one disk flush each instead of sharing them (2.4 ms each on
-- the slow disk where it was measured: 400 reports a second, whatever the processors could do). Who writes little and
-- often says so and rings a moment after the commit, once for all of it; readers look by themselves as well.
CREATE OR REPLACE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('getu.bell', true) IS DISTINCT FROM 'later' THEN
        PERFORM pg_notify('getu_change', '');
    END IF;
    RETURN NULL;
END
$$;
