export { appRouter, createCaller } from "./app-router.ts";
export type { AppRouter } from "./app-router.ts";
export type { Context } from "./context.ts";
export { isDatabaseAway, toErrorShape } from "./error-shape.ts";
export type { ErrorShape } from "./error-shape.ts";
export { failureOf, toTrpcError } from "./failure.ts";
export type { Failure, InputProblem } from "./failure.ts";
export { createGridIndexes } from "./grid-indexes.ts";
export type { GridIndexes } from "./grid-indexes.ts";
