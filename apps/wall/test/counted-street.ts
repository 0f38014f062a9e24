import type { Chain, Grid } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { townIncident } from "@getu/store/testing";
import { leaveLate } from "./late-work.ts";
import { listCounted } from "./plain-counts.ts";
import type { PlainNumber } from "./plain-counts.ts";
import { startQuietStreet } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";

const HOUR_MS = 3_600_000;

/** A street that stands still and has something to count for every number, whatever hour it is. */
export type CountedStreet = QuietStreet & {
  /** How a level of the chain is called; null = below the first. */
  rungName: (reached: number | null) => string;
  /** What a number of the street counts, by the tables. */
  idsOf: (number: Omit<PlainNumber, "territoryId">) => Promise<number[]>;
};

/** Starts it, with reports and closings of today, one report outside every grid, and six that are late on three rungs. */
export async function startCountedStreet(): Promise<CountedStreet> {
  const street = await startQuietStreet();
  const { db, territoryId } = street;
  const chain = await furnish(street).catch(async (cause: unknown) => {
    await street.stop();
    throw cause;
  });
  return {
    ...street,
    rungName: (reached) => (reached === null ? "尚未上升" : chain.levels[reached]!.name.zh), // a level of the chain
    idsOf: (number) => listCounted(db, { territoryId, ...number }),
  };
}

/** Gives every number something to count; returns the chain of the street. */
async function furnish(street: QuietStreet): Promise<Chain> {
  const { db, chief, territoryId } = street;
  await reportToday(street);
  await leaveLate(db, territoryId);
  const { chain } = await chief.ask<{ chain: Chain }>("catalogue.loop", { territoryId });
  return chain;
}

/** Brings reports of today, and closings of today of what was reported before, whatever hour it is. */
async function reportToday({ db, chief, territoryId }: QuietStreet): Promise<void> {
  const grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  const before = (ms: number): string => new Date(Date.now() - ms).toISOString();
  const records = Array.from({ length: 8 }, (_, i) => {
    const isClosed = i % 2 === 0;
    const reportedAt = before(isClosed ? (40 + i) * HOUR_MS : 1_000 + i);
    const closed = isClosed ? ({ status: "closed", closedAt: before(1_000 + i) } as const) : {};
    const position = grids.at(-1 - i)!.anchor; // one of the finest, of which there are more
    return townIncident({
      externalId: `today-${i}`,
      position,
      occurredAt: reportedAt,
      reportedAt,
      dueAt: null,
      ...closed,
    });
  });
  const [west, south] = grids.reduce(
    (corner, { anchor }) => [Math.min(corner[0], anchor[0]), Math.min(corner[1], anchor[1])] as const,
    [Infinity, Infinity] as const,
  );
  const outside = townIncident({ externalId: "outside", position: [west - 0.05, south - 0.05], dueAt: null });
  const given = [...records, outside];
  const { rejects } = await importIncidents(db, { territoryId, records: given, file: "today" });
  if (rejects.length > 0) throw new Error(JSON.stringify(rejects));
}
