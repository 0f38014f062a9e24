-- Every index of incident costs each row of an import, so each must be worth it.

-- Heat is counted in memory now. What still asks by time of occurrence (lists of a window, heat before its index is
-- there) finds its pages by half a megabyte: incidents are stored about in the order in which they happened.
DROP INDEX "incident_territory_id_occurred_at_idx";
CREATE INDEX "incident_occurred_at_idx" ON "incident" USING BRIN ("occurred_at") WITH (pages_per_range = 16, autosummarize = on);

-- A grid's list is sorted by report, not by occurrence; placing anew after a redraw needs the grid alone.
DROP INDEX "incident_territory_id_grid_current_occurred_at_idx";
CREATE INDEX "incident_territory_id_grid_current_reported_at_id_idx"
    ON "incident"("territory_id", "grid_current", "reported_at", "id");
