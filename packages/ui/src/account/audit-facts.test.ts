import { ANSWERED_FOR, QUEUE_ORDERS, QUEUES } from "@getu/domain";
import type { NamedAuditEntry } from "@getu/domain";
import { describe, expect, test } from "vitest";
import { allWords } from "../messages/all-words.ts";
import { createMessages } from "../messages/i18n.ts";
import type { Language } from "../messages/i18n.ts";
import { factsText } from "./audit-facts.ts";

const chinese = await createMessages("zh-CN", allWords);
const english = await createMessages("en", allWords);

const entryOf = (facts: NamedAuditEntry["facts"]): NamedAuditEntry => ({
  seq: 1,
  at: "2026-11-26T02:00:00.000Z",
  actor: "person:1",
  action: "export",
  subject: null,
  territoryId: 1,
  facts,
  reason: null,
  address: null,
  names: { "grid:7": "柳溪社区", "person:9": "何晓岚" },
});

function told(facts: NamedAuditEntry["facts"], language: Language = "zh-CN"): string {
  const { t } = language === "en" ? english : chinese;
  return factsText(entryOf(facts), {
    t,
    categoryOf: (code) => (code === "street-light" ? t("product") : code),
    timeOf: (iso) => iso.slice(0, 10),
  });
}

const filter = JSON.stringify({
  statuses: ["assigned", "handling"],
  categories: ["street-light"],
  severities: ["urgent"],
  channels: ["hotline"],
  gridId: 7,
  reportedFrom: "2026-11-01T00:00:00Z",
  reportedTo: "2026-11-26T00:00:00Z",
  overdue: true,
  text: "12 characters",
});

describe("the facts of the log", () => {
  test("are said in the screen's language, a filter as what it narrows", () => {
    const asked = { what: "incidents", queue: "overdue", order: "climbed", filter, format: "csv", rows: 12 };
    const text = told(asked);
    for (const words of [
      "内容 事件",
      "队列 超期",
      "排序 按升级排",
      "状态 已派遣 / 处置中",
      "只看超期",
      "12 字",
    ])
      expect(text).toContain(words);
    expect(text.replaceAll(/csv|\d/g, "")).not.toMatch(/[A-Za-z{}"]/);
    expect(told(asked, "en")).not.toMatch(/\p{Script=Han}|[{}"]/u);
  });

  test.each(
    [
      ...QUEUES.map((queue) => ({ queue })),
      ...QUEUE_ORDERS.map((order) => ({ order })),
      ...ANSWERED_FOR.map((permission) => ({ permission })),
      ...["password", "code"].map((step) => ({ step })),
      ...["dry run", "run"].map((mode) => ({ mode })),
      ...["conflict", "problem"].map((why) => ({ why })),
      ...["incidents", "assessment", "visits", "grant", "own grant", "account", "own account"].map(
        (what) => ({
          what,
        }),
      ),
      { revision: 3, drewIt: true },
      { scenes: "territory,overdue,urgent" },
      { filter: "{}" },
      ...[
        { gridId: null, reached: null },
        { gridId: 7, reached: 0 },
      ].map((where) => ({ filter: JSON.stringify(where) })),
      { role: "dispatcher", gridId: 7, isWhole: true, person: "person:9" },
    ].map((facts) => ({ facts, said: JSON.stringify(facts) })),
  )("$said has words for every part", ({ facts }) => {
    expect(told(facts)).not.toMatch(/[A-Za-z]/);
    expect(told(facts, "en")).not.toMatch(/\w\.\w/); // as codes are written
  });

  test("keep what nobody has a word for as it is, and leave out what has no value", () => {
    expect(told({ unheardOf: "x", rows: null, filter: "no filter at all" })).toBe(
      "unheardOf x · 条件 no filter at all",
    );
  });
});
