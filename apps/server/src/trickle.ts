import { INCIDENT_STATUSES } from "@getu/domain";
import type { Camera, Catalogue, Incident, IncidentStatus } from "@getu/domain";
import {
  databaseNow,
  findTerritory,
  listCameras,
  listIncidents,
  reportIncident,
  setCameraStatus,
  setIncidentStatus,
} from "@getu/store";
import type { Db } from "@getu/store";
import { findDemo } from "./demo.ts";
import { createMadeUpIncidents } from "./made-up-incidents.ts";
import type { MadeUpIncidents } from "./made-up-incidents.ts";

/** What keeps a demo territory alive. */
export type TrickleOptions = {
  db: Db;
  territoryId: number;
  /** The next made-up incident. */
  incidents: Pick<MadeUpIncidents, "next" | "stop">;
  meanSeconds: number;
  /** In [0, 1). */
  random: () => number;
  onError: (error: unknown) => void;
};

/** Steps from report to closure: as many are taken as incidents come in, so that open work neither grows nor ends. */
const STEPS_FOR_EACH_INCIDENT = INCIDENT_STATUSES.length - 1;
/** Open incidents that may move on; the newest. */
const MOST_OPEN = 500;
/** One in so many times a camera fails or comes back. */
const CAMERA_EVERY = 10;

const pick = <T>(from: readonly T[], random: () => number): T | null =>
  from[Math.floor(random() * from.length)] ?? null;

const nextStatus = (status: IncidentStatus): IncidentStatus | null =>
  INCIDENT_STATUSES[INCIDENT_STATUSES.indexOf(status) + 1] ?? null;

async function moveOn({ db, territoryId, random }: TrickleOptions): Promise<void> {
  const open: Incident[] = await listIncidents(db, { territoryId, open: true, limit: MOST_OPEN });
  const statuses = new Map(open.map(({ id, status }) => [id, status]));
  for (let step = 0; step < STEPS_FOR_EACH_INCIDENT; step += 1) {
    const id = pick([...statuses.keys()], random);
    const status = id === null ? null : nextStatus(statuses.get(id)!); // picked among the keys
    if (id === null || status === null) continue;
    await setIncidentStatus(db, { territoryId, id, status });
    statuses.set(id, status);
  }
}

async function changeCamera({ db, territoryId, random }: TrickleOptions): Promise<void> {
  const camera = pick(await listCameras(db, { territoryId }), random);
  if (!camera) return;
  const status: Camera["status"] = camera.status === "online" ? "offline" : "online";
  await setCameraStatus(db, { territoryId, id: camera.id, status });
}

async function step(options: TrickleOptions): Promise<void> {
  const { db, territoryId, incidents, random } = options;
  const record = await incidents.next(await databaseNow(db));
  await reportIncident(db, { territoryId, record });
  await moveOn(options);
  if (random() * CAMERA_EVERY < 1) await changeCamera(options);
}

/** Lets made-up incidents come in and move on until it is stopped; a database that is away is tried again later. */
export function startTrickle(options: TrickleOptions): { stop(): Promise<void> } {
  const { meanSeconds, random, onError, incidents } = options;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let timer: NodeJS.Timeout;

  function schedule(): void {
    // Between half and one and a half times the mean.
    timer = setTimeout(run, meanSeconds * 1000 * (0.5 + random()));
  }

  function run(): void {
    running = runStep();
  }

  async function runStep(): Promise<void> {
    await step(options).catch(onError);
    if (!isStopped) schedule();
  }

  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await incidents.stop();
    },
  };
}

/** What the trickle of the demo street needs; null = the database holds no demo street. */
export async function trickleOf(
  db: Db,
  { catalogue, home }: { catalogue: Catalogue; home: string },
): Promise<Pick<TrickleOptions, "territoryId" | "incidents"> | null> {
  const scale = findDemo(home)?.scale;
  if (scale === undefined) return null;
  // Another seed at each start: the ids of one run must not come again in the next.
  const incidents = await createMadeUpIncidents({ catalogue, scale, seed: Date.now() });
  const territory = await findTerritory(db, { code: incidents.territoryCode });
  if (territory?.demo) return { territoryId: territory.id, incidents };
  await incidents.stop();
  return null;
}
