import { listGrids } from "@getu/store";
import type { BenchDatabase } from "./bench-database.ts";
import type { Served } from "./served-city.ts";
import { signInAs, tell } from "./signed-in.ts";
import type { SignedIn } from "./signed-in.ts";

/** A leader of one grid of a city with so much open work in it, made the way people and reports are made. */
export async function makePhoneOwner(
  database: BenchDatabase,
  served: Served,
  work: number,
): Promise<SignedIn> {
  const { db, territoryId } = database;
  const [grid] = await listGrids(db, { territoryId });
  if (!grid) throw new Error("the city has no grids");
  const dispatcher = await signInAs(database, served, { role: "dispatcher", gridId: null });
  const leader = await signInAs(database, served, { role: "leader", gridId: grid.id });
  for (let number = 1; number <= work; number += 1) {
    const report = {
      category: "street-light",
      condition: "single",
      channel: "hotline",
      summary: `made up ${number}`,
      externalId: null,
      position: grid.anchor,
      accuracyMetres: 5,
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
    };
    const body = { territoryId, idempotencyKey: `report ${number}`, report };
    await tell(served, "/trpc/incident.report", { body, as: dispatcher });
  }
  return leader;
}
