import type { Viewer } from "@getu/domain";
import type { FastifyRequest } from "fastify";
import { callerOf } from "../http/limit-address.ts";

/** For whom a stream is open: a person or a screen, or an address of which no more is known. */
export type StreamCaller = { kind: "known" | "address"; name: string };

/** How many streams one caller of each kind may have open. */
export type PlacesEach = Readonly<Record<StreamCaller["kind"], number>>;

/** Whom a request's stream counts for; throws when the caller has gone already. */
export const streamCallerOf = ({ caller }: Viewer, request: FastifyRequest): StreamCaller =>
  caller.kind === "nobody"
    ? { kind: "address", name: `address:${callerOf(request)}` }
    : { kind: "known", name: `${caller.kind}:${caller.id}` };

/** Counts the open streams of each caller. */
export type CallerPlaces = {
  hasRoom(caller: StreamCaller): boolean;
  /** Takes a place, which `leave` may be asked to free for another one of the same caller; the answer gives it back. */
  take(caller: StreamCaller, leave: () => void): () => void;
};

/**
 * Places that nobody has taken; who has none is forgotten. An address that has all of its own is refused another one. Who is known
 * is let in, and their oldest stream leaves: of a screen whose wire dies again and again the streams before stand for minutes,
 * unread, and must not keep it out.
 */
export function createCallerPlaces(each: PlacesEach): CallerPlaces {
  const taken = new Map<string, Set<() => void>>();
  return {
    hasRoom: ({ kind, name }) => kind === "known" || (taken.get(name)?.size ?? 0) < each[kind],
    take({ kind, name }, leave) {
      const own = taken.get(name) ?? new Set();
      taken.set(name, own.add(leave));
      const giveBack = (): void => {
        own.delete(leave);
        if (own.size === 0 && taken.get(name) === own) taken.delete(name);
      };
      for (const oldest of own) {
        if (own.size <= each[kind]) break;
        own.delete(oldest);
        oldest();
      }
      return giveBack;
    },
  };
}
