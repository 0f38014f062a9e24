import { foundTown } from "@getu/store/testing";
import type { FoundedTown } from "@getu/store/testing";
import { makeAccount } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

/** A real town at whose server people have accounts: everywhere, over the street, a community and a lane. */
export type AccessTown = {
  server: TestServer;
  territoryId: number;
  idOf: FoundedTown["idOf"];
  personIdOf: (username: string) => Promise<string>;
};

/** Founds the town with its people, each called like the role but for `chief`, above all, and `head`, above the street. */
export async function openAccessTown(): Promise<AccessTown> {
  const server = await startTestServer({ openReading: "none" });
  const { territoryId, idOf } = await foundTown(server.db, { code: "real", demo: false });
  for (const person of [
    { username: "chief", role: "administrator" },
    { username: "head", role: "administrator", territoryId },
    { username: "secretary", role: "secretary", territoryId, gridId: idOf("community-0") },
    { username: "leader", role: "leader", territoryId, gridId: idOf("lane-0-0") },
    { username: "planner", role: "planner", territoryId },
  ] as const)
    await makeAccount(server, person);
  return {
    server,
    territoryId,
    idOf,
    async personIdOf(username) {
      const sql = "SELECT id FROM person WHERE username = $1";
      const { rows } = await server.db.pool.query<{ id: string }>(sql, [username]);
      return rows[0]!.id; // somebody who has an account
    },
  };
}
