-- What was placed outside a transaction is written only while the lines that placed it are in force: the statement that
-- writes it holds them (territory-lock.ts) and looks. Each query of a volatile function sees what was committed before
-- it, so a version that came into force while one waited is seen, though the statement itself is older.
CREATE FUNCTION "hold_boundaries"("of_territory" INTEGER, "placed_by" INTEGER) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('getu boundaries'), of_territory);
    IF EXISTS (SELECT FROM territory_version WHERE territory_id = of_territory AND number > placed_by) THEN
        RAISE EXCEPTION 'the boundaries have moved on' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;
