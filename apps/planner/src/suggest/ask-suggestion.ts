import type { Plan } from "@getu/domain/redraw";
import type { CountAt, DivisionQuestion, NamedLine, suggestDivision } from "@getu/editor";

/** What the thread is asked: all of it plain, so the weights come as what they are made of. */
export type SuggestionTask = {
  readonly plan: Plan;
  readonly question: Omit<DivisionQuestion, "weigh">;
  readonly by:
    | {
        readonly kind: "households";
        readonly grids: Plan["grids"];
        readonly buildings: readonly NamedLine[];
      }
    | { readonly kind: "counts"; readonly counts: readonly CountAt[] };
};

/** A division, or why there is none. */
export type Suggested = ReturnType<typeof suggestDivision>;

/** Has a division proposed in a thread of its own: the page goes on drawing for the second that it takes. Throws when the thread fails. */
export async function askSuggestion(task: SuggestionTask): Promise<Suggested> {
  const worker = new Worker(new URL("./suggest-worker.ts", import.meta.url), { type: "module" });
  const answered = Promise.withResolvers<Suggested>();
  worker.addEventListener("message", ({ data }: MessageEvent<Suggested>) => answered.resolve(data));
  worker.addEventListener("error", ({ message }) => answered.reject(new Error(message)));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(task);
  return answered.promise.finally(() => worker.terminate());
}
