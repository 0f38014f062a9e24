-- Placing incidents anew after a redraw changes nothing that heat shows, and yet all of their rows were compared, twice: an
-- eighth of what it takes to write them. Now the first row whose heat does change says so, and only from then on the
-- statements of its transaction are compared. Row by row, because of several that one query writes to a table the database
-- asks the triggers of whole statements only once.

CREATE FUNCTION "note_heat_touched"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('getu.heat_touched', 'yes', true); -- gone with the transaction, or with a savepoint that is taken back
    RETURN NEW;
END
$$;

CREATE TRIGGER "incident_heat_touched"
    BEFORE UPDATE OF "territory_id", "occurred_at", "morton", "category", "severity", "status" ON "incident"
    FOR EACH ROW WHEN (
        current_setting('getu.heat_touched', true) IS DISTINCT FROM 'yes'
        AND (OLD."territory_id", OLD."occurred_at", OLD."morton", OLD."category", OLD."severity", OLD."status")
            IS DISTINCT FROM
            (NEW."territory_id", NEW."occurred_at", NEW."morton", NEW."category", NEW."severity", NEW."status")
    ) EXECUTE FUNCTION "note_heat_touched"();

DROP TRIGGER "incident_heat_update" ON "incident";

CREATE TRIGGER "incident_heat_update" AFTER UPDATE ON "incident"
    REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT WHEN (current_setting('getu.heat_touched', true) = 'yes')
    EXECUTE FUNCTION "write_heat_delta"();
