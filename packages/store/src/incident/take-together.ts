import type { FilingCondition, Incident } from "@getu/domain";
import type { Connection, Db } from "../db.ts";
import { onConnection, ringSoon } from "../db.ts";
import { gather } from "../gather.ts";
import { findTerritoryIndex } from "../grid/territory-index.ts";
import { toNewIncident } from "./new-incident.ts";
import type { ReportDelivery } from "./report.ts";
import { isOfToday, openDesks } from "./report-desk.ts";
import { insertIncidents } from "./write-incident.ts";
import type { NewIncident } from "./write-incident.ts";

/** A report with what the catalogue says of its matter. */
type Ruled = { delivery: ReportDelivery; condition: FilingCondition };

/** Null = it has to be taken in a transaction of its own. */
type Together = Incident | null;

type Take = (report: Ruled) => Promise<Together>;

/** A statement of so many is still one of a few milliseconds. */
const MOST_TOGETHER = 32;

/** By database and territory: nobody waits for another territory's boundaries. */
const gatherings = new WeakMap<Db, Map<number, Take>>();

/**
 * Takes a report that nothing comes along with, together with all others that wait at this moment, in two statements, the
 * second of which writes all of it: what a statement and its commit cost by themselves was most of what a report cost.
 * Null, with nothing of it written, when it has to be a transaction of its own after all: it has come before, the
 * boundaries are not at hand, are not those under which it happened or have moved since it was placed, or the group was
 * refused, of which only whoever was at fault is to hear.
 */
export function takeTogether(db: Db, report: Ruled): Promise<Together> {
  const { territoryId } = report.delivery;
  const ofDatabase = gatherings.get(db) ?? new Map<number, Take>();
  gatherings.set(db, ofDatabase);
  const take = ofDatabase.get(territoryId) ?? gatherReports(db, territoryId);
  ofDatabase.set(territoryId, take);
  return take(report);
}

const gatherReports = (db: Db, territoryId: number): Take =>
  gather((reports) => takeGroup(db, { territoryId, reports }), { most: MOST_TOGETHER });

/** Reports of one territory. */
type Group = { territoryId: number; reports: readonly Ruled[] };

async function takeGroup(db: Db, group: Group): Promise<Together[]> {
  let isConnected = false;
  try {
    return await onConnection(db, (connection) => {
      isConnected = true;
      return writeReports(db, connection, group);
    });
  } catch (error) {
    if (!isConnected) throw error; // nobody is sent to wait for a connection a second time
    return group.reports.map(() => null);
  }
}

async function writeReports(
  db: Db,
  connection: Connection,
  { territoryId, reports }: Group,
): Promise<Together[]> {
  const desks = await openDesks(
    connection,
    territoryId,
    reports.map(({ delivery }) => delivery),
  );
  const version = desks[0]!.version; // one for each report
  const index = await findTerritoryIndex(db, { territoryId, version });
  const taken = reports.map(({ delivery, condition }, i): NewIncident | null => {
    const desk = desks[i]!; // one for each report
    if (!index || desk.isKnown || !isOfToday(desk, delivery)) return null;
    return toNewIncident({ delivery, condition, desk, index, indexThen: index });
  });
  const incidents = taken.filter((each) => each !== null);
  if (incidents.length > 0) await insertIncidents(connection, { territoryId, placedBy: version, incidents });
  ringSoon(db);
  return taken.map((each) => each && each.incident);
}
