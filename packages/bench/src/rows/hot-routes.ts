import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { importIncidents } from "@getu/store";
import { openBenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toContest } from "../format.ts";
import { CITY_BOX, createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents, HISTORY_END } from "../made-up-incidents.ts";
import { measureInterleaved } from "../measure.ts";
import type { Contender, Rate } from "../measure.ts";
import { fetchBody, requestLoop } from "../request-loop.ts";
import { serve, serveCity } from "../served-city.ts";
import type { Served } from "../served-city.ts";

const BARE = fileURLToPath(new URL("../peers/bare-fastify.ts", import.meta.url));
const CONNECTIONS = 16;

const day = (before: number): string => new Date(HISTORY_END - before * 86_400_000).toISOString();

/** A month of heat over a part of the city, about a hundred cells. */
const QUERY = {
  from: day(30),
  to: day(0),
  bbox: [CITY_BOX.west + 2e6, CITY_BOX.south + 1e6, CITY_BOX.west + 4e6, CITY_BOX.south + 2e6].map(
    (units) => units / 1e7,
  ),
  level: 13,
};

/** The address of the same question as a plain route and as a procedure. */
function addressesOf({ port }: Served, territoryId: number): { plain: string; trpc: string } {
  const base = `http://127.0.0.1:${port}`;
  const plain = new URLSearchParams({
    from: QUERY.from,
    to: QUERY.to,
    bbox: QUERY.bbox.join(),
    level: String(QUERY.level),
  });
  const trpc = new URLSearchParams({ input: JSON.stringify({ territoryId, ...QUERY }) });
  return {
    plain: `${base}/territories/${territoryId}/heat.bin?${plain}`,
    trpc: `${base}/trpc/heat.cells?${trpc}`,
  };
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

function rowsOf([plain, trpc, bare]: readonly Rate[], bytes: number): Row[] {
  if (!plain || !trpc || !bare) return [];
  const name = `hot GET route (heat of a month, ${bytes} bytes)`;
  const unit = "requests per CPU second of the server";
  return [
    {
      name,
      peer: "the same answer by tRPC",
      value: plain.median / trpc.median,
      unit: "×",
      better: "higher",
      floor: 5,
      goal: null,
      details: toContest([plain, trpc], unit),
    },
    {
      name,
      peer: "a bare Fastify route",
      value: plain.median / bare.median,
      unit: "×",
      better: "higher",
      floor: null,
      goal: 0.8,
      details: toContest([plain, bare], unit),
    },
  ];
}

async function measure(served: Served, territoryId: number, { quick }: RunOptions): Promise<Row[]> {
  const { plain, trpc } = addressesOf(served, territoryId);
  const agent = new Agent();
  const answer = await fetchBody(agent, plain);
  const bare = await serve(BARE, { ANSWER: answer.toString("base64") });
  try {
    const requests = quick ? 2000 : 10_000;
    const contenders = [
      contender("plain route", served, { url: plain, requests }),
      contender("tRPC", served, { url: trpc, requests: requests / 4 }),
      contender("bare Fastify", bare, { url: `http://127.0.0.1:${bare.port}/answer`, requests }),
    ];
    return rowsOf(
      await measureInterleaved(contenders, { warmUps: 1, rounds: quick ? 2 : 5, clock: "wall" }),
      answer.length,
    );
  } finally {
    agent.destroy();
    await bare.stop();
  }
}

/** What an answer costs that every screen asks for. */
export const hotRoutes: Benchmark = {
  name: "hot-routes",
  async run(options): Promise<Outcome> {
    const database = await openBenchDatabase(createMadeUpCity({ grids: 300, seed: 1 }));
    try {
      const records = createMadeUpIncidents({ count: 20_000, seed: 5, prefix: "hot" });
      await importIncidents(database.db, {
        territoryId: database.territoryId,
        records,
        file: "made-up incidents",
      });
      const served = await serveCity(database.url);
      try {
        return { rows: await measure(served, database.territoryId, options), leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
