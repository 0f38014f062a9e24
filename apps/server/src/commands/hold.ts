import { SourceError } from "@getu/sources";
import { defineCommand } from "citty";
import { readNumber, strictOptions } from "./command-options.ts";
import { getNamedTerritory } from "./import-session.ts";
import { say } from "./report.ts";

const options = {
  territory: { type: "string", required: true, valueHint: "CODE", description: "Territory of the incident" },
  incident: { type: "string", required: true, valueHint: "NUMBER", description: "Number of the incident" },
  reason: { type: "string", required: true, valueHint: "TEXT", description: "Why, for the audit log" },
} as const;

const ACTS = {
  "hold.set": { act: "holdIncident", refused: "is not there, or is held already", done: "held" },
  "hold.lifted": { act: "liftHold", refused: "is not held", done: "no longer held" },
} as const;

type Given = { territory: string; incident: string; reason: string };

async function change(
  action: keyof typeof ACTS,
  { territory: code, incident, reason }: Given,
): Promise<void> {
  const incidentId = Math.trunc(readNumber("incident", incident, { above: 0, max: Number.MAX_SAFE_INTEGER }));
  const { act, refused, done } = ACTS[action];
  const [store, { openDatabaseFromEnvironment }] = await Promise.all([
    import("@getu/store"),
    import("../database.ts"),
  ]);
  const database = await openDatabaseFromEnvironment();
  try {
    const { id: territoryId } = await getNamedTerritory({ store, db: database.db }, code);
    await store.inTransaction(database.db, async (tx) => {
      const isDone = await store[act](tx, { territoryId, incidentId });
      if (!isDone) throw new SourceError(`incident ${incidentId} ${refused}`);
      const subject = `incident:${incidentId}`;
      await store.appendAudit(tx, { actor: "system", action, subject, territoryId, reason });
    });
    say(`incident ${incidentId} is ${done}`);
  } finally {
    await database.close();
  }
}

/** `getu hold`: what may be needed in a case of law is kept, however old it is. */
export const holdCommand = defineCommand({
  meta: { name: "hold", description: "Keep retention away from an incident, or let it go on" },
  subCommands: {
    set: defineCommand({
      meta: { name: "set", description: "Keep everything of an incident until the hold is lifted" },
      args: options,
      plugins: [strictOptions],
      run: ({ args }) => change("hold.set", args),
    }),
    lift: defineCommand({
      meta: { name: "lift", description: "End the hold on an incident" },
      args: options,
      plugins: [strictOptions],
      run: ({ args }) => change("hold.lifted", args),
    }),
  },
});
