import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** What the page that is printed takes for its origin; no name is looked up for it. */
export const PAGE_ORIGIN = "http://localhost";

/** What of the server the page is made from. */
const OWN_PATHS = ["/planner/", "/trpc/", "/territories/"];

type Answer = { status: number; headers: { name: string; value: string }[]; body: Buffer };

/** Answers a request of the page; null = it is refused. */
export type OwnAnswers = (asked: { method: string; url: string }) => Promise<Answer | null>;

/**
 * Answers from the server itself, inside the process, as whoever ordered the print: the browser never holds a cookie and
 * reaches no network. Reading only, and of what the page is made from.
 */
export function createOwnAnswers(app: FastifyInstance, orderedBy: FastifyRequest): OwnAnswers {
  const { cookie = "", "user-agent": agent = "" } = orderedBy.headers;
  return async ({ method, url }) => {
    const { origin, pathname, search } = new URL(url);
    const isOwn = origin === PAGE_ORIGIN && OWN_PATHS.some((path) => pathname.startsWith(path));
    if (method !== "GET" || !isOwn) return null;
    const answer = await app.inject({
      method: "GET",
      url: `${pathname}${search}`,
      headers: { host: "localhost", cookie, "user-agent": agent, "accept-encoding": "identity" },
      remoteAddress: orderedBy.ip,
    });
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.rawPayload };
  };
}

/** What is about a connection that there is none of, and the sign-in, of which the browser shall not hear. */
const NOT_TOLD: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "set-cookie",
]);

const headersOf = (headers: OutgoingHttpHeaders): Answer["headers"] =>
  Object.entries(headers).flatMap(([name, value]) =>
    NOT_TOLD.has(name) || value === undefined ? [] : [{ name, value: String(value) }],
  );
