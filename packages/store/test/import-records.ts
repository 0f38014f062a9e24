// Imports made-up incidents into the territory given as argument and says how many the database has; to be killed.
import { closeDb, importIncidents, openDb } from "../src/index.ts";
import { createIncidents } from "./made-up-incidents.ts";

const [, , url = "", territoryId = "", count = ""] = process.argv;

const db = await openDb(url);
const timer = setInterval(() => {
  void db.pool
    .query<{ stored: number }>("SELECT count(*)::integer AS stored FROM incident WHERE territory_id = $1", [
      territoryId,
    ])
    .then(({ rows }) => process.stdout.write(`${rows[0]?.stored}\n`));
}, 20);
const records = createIncidents(Number(count), { seed: 21, now: new Date("2026-05-10T04:00:00Z") });
await importIncidents(db, { territoryId: Number(territoryId), records, file: "killed.csv" });
clearInterval(timer);
await closeDb(db);
