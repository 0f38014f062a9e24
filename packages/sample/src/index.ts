export { CODE_SEGMENTS, gridCode } from "./codes.ts";
export type { IncidentOptions, Trickle } from "./incidents.ts";
export { createSampleStreet } from "./sample.ts";
export type { Sample, SampleOptions, SampleScale } from "./sample.ts";
