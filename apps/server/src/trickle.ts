import { randomUUID } from "node:crypto";
import { proofOf } from "@getu/domain";
import type { Actor, Camera, Command, Incident, IncidentStatus, Rulebook } from "@getu/domain";
import {
  databaseNow,
  fileReport,
  findTerritory,
  listCameras,
  listIncidents,
  setCameraStatus,
  takeAction,
  toReport,
} from "@getu/store";
import type { Db } from "@getu/store";
import { findDemo } from "./demo.ts";
import { createMadeUpIncidents } from "./made-up-incidents.ts";
import type { MadeUpIncidents } from "./made-up-incidents.ts";
import type { Rules } from "./rules.ts";

/** What keeps a demo territory alive. */
export type TrickleOptions = {
  db: Db;
  territoryId: number;
  rulebook: Rulebook;
  /** The next made-up incident. */
  incidents: Pick<MadeUpIncidents, "next" | "stop">;
  /** A fixed pace; null = the rhythm of the made-up street. */
  meanSeconds: number | null;
  /** In [0, 1). */
  random: () => number;
  onError: (error: unknown) => void;
};

/** What is done next in each state; what comes otherwise (a return, a suspension) comes from people. */
const NEXT: Readonly<Partial<Record<IncidentStatus, Command>>> = {
  reported: { action: "file" },
  filed: { action: "assign" },
  assigned: { action: "accept" },
  accepted: { action: "start" },
  handling: { action: "feed-back", text: "示范：已处置" },
  "fed-back": { action: "verify" },
  verified: { action: "close", text: "示范：已答复" },
};
/** As many steps are taken as incidents come in, so that open work neither grows nor ends. */
const STEPS_FOR_EACH_INCIDENT = Object.keys(NEXT).length;
/** Made-up people: one who sees things, and one who may do everything on the whole street. */
const WITNESS: Actor = { id: "demo:leader", role: "leader", gridPath: "" };
const OFFICE: Actor = { id: "demo:dispatcher", role: "dispatcher", gridPath: "" };
/** Open incidents that may move on; the newest. */
const MOST_OPEN = 500;
/** One in so many times a camera fails or comes back. */
const CAMERA_EVERY = 10;
/** The first incident comes soon, while whoever started the server is still looking. */
const FIRST_MS = 5000;
const RETRY_MS = 10_000;

const pick = <T>(from: readonly T[], random: () => number): T | null =>
  from[Math.floor(random() * from.length)] ?? null;

async function moveOn({ db, territoryId, rulebook, random }: TrickleOptions): Promise<void> {
  const open: Incident[] = await listIncidents(db, { territoryId, open: true, limit: MOST_OPEN });
  const statuses = new Map(open.map(({ id, status }) => [id, status]));
  for (let step = 0; step < STEPS_FOR_EACH_INCIDENT; step += 1) {
    const id = pick([...statuses.keys()], random);
    const command = id === null ? undefined : NEXT[statuses.get(id)!]; // picked among the keys
    if (id === null || !command) continue;
    const delivery = { territoryId, incidentId: id, command, actors: [OFFICE], rulebook };
    const taken = await takeAction(db, { ...delivery, idempotencyKey: randomUUID() });
    if ("incident" in taken) statuses.set(id, taken.incident.status);
    else statuses.delete(id); // it has moved by itself meanwhile
  }
}

async function changeCamera({ db, territoryId, random }: TrickleOptions): Promise<void> {
  const camera = pick(await listCameras(db, { territoryId }), random);
  if (!camera) return;
  const status: Camera["status"] = camera.status === "online" ? "offline" : "online";
  await setCameraStatus(db, { territoryId, id: camera.id, status });
}

/** One incident comes in and work goes on; says how long the street waits for the next. */
async function step(options: TrickleOptions): Promise<number> {
  const { db, territoryId, rulebook, incidents, random } = options;
  const { record, waitMs } = await incidents.next(await databaseNow(db));
  const report = toReport(record);
  // A photo of the finished work is for people to take: nobody on the street could close what demands one.
  if (proofOf(rulebook.catalogue, record.category).length > 0) return waitMs;
  await fileReport(db, { territoryId, report, actor: WITNESS, rulebook, idempotencyKey: randomUUID() });
  await moveOn(options);
  if (random() * CAMERA_EVERY < 1) await changeCamera(options);
  return waitMs;
}

/** Lets made-up incidents come in and move on until it is stopped; a database that is away is tried again later. */
export function startTrickle(options: TrickleOptions): { stop(): Promise<void> } {
  const { meanSeconds, random, onError, incidents } = options;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let timer: NodeJS.Timeout;

  function schedule(waitMs: number): void {
    // A fixed pace varies between half and one and a half times the mean.
    timer = setTimeout(run, meanSeconds === null ? waitMs : meanSeconds * 1000 * (0.5 + random()));
  }

  function run(): void {
    running = runStep();
  }

  async function runStep(): Promise<void> {
    const waitMs = await step(options).catch((error: unknown) => {
      onError(error);
      return RETRY_MS;
    });
    if (!isStopped) schedule(waitMs);
  }

  schedule(FIRST_MS);
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
  { rules, home }: { rules: Rules; home: string },
): Promise<Pick<TrickleOptions, "territoryId" | "incidents"> | null> {
  const scale = findDemo(home)?.scale;
  if (scale === undefined) return null;
  // Another seed at each start: the ids of one run must not come again in the next.
  const incidents = await createMadeUpIncidents({ rules, scale, seed: Date.now() });
  const territory = await findTerritory(db, { code: incidents.territoryCode });
  if (territory?.demo) return { territoryId: territory.id, incidents };
  await incidents.stop();
  return null;
}
