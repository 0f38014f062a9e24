import type { TakeRefusal } from "./loop/take-action.ts";

/** Thrown inside a transaction to undo what was done before the refusal. */
export class Refused extends Error {
  readonly refusal: TakeRefusal;

  constructor(refusal: TakeRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
