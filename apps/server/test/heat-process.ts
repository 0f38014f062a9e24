// A process of its own that counts heat over the database and the folder given as arguments, and answers its parent.
import { toHeatCells } from "@getu/domain";
import type { HeatQuery } from "@getu/domain";
import { createChangeFeed, openDb } from "@getu/store";
import { createIndexHeat } from "../src/heat/index-heat.ts";
import { createFreshness } from "../src/live/freshness.ts";
import { createLog } from "../src/log.ts";

const [url = "", folder = ""] = process.argv.slice(2);
const db = await openDb(url);
const feed = createChangeFeed(db);
await feed.start();
const freshness = createFreshness(feed);
const heat = createIndexHeat({ db, feed, freshness, folder, memoryBytes: 10 ** 9, log: createLog("silent") });
await heat.start();
await heat.whenOpened();
process.on("message", ({ territoryId, query }: { territoryId: number; query: HeatQuery }) => {
  void heat
    .cells({ territoryId, query })
    .then((cells) => process.send?.({ cells: toHeatCells(cells), state: heat.states()[territoryId] }));
});
process.send?.("open");
