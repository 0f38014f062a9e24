-- Every index of incident costs each row of an import. Two of them were the largest and did little for it.

-- Heat is counted in memory now. What still asks by time of occurrence (lists of a window, heat before its index is
-- there) finds its pages by a few kilobytes: incidents are stored about in the order in which they happened.
DROP INDEX "incident_territory_id_occurred_at_idx";
CREATE INDEX "incident_occurred_at_idx" ON "incident" USING BRIN ("occurred_at") WITH (autosummarize = on);

-- A grid's incidents: for its list, which sorts them, and for placing them anew after a redraw. Without the time the
-- incidents of a grid share one entry, a fifth of the size.
DROP INDEX "incident_territory_id_grid_current_occurred_at_idx";
CREATE INDEX "incident_territory_id_grid_current_idx" ON "incident"("territory_id", "grid_current");
