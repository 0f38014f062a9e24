import type { Catalogue } from "@getu/domain";
import { pinyinPlace } from "./pinyin-place.ts";

type Category = Catalogue["categories"][number];

/**
 * How far a category is from what somebody typed: 0 = its name begins so, then its name somewhere, what people call it, and
 * last its conditions and code; null = it is not meant. Chinese is typed in characters or in pinyin, English anyhow.
 */
export function matchCategory({ code, name, also, conditions }: Category, typed: string): number | null {
  const wanted = typed.trim().toLowerCase();
  const isIn = (words: string): boolean => words.toLowerCase().includes(wanted);
  const isTyped = (words: string): boolean => pinyinPlace(words, wanted) >= 0;
  if (pinyinPlace(name.zh, wanted) === 0) return 0;
  if (isTyped(name.zh) || isIn(name.en)) return 1;
  if (also?.some((words) => isTyped(words))) return 2;
  const isOfCondition = conditions.some((condition) => isTyped(condition.name.zh) || isIn(condition.name.en));
  return isOfCondition || isIn(code) ? 3 : null;
}
