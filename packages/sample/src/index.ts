export { CODE_SEGMENTS, gridCode } from "./codes.ts";
export type { IncidentOptions, Trickle } from "./incidents.ts";
export { drawMadeUpPhoto, SCENES } from "./made-up-photo.ts";
export type { Moment, Scene } from "./made-up-photo.ts";
export { tellHistories } from "./history.ts";
export type { History, HistoryOptions } from "./history.ts";
export type { Bare, Cast } from "./tale.ts";
export { createSampleStreet } from "./sample.ts";
export type { Sample, SampleOptions, SampleScale } from "./sample.ts";
