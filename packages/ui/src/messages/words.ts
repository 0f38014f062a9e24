import type { Messages, zhCn } from "./zh-cn.ts";

/** What a page says: the Chinese words at hand, the English ones brought when somebody reads them. */
export type Words = {
  chinese: Partial<typeof zhCn>;
  english: () => Promise<Partial<Messages>>;
};
