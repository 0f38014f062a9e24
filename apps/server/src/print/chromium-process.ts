import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { readMessages } from "./read-messages.ts";

/** What the browser tells unasked. */
type ChromiumEvent = { method: string; params: Readonly<Record<string, unknown>> };

/** A Chromium of our own, spoken to by the DevTools protocol through a pipe: nobody else can reach it. */
export type Chromium = {
  /** Does a command and answers; throws `ChromiumEnded` once the process is gone, and what the browser refuses. */
  send<Answer>(method: string, params?: object, sessionId?: string): Promise<Answer>;
  onEvent(listener: (event: ChromiumEvent) => void): void;
  /** Ends the process with all its helpers, whatever it is doing; resolves when it is gone. */
  end(): Promise<void>;
};

/** The browser ended by itself, was ended, or could not be started; its message is the last that it said. */
export class ChromiumEnded extends Error {}

/** No word to anybody outside: not even names are looked up, and every request is answered by us. */
const FLAGS = [
  "--headless",
  "--remote-debugging-pipe",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--no-proxy-server",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--hide-scrollbars",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** Starts the browser; everything that it writes goes into the folder. */
export function startChromium({ executable, folder }: { executable: string; folder: string }): Chromium {
  const child = spawn(executable, flagsFor(folder), {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    detached: true, // a group of its own, which can be ended as a whole
    env: environmentFor(folder),
  });
  const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
  child.once("exit", () => isGone());
  child.once("error", () => isGone());
  return { ...speakTo(child, gone), end: () => endGroup(child, gone) };
}

/** Why it ended stands at the end of what it says, if it stands anywhere. */
const LAST_WORDS = 400;

function hearLastWords({ stderr }: ChildProcess): () => string {
  let said = "";
  stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-LAST_WORDS)));
  return () => said.trim();
}

type Call = { resolve: (answer: never) => void; reject: (error: Error) => void };
type Message = Partial<ChromiumEvent> & { id?: number; result?: unknown; error?: { message: string } };

/** The two pipes as calls and events. */
function speakTo(child: ChildProcess, gone: Promise<void>): Pick<Chromium, "send" | "onEvent"> {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, null, Writable, Readable];
  const calls = new Map<number, Call>();
  const listeners: ((event: ChromiumEvent) => void)[] = [];
  const lastWords = hearLastWords(child);
  let [last, hasEnded] = [0, false];
  const tellCalls = async (): Promise<void> => {
    await gone;
    hasEnded = true;
    for (const { reject } of calls.values()) reject(new ChromiumEnded(lastWords()));
    calls.clear();
  };
  void tellCalls();
  toBrowser.on("error", () => undefined); // it has ended: the calls hear of it
  readMessages(fromBrowser, (text) => {
    const { id, result, error, method, params = {} } = JSON.parse(text) as Message;
    const call = calls.get(id ?? 0);
    if (method !== undefined) for (const listener of listeners) listener({ method, params });
    calls.delete(id ?? 0);
    if (error) call?.reject(new Error(`Chromium: ${error.message}`));
    else call?.resolve(result as never);
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (hasEnded) return reject(new ChromiumEnded(lastWords()));
        calls.set((last += 1), { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
    onEvent: (listener) => void listeners.push(listener),
  };
}

/** Root cannot have Chromium's sandbox. What it draws are pages of our own, and it reaches no network. */
const flagsFor = (folder: string): string[] => [
  ...FLAGS,
  `--user-data-dir=${folder}`,
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "about:blank",
];

/** Nothing of the server's own settings, which hold secrets; where fonts are described the browser may know. */
const environmentFor = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  LANG: "C.UTF-8",
  HOME: folder,
  TMPDIR: folder,
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("FONTCONFIG_"))),
});

/** Helpers outlive a browser that was killed by somebody else: the group is ended even then. */
function endGroup(child: ChildProcess, gone: Promise<void>): Promise<void> {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // no such group: it is gone, or this system has no groups
  }
  return gone;
}
