import type { Action, Channel, NewVisit, PhotoKind } from "@getu/domain";

/** A photo of an entry; its picture lies in the vault. */
export type EntryPhoto = {
  kind: PhotoKind;
  /** Its name in the vault. */
  picture: string;
  /** What the server calls it and since when it has it; null = not there yet. */
  sent: { id: string; atMs: number } | null;
};

/** When that was, by the phone's clock, and whether its author has been asked about it and stands by it. */
type NotedTime = { seenAtMs: number; isTimeSure?: boolean };

/** What a leader has seen and writes down. */
export type ReportWork = NotedTime & {
  kind: "report";
  territoryId: number;
  channel: Extract<Channel, "patrol" | "visit">;
  category: string;
  condition: string;
  summary: string;
  position: [number, number];
  accuracyMetres: number | null;
  /** The grid that the offline copy gave; null = none of it. */
  gridId: number | null;
};

/** What a leader has done with an incident. */
export type ActWork = {
  kind: "act";
  territoryId: number;
  incidentId: number;
  category: string;
  action: Action;
  reason: string | null;
  text: string | null;
  /** How long the history will be when it is its turn. */
  seenSteps: number;
};

/** Whom a leader has visited, and what came of it. */
export type VisitWork = Pick<NewVisit, "outcome" | "note" | "demand" | "wish"> &
  NotedTime & {
    kind: "visit";
    territoryId: number;
    clusterId: number;
    clusterName: string;
    /** At the address itself. */
    incident: { category: string; condition: string; summary: string } | null;
  };

/** How an entry stands. */
type EntryState =
  /** `because`: the code of what hindered the last try; null = none was hindered. */
  | { kind: "waiting"; tries: number; notBeforeMs: number; because: string | null }
  | { kind: "sending"; tries: number }
  /** `incidentId`: null = a visit of which none came; `gridId`: where the server has placed it, null = outside every grid. */
  | { kind: "sent"; atMs: number; incidentId: number | null; gridId: number | null }
  | { kind: "refused"; code: string }
  /**
   * Somebody was quicker, it is somebody else's by now, or its key has brought something else, which is `takenAs`: both
   * versions are shown.
   */
  | { kind: "conflict"; code: string; takenAs?: number }
  /** Its author keeps it for themselves: it is not sent, and stays until they take it away. */
  | { kind: "noted"; atMs: number };

/** One thing to be sent once. */
export type Entry = {
  /** 32 hexadecimal digits; the server takes each key once. */
  key: string;
  /** Its place among all entries. */
  number: number;
  personId: string;
  madeAtMs: number;
  work: ReportWork | ActWork | VisitWork;
  photos: readonly EntryPhoto[];
  state: EntryState;
};
