import { appRouter } from "@getu/api";
import type { AppRouter } from "@getu/api";

type Groups = AppRouter["_def"]["record"];

/** What a procedure is called by. */
export type ProcedurePath = {
  [Group in keyof Groups]: `${Group}.${keyof Groups[Group] & string}`;
}[keyof Groups];

/** Changing is told, the rest is asked for. */
/* eslint-disable no-underscore-dangle -- the library's own name for it */
export const isAsked = (path: ProcedurePath): boolean =>
  (appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[path]!._def.type === // a path of it
  "query";
/* eslint-enable no-underscore-dangle */
