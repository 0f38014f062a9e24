// Serves a database at a port, both given as arguments, in a process of its own, and ends with the one that started it: see server-apart.ts.
import { openDb } from "@getu/store";
import { serveDatabase } from "./test-server.ts";

const server = await serveDatabase(await openDb(process.argv[2] ?? ""), {
  port: Number(process.argv[3]),
  hub: { pingMs: 1000, maxConnections: 2000, placesEach: { known: 2000, address: 2000 } },
});
process.send?.(server.port);
process.on("disconnect", () => process.exit(0));
