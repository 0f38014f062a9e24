import { readFileSync } from "node:fs";
import { chainSchema, workingCalendarSchema } from "../src/index.ts";
import type { LoopRules } from "../src/index.ts";

const shipped = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/${name}.json`, import.meta.url), "utf8"));

/** The rules that ship with the product, in the time of Shanghai. */
export const RULES: LoopRules = {
  calendar: workingCalendarSchema.parse(shipped("working-calendar")),
  chain: chainSchema.parse(shipped("chain")),
  timeZone: "Asia/Shanghai",
};
