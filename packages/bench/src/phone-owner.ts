import { createSecretToken, insertInvitation, inTransaction, listGrids } from "@getu/store";
import type { BenchDatabase } from "./bench-database.ts";
import type { Served } from "./served-city.ts";

const PASSWORD = "correct horse battery";

/** Somebody who has signed in, by the cookies that their browser would send. */
type Owner = { cookies: readonly { name: string; value: string }[] };

/** A leader of one grid of a city with so much open work in it, made the way people and reports are made. */
export async function makePhoneOwner(database: BenchDatabase, served: Served, work: number): Promise<Owner> {
  const { db, territoryId } = database;
  const [grid] = await listGrids(db, { territoryId });
  if (!grid) throw new Error("the city has no grids");
  const door = createDoor(`http://127.0.0.1:${served.port}`);
  const invite = async (role: "dispatcher" | "leader", gridId: number | null): Promise<Owner> => {
    const { token, tokenHash } = createSecretToken();
    const offer = { role, territoryId, gridId, tokenHash, createdBy: "bench", validMs: 3_600_000 };
    await inTransaction(db, (tx) => insertInvitation(tx, offer));
    const account = { username: role, password: PASSWORD };
    await door("/trpc/account.join", { token, name: role, ...account });
    return toOwner(await door("/auth/sign-in/username", account));
  };
  const dispatcher = await invite("dispatcher", null);
  const leader = await invite("leader", grid.id);
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
    const input = { territoryId, idempotencyKey: `report ${number}`, report };
    await door("/trpc/incident.report", input, dispatcher);
  }
  return leader;
}

const createDoor =
  (origin: string) =>
  async (path: string, body: object, { cookies }: Owner = { cookies: [] }): Promise<Response> => {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const headers = { "content-type": "application/json", origin, ...(cookie && { cookie }) };
    const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };

const toOwner = ({ headers }: Response): Owner => ({
  cookies: headers.getSetCookie().map((line) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value };
  }),
});
