-- The application connects as a role of its own that owns no table (src/postgres/application-grants.ts). Only an owner may
-- have the planner look at a table, and only from PostgreSQL 17 on can that be granted: this is all of it that is lent.
CREATE FUNCTION "refresh_statistics"("tables" regclass[]) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one regclass;
BEGIN
    FOREACH one IN ARRAY "tables" LOOP
        EXECUTE format('ANALYZE %s', one);
    END LOOP;
END
$$;
