import type { Role } from "@getu/domain";
import { createSecretToken, inTransaction, insertInvitation } from "@getu/store";
import { expect } from "vitest";
import type { TestServer } from "./test-server.ts";

/** What a browser remembers and sends: cookies, and that its pages are of the same site. */
export type BrowserSession = {
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** What a procedure answers, or the code of its failure. */
  ask(procedure: string, input?: object): Promise<unknown>;
  tell(procedure: string, input?: object): Promise<unknown>;
  cookies: Map<string, string>;
  /** The header by which a request that others make is this browser's. */
  cookie(): string;
};

type Answer = { result?: { data: unknown }; error?: { message: string } };

const outcomeOf = async (response: Response): Promise<unknown> => {
  const answer = (await response.json()) as Answer;
  return answer.error ? answer.error.message : answer.result?.data;
};

/** A browser that has opened a page of the server. */
export function openBrowser({ origin }: Pick<TestServer, "origin">): BrowserSession {
  const cookies = new Map<string, string>();
  const header = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function send(path: string, init: RequestInit, headers: Record<string, string>): Promise<Response> {
    const cookie = header();
    const sent = { origin, ...(cookie && { cookie }), ...headers };
    const response = await fetch(`${origin}${path}`, { ...init, headers: sent, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const browser: BrowserSession = {
    cookies,
    cookie: header,
    get: (path, headers = {}) => send(path, {}, headers),
    post: (path, body = {}, headers = {}) =>
      send(
        path,
        { method: "POST", body: JSON.stringify(body) },
        { "content-type": "application/json", ...headers },
      ),
    ask: async (procedure, input = {}) =>
      outcomeOf(await browser.get(`/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`)),
    tell: async (procedure, input = {}) => outcomeOf(await browser.post(`/trpc/${procedure}`, input)),
  };
  return browser;
}

/** What every account of a test signs in with. */
export const PASSWORD = "correct horse battery";

type Invited = {
  username: string;
  role: Role;
  territoryId?: number | null;
  gridId?: number | null;
  /** What others call them. */
  name?: string;
};

/** Makes an account the way people come by one: by an invitation. */
export async function makeAccount(
  server: Pick<TestServer, "db" | "origin">,
  invited: Invited,
): Promise<void> {
  const { username, role, territoryId = null, gridId = null, name = `试验${username}` } = invited;
  const { token, tokenHash } = createSecretToken();
  const offer = { role, territoryId, gridId, tokenHash, createdBy: "system", validMs: 60_000 };
  await inTransaction(server.db, (tx) => insertInvitation(tx, offer));
  const joining = { token, username, name, password: PASSWORD };
  expect(await openBrowser(server).tell("account.join", joining)).toEqual({});
}

/** A browser in which somebody has signed in. */
export async function signIn(server: Pick<TestServer, "origin">, username: string): Promise<BrowserSession> {
  const browser = openBrowser(server);
  const answer = await browser.post("/auth/sign-in/username", { username, password: PASSWORD });
  expect([answer.status, await answer.json()]).toEqual([200, {}]);
  return browser;
}

/** Lets somebody sign in again and again from one address, which is what tests do. */
export const forgetAddress = ({ db }: Pick<TestServer, "db">): Promise<unknown> =>
  db.pool.query("DELETE FROM rate_limit; DELETE FROM address_count");
