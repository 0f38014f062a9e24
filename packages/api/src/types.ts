// What a browser may import: types only, so that no code of the backend reaches a screen.
export type { AppRouter } from "./app-router.ts";
export type { ErrorShape } from "./error-shape.ts";
export type { Failure, InputProblem } from "./failure.ts";
