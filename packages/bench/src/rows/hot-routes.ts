import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { ARC_ZOOMS } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { openBenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toContest, toShort } from "../format.ts";
import { CITY_BOX, createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents, HISTORY_END } from "../made-up-incidents.ts";
import { measureInterleaved } from "../measure.ts";
import type { Contender, Rate } from "../measure.ts";
import { fetchBody, requestLoop } from "../request-loop.ts";
import { serve, serveCity } from "../served-city.ts";
import type { Served } from "../served-city.ts";

const BARE = fileURLToPath(new URL("../peers/bare-fastify.ts", import.meta.url));
const CONNECTIONS = 16;
const GRIDS = 300;

const day = (before: number): string => new Date(HISTORY_END - before * 86_400_000).toISOString();

/** A month of heat over a part of the city, about a hundred cells. */
const HEAT = {
  from: day(30),
  to: day(0),
  bbox: [CITY_BOX.west + 2e6, CITY_BOX.south + 1e6, CITY_BOX.west + 4e6, CITY_BOX.south + 2e6].map(
    (units) => units / 1e7,
  ),
  level: 13,
};

/** The same content as a plain route and as a procedure, and how often each is asked for in a round. */
type Hot = { what: string; plain: string; trpc: string; requests: { plain: number; trpc: number } };

/** A procedure's address. */
const trpcAddress = (base: string, procedure: string, input: object): string =>
  `${base}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** What the boundaries in force are called in addresses. */
async function tagOf(base: string, territoryId: number): Promise<string> {
  const agent = new Agent();
  const answer = await fetchBody(agent, trpcAddress(base, "grid.boundaries", { territoryId }));
  agent.destroy();
  return (JSON.parse(answer.toString()) as { result: { data: { tag: string } } }).result.data.tag;
}

/** Heat, boundaries and grids: all that screens fetch in bulk. What is long is asked for less often. */
async function listHot({ port }: Served, territoryId: number): Promise<Hot[]> {
  const base = `http://127.0.0.1:${port}`;
  const below = `${base}/territories/${territoryId}`;
  const boundaries = `${below}/boundaries/${await tagOf(base, territoryId)}`;
  const heat = { from: HEAT.from, to: HEAT.to, bbox: HEAT.bbox.join(), level: String(HEAT.level) };
  return [
    {
      what: "heat of a month",
      plain: `${below}/heat.bin?${new URLSearchParams(heat)}`,
      trpc: trpcAddress(base, "heat.cells", { territoryId, ...HEAT }),
      requests: { plain: 10_000, trpc: 1500 },
    },
    {
      what: `boundaries of ${GRIDS} grids`,
      plain: `${boundaries}/arcs/0/${ARC_ZOOMS[ARC_ZOOMS.length - 1]}/0/0/0`,
      trpc: trpcAddress(base, "grid.edges", { territoryId }),
      requests: { plain: 2000, trpc: 40 },
    },
    {
      what: `${GRIDS} grids without outlines`,
      plain: `${boundaries}/grids/0`,
      trpc: trpcAddress(base, "grid.list", { territoryId }),
      requests: { plain: 4000, trpc: 150 },
    },
  ];
}

/** Requests per CPU second of the process that answers: the one that asks is slower than some of them. */
const contender = (
  name: string,
  served: Served,
  { url, requests }: { url: string; requests: number },
): Contender => ({
  name,
  seconds: () => served.cpuSeconds(),
  round: () => requestLoop(url, { requests, connections: CONNECTIONS }),
});

function rowsOf(what: string, [plain, trpc, bare]: readonly Rate[]): Row[] {
  if (!plain || !trpc || !bare) return [];
  const unit = "requests per CPU second of the server";
  const row = { name: `hot GET route (${what})`, unit: "×", better: "higher" } as const;
  return [
    {
      ...row,
      peer: "the same by tRPC",
      value: plain.median / trpc.median,
      floor: 5,
      goal: null,
      details: toContest([plain, trpc], unit),
    },
    {
      ...row,
      peer: "a bare Fastify route",
      value: plain.median / bare.median,
      floor: null,
      goal: 0.8,
      details: toContest([plain, bare], unit),
    },
  ];
}

async function measure(served: Served, { what, plain, trpc, requests }: Hot, quick: boolean): Promise<Row[]> {
  const agent = new Agent();
  const answer = await fetchBody(agent, plain);
  agent.destroy();
  const bare = await serve(BARE, { ANSWER: answer.toString("base64") });
  try {
    const few = (count: number): number => (quick ? count / 5 : count);
    const contenders = [
      contender("plain route", served, { url: plain, requests: few(requests.plain) }),
      contender("tRPC", served, { url: trpc, requests: few(requests.trpc) }),
      contender("bare Fastify", bare, {
        url: `http://127.0.0.1:${bare.port}/answer`,
        requests: few(requests.plain),
      }),
    ];
    const rates = await measureInterleaved(contenders, { warmUps: 2, rounds: quick ? 2 : 5, clock: "wall" });
    return rowsOf(`${what}, ${toShort(answer.length)} bytes`, rates);
  } finally {
    await bare.stop();
  }
}

/** What the answers cost that every screen asks for. */
export const hotRoutes: Benchmark = {
  name: "hot-routes",
  async run({ quick }): Promise<Outcome> {
    const database = await openBenchDatabase(createMadeUpCity({ grids: GRIDS, seed: 1 }));
    try {
      const records = createMadeUpIncidents({ count: 20_000, seed: 5, prefix: "hot" });
      await importIncidents(database.db, {
        territoryId: database.territoryId,
        records,
        file: "made-up incidents",
      });
      const served = await serveCity(database.url);
      try {
        const rows: Row[] = [];
        for (const hot of await listHot(served, database.territoryId))
          rows.push(...(await measure(served, hot, quick)));
        return { rows, leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
