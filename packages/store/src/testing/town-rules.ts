import { readFileSync } from "node:fs";
import {
  catalogueSchema,
  chainSchema,
  lifecycleLabelsSchema,
  toLoopWords,
  workingCalendarSchema,
} from "@getu/domain";
import type { Rulebook } from "@getu/domain";
import type { Report } from "../index.ts";
import { townPosition } from "./made-up-town.ts";

const shipped = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../data/${name}.json`, import.meta.url), "utf8"));

const conditions = [
  ["default", "minor", 1, "calendar-day"],
  ["quick", "urgent", 1, "urgent-hour"],
  ["long", "major", 7, "calendar-day"],
].map(([key, severity, amount, unit]) => ({
  key,
  severity,
  name: { zh: "虚构情形", en: "Made-up case" },
  deadline: { amount, unit },
}));

/**
 * What the house works by as it ships, with made-up categories whose deadlines are easy to reckon with; dumping demands
 * a photo of the place after the work.
 */
export const RULEBOOK: Rulebook = {
  calendar: workingCalendarSchema.parse(shipped("working-calendar")),
  chain: chainSchema.parse(shipped("chain")),
  catalogue: catalogueSchema.parse({
    version: "made-up",
    source: "made up",
    date: "2026-11-26",
    areas: [{ key: "made-up", name: { zh: "虚构", en: "Made up" } }],
    categories: [
      { code: "noise", area: "made-up", name: { zh: "虚构噪声", en: "Made-up noise" }, conditions },
      {
        code: "dumping",
        area: "made-up",
        name: { zh: "虚构倾倒", en: "Made-up dumping" },
        conditions,
        proof: ["after"],
      },
    ],
  }),
};

/** The six-step naming as it ships. */
export const LOOP_WORDS = toLoopWords(lifecycleLabelsSchema.parse(shipped("lifecycle-labels")), "six-step")!; // it ships

/** A report from the middle of lane 0-0, unless said otherwise. */
export const townReport = (given: Partial<Report> = {}): Report => ({
  externalId: null,
  category: "noise",
  condition: "default",
  channel: "hotline",
  summary: "made up",
  position: townPosition(0.5, 0.5),
  accuracyMetres: null,
  occurredAt: "2026-05-01T02:00:00.000Z",
  ...given,
});
