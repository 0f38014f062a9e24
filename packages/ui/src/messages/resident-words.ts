import type { Words } from "./words.ts";
import { resident } from "./zh-cn/resident.ts";
import { shared } from "./zh-cn/shared.ts";

const chinese = { ...shared, resident };

/** Which of the messages a resident's phone has. */
export type ResidentKey = keyof typeof chinese;

/** What a resident's phone says, and no more: it waits for every kilobyte. */
export const residentWords: Words = {
  chinese,
  english: async () => (await import("./en/resident-words.ts")).residentWords,
};
