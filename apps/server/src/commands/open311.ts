import { SourceError } from "@getu/sources";
import type * as store from "@getu/store";
import { defineCommand } from "citty";
import { strictOptions } from "./command-options.ts";
import { getNamedTerritory } from "./import-session.ts";
import { say } from "./report.ts";

const options = {
  territory: { type: "string", required: true, valueHint: "CODE", description: "Territory it reports into" },
  name: { type: "string", required: true, valueHint: "TEXT", description: "Who holds the key" },
} as const;

type Named = { territory: string; name: string };

type Opened = { store: typeof store; db: store.Db; territoryId: number };

/** Opens the database and finds the territory that is named. */
async function inTerritory(code: string, work: (opened: Opened) => Promise<void>): Promise<void> {
  const [store, { openDatabaseFromEnvironment }] = await Promise.all([
    import("@getu/store"),
    import("../database.ts"),
  ]);
  const database = await openDatabaseFromEnvironment();
  try {
    const { db } = database;
    const { id: territoryId } = await getNamedTerritory({ store, db }, code);
    await work({ store, db, territoryId });
  } finally {
    await database.close();
  }
}

const addKey = ({ territory, name }: Named): Promise<void> =>
  inTerritory(territory, async ({ store, db, territoryId }) => {
    const { token: key } = store.createSecretToken();
    await store.addOpen311Key(db, { territoryId, name, key });
    process.stdout.write(`${key}\n`);
    say("this is the key, shown once: only its digest is stored");
  });

const revokeKeys = ({ territory, name }: Named): Promise<void> =>
  inTerritory(territory, async ({ store, db, territoryId }) => {
    const revoked = await store.revokeOpen311Keys(db, { territoryId, name });
    if (revoked === 0) throw new SourceError(`"${name}" holds no key of "${territory}"`);
    say(`revoked ${revoked}`);
  });

/** `getu open311`: which programs may report by Open311 GeoReport v2. */
export const open311Command = defineCommand({
  meta: { name: "open311", description: "Let programs report by Open311 GeoReport v2" },
  subCommands: {
    add: defineCommand({
      meta: { name: "add", description: "Make a key; it is the one line of standard output" },
      args: options,
      plugins: [strictOptions],
      run: ({ args }) => addKey(args),
    }),
    revoke: defineCommand({
      meta: { name: "revoke", description: "End the keys of a holder" },
      args: options,
      plugins: [strictOptions],
      run: ({ args }) => revokeKeys(args),
    }),
  },
});
