import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { INCIDENT_STATUSES } from "../incident/incident.ts";
import { lifecycleLabelsSchema, stageOf, toLoopWords } from "./lifecycle-labels.ts";

const shipped: unknown = JSON.parse(
  readFileSync(new URL("../../../../data/lifecycle-labels.json", import.meta.url), "utf8"),
);
const labels = lifecycleLabelsSchema.parse(shipped);

test.each([
  ["six-step", ["上报", "立案", "派遣", "处置", "反馈", "结案"]],
  ["seven-step", ["信息收集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核实结案", "综合评价"]],
])("the %s naming names the stages of one and the same loop in its own words", (key, expected) => {
  const words = toLoopWords(labels, key)!;
  expect(words.stages.map(({ name }) => name.zh)).toEqual(expected);
  const numbers = INCIDENT_STATUSES.filter((status) => status !== "suspended").map(
    (status) => stageOf(status, words).number,
  );
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

test("a naming that leaves a status without a stage is refused", () => {
  const broken = structuredClone(labels);
  broken.namings["six-step"]!.stages.pop();
  expect(() => lifecycleLabelsSchema.parse(broken)).toThrow("every status belongs to exactly one stage");
});

test("a naming that is not there is null", () => {
  expect(toLoopWords(labels, "nine-step")).toBeNull();
});
