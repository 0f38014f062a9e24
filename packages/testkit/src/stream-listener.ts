import { connect } from "node:net";
import type { Socket } from "node:net";

/** Somebody who listens to a stream of server-sent events and resumes by the last id, as a browser would. */
export type ListenerPlan = {
  /** Where to listen; when one does not answer, the next. */
  ports: readonly number[];
  path: string;
  headers: Readonly<Record<string, string>>;
  /** How often it cuts its own wire; null = it stays. */
  cutEveryMs: number | null;
  /** After hearing nothing for so long it takes its wire for dead and opens another; null = it waits for ever. */
  silenceMs: number | null;
};

/** What a listener has heard. */
export type Heard = {
  /** The id of each change, in the order in which they came. */
  ids: string[];
  /** The marked value of each change, in the order in which they came. */
  marks: string[];
  /** From sending to here, of changes whose mark ends in `@` and the time it was sent, ms since 1970. */
  latenciesMs: number[];
  /** How often it was told to fetch everything. */
  resyncs: number;
  /** How often it was greeted. */
  greetings: number;
};

/** A listener at work. */
export type StreamListener = { heard: Heard; isGreeted: Promise<void>; leave(): void };

const RETRY_MS = 200;

/** Listens until it is told to leave; `mark` names the text in each change that tells it from the others. */
export function startListener(plan: ListenerPlan, mark: string): StreamListener {
  const heard: Heard = { ids: [], marks: [], latenciesMs: [], resyncs: 0, greetings: 0 };
  const marked = new RegExp(`"${mark}":"([^"]+)"`);
  let lastId: string | null = null;
  let socket: Socket;
  let attempt = 0;
  let isLeaving = false;
  const { promise: isGreeted, resolve: greet } = Promise.withResolvers<void>();

  function hear(block: string): void {
    const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
    const event = fields.get("event");
    if (event === "hello") {
      heard.greetings += 1;
      greet();
    } else if (event === "resync") heard.resyncs += 1;
    else if (event === "change") {
      heard.ids.push(fields.get("id") ?? "?");
      note(marked.exec(fields.get("data") ?? "")?.[1] ?? "?");
    }
    lastId = fields.get("id") ?? lastId;
  }

  function note(value: string): void {
    heard.marks.push(value);
    const sentAt = Number(value.split("@")[1]);
    if (sentAt > 0) heard.latenciesMs.push(Date.now() - sentAt);
  }

  function open(): void {
    const port = plan.ports[attempt % plan.ports.length]!; // modulo its length
    const headers = {
      Host: `127.0.0.1:${port}`,
      ...plan.headers,
      ...(lastId && { "Last-Event-ID": lastId }),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    let rest = "";
    const opened = connect(port, "127.0.0.1");
    socket = opened;
    opened.setEncoding("utf8").write(`GET ${plan.path} HTTP/1.1\r\n${lines.join("")}\r\n`);
    opened.on("data", (text: string) => {
      if (opened !== socket) return; // bytes that were under way when the wire was cut
      const blocks = (rest + text.replaceAll("\r\n", "\n")).split("\n\n");
      rest = blocks.pop()!; // a split has at least one part
      for (const block of blocks) hear(block);
    });
    if (plan.silenceMs !== null) opened.setTimeout(plan.silenceMs, () => opened.destroy());
    opened.on("error", () => {});
    opened.on("close", () => {
      if (isLeaving || opened !== socket) return;
      attempt += 1;
      setTimeout(() => !isLeaving && open(), RETRY_MS);
    });
  }

  open();
  const cutter =
    plan.cutEveryMs === null
      ? null
      : setInterval(() => {
          socket.destroy();
          open();
        }, plan.cutEveryMs);
  return {
    heard,
    isGreeted,
    leave() {
      isLeaving = true;
      if (cutter) clearInterval(cutter);
      socket.destroy();
    },
  };
}
