import { allWords, createMessages, GetuProvider } from "@getu/ui";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LeadersPanel } from "../src/scenes/leaders-panel.tsx";

type Grids = Parameters<typeof LeadersPanel>[0]["grids"];

/** The words of the panel below its heading. */
async function saysOf(grids: Grids): Promise<string[]> {
  const messages = await createMessages("zh-CN", allWords);
  const given = { messages, children: null };
  const panel = createElement(LeadersPanel, { grids });
  const html = renderToStaticMarkup(createElement(GetuProvider, given, panel));
  return [...html.matchAll(/<(?:dt|dd|p)\b[^>]*>([^<]*)</g)].map((match) => match[1]!);
}

const street = { id: 1, name: "云桥街道", leaderName: null };
const lane = { id: 2, name: "三巷", leaderName: null };

test("the leaders of an urgent incident are named from the finest grid up, those that have none left out", async () => {
  const led = [
    { ...street, leaderName: "赵（示范）" },
    { id: 3, name: "二社区", leaderName: null },
    { ...lane, leaderName: "钱（示范）" },
  ];
  expect(await saysOf(led)).toEqual(["三巷", "钱（示范）", "云桥街道", "赵（示范）"]);
});

test("where no grid has a leader it is said in words, and so is what lies outside every grid; nothing is said before that is known", async () => {
  expect(await saysOf([street, lane])).toEqual(["本网格及上级均未登记网格长"]);
  expect(await saysOf([])).toEqual(["网格外"]);
  expect(await saysOf(null)).toEqual([]);
});
