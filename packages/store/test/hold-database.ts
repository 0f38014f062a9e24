// Starts the embedded database of the home given as argument, says so, and stops it on the first SIGINT.
import { openDb, startEmbeddedPostgres } from "../src/index.ts";

const [, , home = "", durable] = process.argv;

try {
  const postgres = await startEmbeddedPostgres({ home, durable: durable !== "fast" });
  const db = await openDb(postgres.url);
  process.on("SIGINT", () => {
    // The database must still answer: Ctrl-C reached our process group, not its.
    setTimeout(async () => {
      const { rowCount } = await db.pool.query("SELECT 1");
      process.stdout.write(`answered ${rowCount}\n`);
      await postgres.stop();
      process.exit(0);
    }, 300);
  });
  setInterval(() => {}, 1000);
  process.stdout.write(`${JSON.stringify({ url: postgres.url, dataFolder: postgres.dataFolder })}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
