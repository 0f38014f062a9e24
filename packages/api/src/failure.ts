import type { BasemapKind, Channel, IncidentStatus, Permission, PhotoRefusal } from "@getu/domain";
import type {
  DraftMoveRefusal,
  RestorationRefusal,
  SupersededDraft,
  TakenName,
  TakeRefusal,
  UnknownCluster,
  UnknownMatter,
} from "@getu/store";
import { TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** What is wrong with one part of an input. */
export type InputProblem = { path: string; message: string };

/** Each way a request can fail that a caller can act on, with the facts it needs. */
export type Failure =
  | { code: "INPUT_INVALID"; problems: readonly InputProblem[] }
  | { code: "NOT_PERMITTED"; permission: Permission }
  | { code: "SIGN_IN_NEEDED" }
  | { code: "SIGN_IN_REFUSED" }
  | { code: "TOO_MANY_ATTEMPTS"; retryAfterSeconds: number }
  | { code: "INVITATION_INVALID" }
  | { code: "USERNAME_TAKEN" }
  | { code: "GRANT_NOT_PERMITTED" }
  | { code: "GRANT_HELD_ALREADY" }
  | { code: "GRANT_NOT_FOUND" }
  /** Nobody reads the log without a row that says so. */
  | { code: "AUDIT_NOT_OPENED" }
  | { code: "PERSON_NOT_FOUND" }
  | { code: "SESSION_NOT_FOUND" }
  | { code: "DEVICE_TOKEN_NOT_FOUND" }
  | { code: "WALL_NOT_FOUND" }
  | { code: "WALL_CHANGED_MEANWHILE" }
  /** No wall shows this code, or not any more. */
  | { code: "PAIRING_CODE_UNKNOWN" }
  /** To a screen that asks for a code and is a wall already. */
  | { code: "SCREEN_TAKEN_ALREADY" }
  | { code: "CROSS_SITE_REFUSED" }
  | { code: "HOST_REFUSED" }
  | { code: "TERRITORY_NOT_FOUND"; territoryId: number }
  | { code: "GRID_NOT_FOUND"; territoryId: number; gridId: number }
  | { code: "BOUNDARIES_NOT_FOUND"; territoryId: number; tag: string; current: string }
  | { code: "BASEMAP_NOT_FOUND"; territoryId: number; kind: BasemapKind }
  | PhotoRefusal
  /** The place where photos are kept did not take it, or gave none. */
  | { code: "PHOTOS_UNAVAILABLE"; retryAfterSeconds: number }
  /** A resident's report from somewhere else in the world. */
  | { code: "POSITION_ELSEWHERE"; territoryId: number }
  /** To a resident: what was sent under the same mark before was another report, whose number is not theirs to know. */
  | { code: "KEY_USED_BEFORE"; incidentId?: never; action?: never }
  | { code: "CASE_NOT_FOUND" }
  | { code: "CASE_NOT_CLOSED"; status: IncidentStatus }
  | { code: "CASE_RATED_ALREADY" }
  | { code: "INCIDENT_HELD_ALREADY"; incidentId: number }
  | { code: "INCIDENT_NOT_HELD"; incidentId: number }
  | { code: "TOO_OFTEN"; retryAfterSeconds: number }
  /** No Chromium is installed where the server looks for it. */
  | { code: "PRINTER_MISSING" }
  /** The server has no font with Chinese signs: every sign would be an empty box. */
  | { code: "PRINTER_WITHOUT_CHINESE" }
  /** One print at a time, and few may wait. */
  | { code: "PRINTER_BUSY"; retryAfterSeconds: number }
  | { code: "PRINT_FAILED"; reason: "ended" | "took-too-long" | "not-drawn" }
  | { code: "TOO_MANY_FILTERS"; most: number }
  /** This server calls no phones. */
  | { code: "PUSH_KEY_NOT_FOUND" }
  /** No address of a push service. */
  | { code: "ENDPOINT_INVALID" }
  | DraftMoveRefusal
  | RestorationRefusal
  | SupersededDraft
  /** Which channels somebody may name follows from their role. */
  | { code: "CHANNEL_NOT_PERMITTED"; channel: Channel }
  | UnknownCluster
  | { code: "NEED_NOT_FOUND"; needId: number }
  | { code: "NEED_ANSWERED_ALREADY"; needId: number }
  | UnknownMatter
  | TakenName
  | TakeRefusal
  | { code: "ROUTE_NOT_FOUND" }
  | { code: "LIVE_FULL"; connections: number }
  | { code: "DATABASE_UNAVAILABLE"; retryAfterSeconds: number };

/** The only table from failures to codes; a new Failure does not compile without a row. */
const trpcCode = {
  INPUT_INVALID: "BAD_REQUEST",
  NOT_PERMITTED: "FORBIDDEN",
  SIGN_IN_NEEDED: "UNAUTHORIZED",
  SIGN_IN_REFUSED: "UNAUTHORIZED",
  TOO_MANY_ATTEMPTS: "TOO_MANY_REQUESTS",
  INVITATION_INVALID: "NOT_FOUND",
  USERNAME_TAKEN: "CONFLICT",
  GRANT_NOT_PERMITTED: "FORBIDDEN",
  GRANT_HELD_ALREADY: "CONFLICT",
  GRANT_NOT_FOUND: "NOT_FOUND",
  AUDIT_NOT_OPENED: "FORBIDDEN",
  PERSON_NOT_FOUND: "NOT_FOUND",
  SESSION_NOT_FOUND: "NOT_FOUND",
  DEVICE_TOKEN_NOT_FOUND: "NOT_FOUND",
  WALL_NOT_FOUND: "NOT_FOUND",
  WALL_CHANGED_MEANWHILE: "CONFLICT",
  PAIRING_CODE_UNKNOWN: "NOT_FOUND",
  SCREEN_TAKEN_ALREADY: "CONFLICT",
  CROSS_SITE_REFUSED: "FORBIDDEN",
  HOST_REFUSED: "FORBIDDEN",
  TERRITORY_NOT_FOUND: "NOT_FOUND",
  INCIDENT_NOT_FOUND: "NOT_FOUND",
  GRID_NOT_FOUND: "NOT_FOUND",
  BOUNDARIES_NOT_FOUND: "NOT_FOUND",
  BASEMAP_NOT_FOUND: "NOT_FOUND",
  PHOTO_TOO_LARGE: "PAYLOAD_TOO_LARGE",
  PHOTO_TOO_MANY_PIXELS: "PAYLOAD_TOO_LARGE",
  PHOTO_TYPE_REFUSED: "UNSUPPORTED_MEDIA_TYPE",
  PHOTO_DAMAGED: "UNPROCESSABLE_CONTENT",
  PHOTO_NOT_FOUND: "NOT_FOUND",
  PHOTOS_UNAVAILABLE: "SERVICE_UNAVAILABLE",
  POSITION_ELSEWHERE: "BAD_REQUEST",
  CASE_NOT_FOUND: "NOT_FOUND",
  CASE_NOT_CLOSED: "CONFLICT",
  CASE_RATED_ALREADY: "CONFLICT",
  INCIDENT_HELD_ALREADY: "CONFLICT",
  INCIDENT_NOT_HELD: "CONFLICT",
  TOO_OFTEN: "TOO_MANY_REQUESTS",
  PRINTER_MISSING: "PRECONDITION_FAILED",
  PRINTER_WITHOUT_CHINESE: "PRECONDITION_FAILED",
  PRINTER_BUSY: "TOO_MANY_REQUESTS",
  PRINT_FAILED: "INTERNAL_SERVER_ERROR",
  TOO_MANY_FILTERS: "CONFLICT",
  PUSH_KEY_NOT_FOUND: "NOT_FOUND",
  ENDPOINT_INVALID: "BAD_REQUEST",
  CHANNEL_NOT_PERMITTED: "FORBIDDEN",
  CLUSTER_NOT_FOUND: "NOT_FOUND",
  NEED_NOT_FOUND: "NOT_FOUND",
  NEED_ANSWERED_ALREADY: "CONFLICT",
  CATEGORY_UNKNOWN: "UNPROCESSABLE_CONTENT",
  REPORT_NAME_TAKEN: "CONFLICT",
  ACTION_NOT_POSSIBLE: "CONFLICT",
  ACTION_NOT_YOURS: "FORBIDDEN",
  ACTION_INCOMPLETE: "BAD_REQUEST",
  INCIDENT_CHANGED_MEANWHILE: "CONFLICT",
  KEY_USED_BEFORE: "CONFLICT",
  BOUNDARIES_MISSING: "CONFLICT",
  BOUNDARIES_OVERLAP: "CONFLICT",
  DRAFT_NOT_FOUND: "NOT_FOUND",
  DRAFT_FROZEN: "CONFLICT",
  DRAFT_MOVED_ON: "CONFLICT",
  DRAFT_FULL: "CONFLICT",
  DRAFT_KEY_USED_BEFORE: "CONFLICT",
  DRAFT_BEYOND_PART: "FORBIDDEN",
  DRAFT_STEP_REFUSED: "UNPROCESSABLE_CONTENT",
  DRAFT_ACTION_NOT_POSSIBLE: "CONFLICT",
  DRAFT_ACTION_NOT_YOURS: "FORBIDDEN",
  DRAFT_BLOCKED: "UNPROCESSABLE_CONTENT",
  DRAFT_IN_CONFLICT: "CONFLICT",
  DRAFT_REASON_MISSING: "BAD_REQUEST",
  DRAFT_SUPERSEDED: "CONFLICT",
  VERSION_NOT_FOUND: "NOT_FOUND",
  VERSION_IN_FORCE: "CONFLICT",
  VERSION_MOVED_ON: "CONFLICT",
  ROUTE_NOT_FOUND: "NOT_FOUND",
  LIVE_FULL: "SERVICE_UNAVAILABLE",
  DATABASE_UNAVAILABLE: "SERVICE_UNAVAILABLE",
} as const satisfies Record<Failure["code"], TRPC_ERROR_CODE_KEY>;

class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** The error that carries a failure to the caller. */
export const toTrpcError = (failure: Failure): TRPCError =>
  new TRPCError({ code: trpcCode[failure.code], message: failure.code, cause: new RequestFailed(failure) });

/** The failure that an error carries; null = none, so the error is a bug or comes from tRPC itself. */
export const failureOf = (error: unknown): Failure | null => {
  const cause = error instanceof TRPCError ? error.cause : error;
  return cause instanceof RequestFailed ? cause.failure : null;
};
