import type { LeaderKey } from "../leader-words.ts";
import type { Messages } from "../zh-cn.ts";
import { signIn } from "./access.ts";
import { leader } from "./leader.ts";
import { refusal } from "./refusal.ts";
import { shared } from "./shared.ts";

/** The words of the leader's phone, in English. */
export const leaderWords: Pick<Messages, LeaderKey> = { ...shared, leader, refusal, signIn };
