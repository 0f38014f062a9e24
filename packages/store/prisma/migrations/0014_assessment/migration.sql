-- What the monthly assessment looks for, at next to no cost for who files and imports.

-- Incidents are stored about in the order in which they fall due; what was moved far off shall not widen every range.
CREATE INDEX "incident_due_at_idx" ON "incident" USING BRIN ("due_at" timestamptz_minmax_multi_ops)
    WITH (pages_per_range = 16, autosummarize = on);

-- The few steps that move a deadline, hold it, or begin it anew.
CREATE INDEX "incident_step_clock_idx" ON "incident_step"("territory_id", "at")
    WHERE "clock" IN ('extend', 'pause', 'suspend', 'restart');

CREATE INDEX "incident_rating_rated_at_idx" ON "incident_rating"("territory_id", "rated_at");
