import type { Words } from "./words.ts";
import { signIn } from "./zh-cn/access.ts";
import { leader } from "./zh-cn/leader.ts";
import { refusal } from "./zh-cn/refusal.ts";
import { shared } from "./zh-cn/shared.ts";

const chinese = { ...shared, leader, refusal, signIn };

/** Which of the messages the leader's phone has. */
export type LeaderKey = keyof typeof chinese;

/** What the leader's phone says, and no more: it waits for every kilobyte. */
export const leaderWords: Words = {
  chinese,
  english: async () => (await import("./en/leader-words.ts")).leaderWords,
};
