import { readFileSync } from "node:fs";
import { explainDeadline, workingCalendarSchema } from "@getu/domain";
import type { ClockInput } from "@getu/domain";
import { expect, test } from "vitest";
import { deadlineLine } from "./deadline-line.ts";
import { createFormat } from "./format.ts";
import { allWords } from "./messages/all-words.ts";
import { createMessages } from "./messages/i18n.ts";
import type { Language } from "./messages/i18n.ts";

const file = new URL("../../../data/working-calendar.json", import.meta.url);
const calendar = workingCalendarSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const at = (text: string): Date => new Date(`${text}:00+08:00`);

const lineOf = async (clock: ClockInput, language: Language): Promise<string> =>
  deadlineLine(explainDeadline(clock, { calendar, timeZone: "Asia/Shanghai" }), {
    t: (await createMessages(language, allWords)).t,
    language,
    format: createFormat(language, "Asia/Shanghai"),
    now: at("2026-09-24T17:00"),
    nameOf: (id) => (id === "s1" ? "李书记" : id),
  });

const BUSY: ClockInput = {
  startedAt: at("2026-09-24T16:00"),
  rule: { amount: 3, unit: "working-day" },
  pauses: [
    { from: at("2026-09-28T10:00"), to: at("2026-09-29T10:00"), kind: "suspension", approvedBy: "s1" },
  ],
  extensions: [{ approvedBy: "s1" }],
};

test("one line says rule, windows, extension, holidays, weekend, suspension with its approver, and the end", async () => {
  expect(await lineOf(BUSY, "zh-CN")).toBe(
    "16:00 起算，限 3 个工作日（08:00–12:00、14:00–18:00，8 小时为 1 日）；延期 1 次，每次加原时限（批准：李书记）；" +
      "跳过中秋节 09-25 至 09-27、国庆节 10-01 至 10-07、周末 1 天；扣除挂账 09-28 10:00 至 09-29 10:00（批准：李书记），10-12 16:00 到期",
  );
  expect(await lineOf(BUSY, "en")).toContain(
    "skipping Mid-Autumn Festival 09-25 to 09-27, National Day 10-01 to 10-07",
  );
});

test("the English line reads right for one of anything as for many", async () => {
  const rules = ["urgent-hour", "hour", "working-hour", "working-day", "calendar-day"] as const;
  for (const unit of rules)
    for (const amount of [1, 3]) {
      const clock: ClockInput = { startedAt: at("2026-09-24T16:00"), rule: { amount, unit } };
      expect(await lineOf(clock, "en")).toMatch(new RegExp(`^From 16:00: ${amount}-[a-z-]+ limit`));
    }
  expect(await lineOf(BUSY, "en")).not.toMatch(/\b1 [a-z ]*s\b/); // no "1 times", no "1 days"
});

test("a clock that stands says so instead of a time", async () => {
  const standing: ClockInput = {
    startedAt: at("2026-09-24T16:00"),
    rule: { amount: 2, unit: "calendar-day" },
    pauses: [{ from: at("2026-09-24T16:30"), to: null, kind: "pause", approvedBy: "s1" }],
  };
  expect(await lineOf(standing, "zh-CN")).toBe(
    "16:00 起算，限 2 个自然日（每日 24 小时）；扣除暂停 16:30 至 今（批准：李书记），计时已停",
  );
});

test("years whose holidays are not known are said in the line", async () => {
  const far: ClockInput = { startedAt: at("2027-01-04T09:00"), rule: { amount: 1, unit: "working-day" } };
  expect(await lineOf(far, "zh-CN")).toContain("2027 年放假安排未载入，仅跳过周末");
});
