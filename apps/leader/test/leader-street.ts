import { createSecretToken, importClusters, insertInvitation, inTransaction, setRhythm } from "@getu/store";
import { createTestDatabase, foundNamedTown, townCluster, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, startServerOver, startTcpProxy } from "@getu/testkit";
import type { TcpProxy } from "@getu/testkit";

const PASSWORD = "correct horse battery";

/** The middle of the lane grid whose leader holds the phone. */
export const SPOT = townPosition(1.5, 1.5);

/** A made-up street with a dispatcher and a leader, its server, and the wire between the phone and it. */
export type LeaderStreet = {
  database: TestDatabase;
  territoryId: number;
  /** What the phone opens: the far end of the wire. */
  origin: string;
  wire: TcpProxy;
  /** Somebody calls about something in the leader's grid; its number. */
  call: (summary: string) => Promise<number>;
  /** The leader next door comes upon something in the leader's grid; its number. */
  comeUpon: (summary: string) => Promise<number>;
  /** The dispatcher does something with an incident. */
  act: (id: number, command: object) => Promise<void>;
  stop: () => Promise<void>;
};

/** Founds the street and starts its server behind a wire, with further settings where they are given. */
export async function startLeaderStreet(
  environment: Readonly<Record<string, string>> = {},
): Promise<LeaderStreet> {
  buildApp("leader");
  const database = await createTestDatabase();
  const { db } = database;
  const { territoryId, idOf } = await foundNamedTown(db);
  const server = await startServerOver(database, environment);
  const wire = await startTcpProxy(Number(new URL(server.origin).port));
  type Joining = { username: string; shown: string; gridId: number | null };
  const join = async ({ username, shown, gridId }: Joining): Promise<string> => {
    const { token, tokenHash } = createSecretToken();
    const role = gridId === null ? "dispatcher" : "leader";
    const offer = {
      role,
      territoryId,
      gridId,
      tokenHash,
      createdBy: "the test",
      validMs: 3_600_000,
    } as const;
    await inTransaction(db, (tx) => insertInvitation(tx, offer));
    await post(server.origin, "/trpc/account.join", { token, username, name: shown, password: PASSWORD });
    const answer = await post(server.origin, "/auth/sign-in/username", { username, password: PASSWORD });
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
  };
  const cookie = await join({ username: "dispatcher", shown: "何晓岚（试验）", gridId: null });
  await join({ username: "leader", shown: "白秀（试验）", gridId: idOf("lane-1-1") });
  const neighbour = await join({ username: "neighbour", shown: "邻格（试验）", gridId: idOf("lane-6-1") });
  const file = async (channel: "hotline" | "patrol", summary: string, by: string): Promise<number> => {
    const report = {
      category: "street-light",
      condition: "single",
      channel,
      summary,
      externalId: null,
      position: SPOT,
      accuracyMetres: 5,
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
    };
    const input = { territoryId, idempotencyKey: summary, report };
    const answer = await post(server.origin, "/trpc/incident.report", input, { cookie: by });
    return ((await answer.json()) as { result: { data: { id: number } } }).result.data.id;
  };
  return {
    database,
    territoryId,
    origin: `http://127.0.0.1:${wire.port}`,
    wire,
    call: (summary) => file("hotline", summary, cookie),
    comeUpon: (summary) => file("patrol", summary, neighbour),
    async act(id, command) {
      const input = { territoryId, id, idempotencyKey: `${id} ${JSON.stringify(command)}`, ...command };
      await post(server.origin, "/trpc/incident.act", input, { cookie });
    },
    async stop() {
      await wire.stop();
      await server.stop();
      await database.drop();
    },
  };
}

/** Gives the leader's building four stairs and the one next door one, all of them due for a visit. */
export async function settleHouseholds({ database: { db }, territoryId }: LeaderStreet): Promise<void> {
  const stairs = [1, 2, 3, 4].map((number) =>
    townCluster({
      externalId: `stair-${number}`,
      name: `6 幢 ${number} 单元`,
      position: townPosition(1.2 + number * 0.12, 1.45 + (number % 2) * 0.2),
    }),
  );
  const nextDoor = townCluster({ externalId: "next", name: "7 幢 1 单元", position: townPosition(1.5, 2.5) });
  await importClusters(db, { territoryId, records: [...stairs, nextDoor], file: "households" });
  await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId: null, everyDays: 30 }));
}

async function post(
  origin: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin, ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
