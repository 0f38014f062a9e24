import type { Words } from "./words.ts";
import { zhCn } from "./zh-cn.ts";

/** Everything that is said anywhere, for the pages of an office. */
export const allWords: Words = {
  chinese: zhCn,
  english: async () => (await import("./en.ts")).en,
};
