import type { Need } from "@getu/domain";
import { describe, expect, test } from "vitest";
import { answerNeed, countNeeds, listNeeds, listVisits } from "../src/index.ts";
import { db, MATTER, town, useVisitTownEach } from "./visit-town.ts";

useVisitTownEach();

describe("a demand or a micro-wish", () => {
  test("is answered by whoever is first: the same answer again is the first, another one comes too late, and one elsewhere is none", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    await town.visit({ clusterId: clusters.get("0-0")!, given: MATTER });
    const [need] = await listNeeds(db, { territoryId, state: "open", limit: 1 });
    const given = {
      territoryId,
      needId: need!.id,
      text: "已办（虚构）",
      answeredBy: "person:leader",
      seen: 0,
    };
    expect(await answerNeed(db, { ...given, within: [town.idOf("community-1")] })).toBe("unknown");
    expect(await answerNeed(db, given)).toBe("answered");
    expect(await answerNeed(db, given)).toBe("answered");
    expect(await answerNeed(db, { ...given, answeredBy: "person:b" })).toBe("before");
    expect(await answerNeed(db, { ...given, needId: 987_654 })).toBe("unknown");
    const done = await listNeeds(db, { territoryId, state: "done", limit: 9 });
    expect(done.map(({ id, answer }) => [id, answer?.text, answer?.by, answer?.earlier])).toEqual([
      [need!.id, "已办（虚构）", "虚构网格长", []],
    ]);
    expect(await listNeeds(db, { territoryId, state: "open", limit: 9 })).toHaveLength(1);
  });

  test("has its answer corrected by whoever has seen all that were given: these stay behind it, each with who gave it", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    const clusterId = clusters.get("0-0")!;
    await town.visit({ clusterId, given: MATTER });
    const [{ id: needId }] = (await listNeeds(db, { territoryId, state: "open", limit: 1 })) as [Need];
    const answer = (text: string, seen: number, answeredBy = "person:leader") =>
      answerNeed(db, { territoryId, needId, text, seen, answeredBy });
    expect(await answer("七月安装（虚构）", 0)).toBe("answered");
    const both = await Promise.all([answer("八月安装（虚构）", 1), answer("不装了（虚构）", 1, "person:b")]);
    expect(both.toSorted()).toEqual(["answered", "before"]);
    expect(await answer("九月安装（虚构）", 3)).toBe("before"); // nobody has seen what is not there
    expect(await answer("九月安装（虚构）", 2)).toBe("answered");
    expect(await answer("九月安装（虚构）", 2)).toBe("answered"); // once more on its way
    const [need] = await listNeeds(db, { territoryId, state: "done", limit: 9 });
    const second = both[0] === "answered" ? ["八月安装（虚构）", "虚构网格长"] : ["不装了（虚构）", null];
    expect(need!.answer).toMatchObject({ text: "九月安装（虚构）", by: "虚构网格长" });
    expect(need!.answer!.earlier.map(({ text, by }) => [text, by])).toEqual([
      ["七月安装（虚构）", "虚构网格长"],
      second,
    ]);
    const [told] = await listVisits(db, { territoryId, clusterId, limit: 1 });
    expect(told!.needs.map(({ answer: given }) => given)).toEqual([null, need!.answer]);
  });

  test("comes in pages that leave none out", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    for (const name of ["0-0", "1-1", "2-2"])
      await town.visit({ clusterId: clusters.get(name)!, given: MATTER });
    const all = await listNeeds(db, { territoryId, state: "open", limit: 99 });
    const paged = [];
    for (let before: number | undefined; ;) {
      const page = await listNeeds(db, { territoryId, state: "open", limit: 2, before });
      paged.push(...page);
      before = page.at(-1)?.id;
      if (before === undefined) break;
    }
    expect(paged).toEqual(all);
    expect(all).toHaveLength(6);
    const count = (of: object) => countNeeds(db, { territoryId, state: "open", ...of });
    const within = [town.idOf("lane-1-1")];
    expect(await Promise.all([{}, { kind: "wish" }, { within }, { state: "done" }].map(count))).toEqual([
      6, 3, 2, 0,
    ]);
  });
});
