import type { Viewer } from "@getu/domain";
import type { FastifyRequest } from "fastify";
import { callerOf } from "../http/limit-address.ts";

/**
 * For whom a stream is open: a person or a screen, or an address of which no more is known; and which of their pages it is,
 * null for one that does not say.
 */
export type StreamCaller = { kind: "known" | "address"; name: string; page: string | null };

/** How many streams one caller of each kind may have open. */
export type PlacesEach = Readonly<Record<StreamCaller["kind"], number>>;

/** Whom a request's stream counts for; throws when the caller has gone already. */
export const streamCallerOf = (
  { caller }: Viewer,
  { request, page }: { request: FastifyRequest; page: string | null },
): StreamCaller =>
  caller.kind === "nobody"
    ? { kind: "address", name: `address:${callerOf(request)}`, page }
    : { kind: "known", name: `${caller.kind}:${caller.id}`, page };

/** Counts the open streams of each caller. */
export type CallerPlaces = {
  /** True when the page has a stream, in whose place it would take another one. */
  holds(caller: StreamCaller): boolean;
  hasRoom(caller: StreamCaller): boolean;
  /** Takes a place, which `leave` may be asked to free for another one of the same caller; the answer gives it back. */
  take(caller: StreamCaller, leave: () => void): () => void;
};

type Place = { page: string | null; leave: () => void };

/**
 * Places that nobody has taken; who has none is forgotten. A page has one: of a wire that dies again and again the streams
 * before stand for minutes, unread, and the page's next one ends the one before. An address that has all of its own is
 * refused another one. Who is known is let in, and their oldest stream leaves.
 */
export function createCallerPlaces(each: PlacesEach): CallerPlaces {
  const taken = new Map<string, Set<Place>>();
  const holds = ({ name, page }: StreamCaller): boolean =>
    page !== null && [...(taken.get(name) ?? [])].some((place) => place.page === page);

  return {
    holds,
    hasRoom: (caller) =>
      caller.kind === "known" || holds(caller) || (taken.get(caller.name)?.size ?? 0) < each[caller.kind],
    take({ kind, name, page }, leave) {
      const place = { page, leave };
      const own = taken.get(name) ?? new Set();
      const earlier = [...own];
      taken.set(name, own.add(place));
      const putOut = (other: Place): void => {
        own.delete(other);
        other.leave();
      };
      if (page !== null) earlier.filter((other) => other.page === page).forEach(putOut);
      for (const oldest of own) {
        if (own.size <= each[kind]) break;
        putOut(oldest);
      }
      return () => {
        own.delete(place);
        if (own.size === 0 && taken.get(name) === own) taken.delete(name);
      };
    },
  };
}
