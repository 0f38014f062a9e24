import type { ActWork, Entry, ReportWork, VisitWork } from "../src/outbox/entry.ts";

/** Noise that somebody comes upon on a patrol. */
export const REPORT: ReportWork = {
  kind: "report",
  territoryId: 1,
  channel: "patrol",
  category: "noise",
  condition: "ordinary",
  summary: "试验",
  position: [120, 30],
  accuracyMetres: null,
  seenAtMs: 0,
  gridId: null,
};

/** A visit at which all was well. */
export const VISIT: VisitWork = {
  kind: "visit",
  territoryId: 1,
  clusterId: 1,
  clusterName: "试验",
  outcome: "well",
  note: null,
  incident: null,
  demand: null,
  wish: null,
  seenAtMs: 0,
};

/** An incident about noise is accepted, or what is given is done with it. */
export const actOn = (incidentId: number, given: Partial<ActWork> = {}): ActWork => ({
  kind: "act",
  territoryId: 1,
  incidentId,
  category: "noise",
  action: "accept",
  reason: null,
  text: null,
  seenSteps: 1,
  ...given,
});

/** An entry of somebody's outbox that has not been tried, but for what is given. */
export const entryOf = (number: number, work: Entry["work"], given: Partial<Entry> = {}): Entry => ({
  key: `key-${number}`,
  number,
  personId: "somebody",
  madeAtMs: 0,
  work,
  photos: [],
  state: { kind: "waiting", tries: 0, notBeforeMs: 0, because: null },
  ...given,
});
