import { startEmbeddedPostgres } from "@getu/store";
import pg from "pg";
import type { Row } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { medianOf } from "../measure.ts";
import { serveHome, whenIndexed } from "../served-city.ts";

const ROUNDS = 3;

/** What comes in while the server is down. */
const LATE = 100_000;

const INSERT = `INSERT INTO incident (territory_id, category, condition, severity, channel, status, summary,
    lng, lat, morton, occurred_at, reported_at, near_border)
  SELECT territory_id, category, condition, severity, channel, 'closed', '', lng, lat, morton, occurred_at, reported_at, false
  FROM incident LIMIT ${LATE}`;

async function insertLate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(INSERT);
  await client.end();
}

/** Seconds from the start of a server's process until its index answers. */
async function startUntilIndexed(url: string, home: string): Promise<number> {
  const started = performance.now();
  const served = await serveHome(url, home);
  await whenIndexed(served);
  const seconds = (performance.now() - started) / 1000;
  await served.stop();
  return seconds;
}

/** How long a server takes to begin anew in a home that has been served before: from its files, with what happened meanwhile. */
export async function measureRestart(home: string, incidents: number): Promise<Row> {
  const postgres = await startEmbeddedPostgres({ home });
  const seconds: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await insertLate(postgres.ownerUrl);
      seconds.push(await startUntilIndexed(postgres.ownerUrl, home));
    }
  } finally {
    await postgres.stop();
  }
  return {
    name: `heat, ${toShort(incidents)}: restart of the server until its index answers`,
    peer: "",
    value: medianOf(seconds),
    unit: "s",
    better: "lower",
    floor: 15,
    goal: 2,
    details: `${toRounds(seconds)}; from files, with ${toShort(LATE)} incidents that came meanwhile, each time`,
  };
}
