-- Where more is open than a wall marks, it asks for everything urgent besides: some of a hundred thousand open ones.
CREATE INDEX "incident_urgent_idx" ON "incident"("territory_id", "reported_at", "id") INCLUDE ("grid_current")
    WHERE "status" <> 'closed' AND "severity" = 'urgent';
