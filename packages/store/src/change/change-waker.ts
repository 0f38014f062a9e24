import pg from "pg";
import { REST_MS } from "../db.ts";

/** A wake-up bell; without it the feed still works, only later. */
export type Waker = { start(): Promise<void>; stop(): Promise<void> };
type WakerOptions = { retryMs: number; onWake: () => void; onError: (error: unknown) => void };

const CHANNEL = "getu_change";

/** A connection that listens for NOTIFY; when it is lost it says so and tries again until stopped. */
export function createWaker(url: string, { retryMs, onWake, onError }: WakerOptions): Waker {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: REST_MS,
      application_name: "getu feed",
    });
    const lost = (error?: unknown): void => {
      if (client !== next || !isRunning) return;
      client = null;
      onError(error ?? new Error("the connection that listens for changes was closed"));
      timer = setTimeout(() => void connect(), retryMs);
    };
    client = next;
    next.on("error", lost);
    next.on("end", () => lost());
    next.on("notification", onWake);
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
      onWake(); // whatever happened while nobody listened
    } catch (error) {
      lost(error);
      next.end().catch(() => {}); // where LISTEN alone was refused, the connection stands
    }
  }

  return {
    start() {
      isRunning = true;
      return connect();
    },
    async stop() {
      isRunning = false;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
