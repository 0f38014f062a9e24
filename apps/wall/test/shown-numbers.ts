import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Deadlines pass all the while; a screen hears of it at its next question. */
export const WITHIN = { timeout: 40_000, interval: 250 };

/** What differs of what a screen shows and what was counted, with both. */
export function differing(shown: object, counted: object): object {
  const [is, was] = [new Map(Object.entries(shown)), new Map(Object.entries(counted))];
  const differ = [...new Set([...is.keys(), ...was.keys()])].filter(
    (key) => !isDeepStrictEqual(is.get(key), was.get(key)),
  );
  return Object.fromEntries(differ.map((key) => [key, { shown: is.get(key), counted: was.get(key) }]));
}

/** What a text says in digits. */
export const numberIn = (text: string): number => Number(text.replace(/\D/g, ""));

/** A list has no more. */
const MOST_LISTED = 50;

/** Opens the list of a number and has it show what the tables hold: as many as the number says and there is room for. */
export async function expectList(
  page: Page,
  { button, name, ids }: { button: Locator; name: string; ids: () => Promise<number[]> },
): Promise<void> {
  await button.click();
  const dialog = page.getByRole("dialog", { name, exact: true });
  const list = dialog.locator(".owned");
  await list.locator(".owned__row").first().waitFor();
  const look = async (): Promise<object> => {
    const counted = await ids();
    const shown = await list.evaluate(readList);
    const rows = shown.isFull ? shown.ids.length : Math.min(counted.length, MOST_LISTED);
    const said = numberIn(await button.innerText());
    return differing({ said, ids: shown.ids }, { said: counted.length, ids: counted.slice(0, rows) });
  };
  await expect.poll(look, WITHIN).toEqual({});
  expect(await list.locator(".owned__row").count()).toBeGreaterThan(0);
  await dialog.getByRole("button", { name: "关闭" }).click();
}

/** Runs in the browser: what a list shows, and whether it has no room for another row. */
function readList(list: Element): { ids: number[]; isFull: boolean } {
  const rows = [...list.querySelectorAll(".owned__row")];
  const last = rows.at(-1)?.getBoundingClientRect();
  const left = list.getBoundingClientRect().bottom - (last?.bottom ?? 0);
  const ids = rows.map((row) =>
    Number(row.getAttribute("data-incident") ?? row.getAttribute("data-camera-id")),
  );
  return { ids, isFull: last !== undefined && left < last.height };
}

/** Turns an open list to its end; the ids of all its rows, page by page, and what each page said of its place. */
export async function turnThrough(dialog: Locator): Promise<{ ids: number[][]; said: string[] }> {
  const [list, on] = [dialog.locator(".owned"), dialog.getByRole("button", { name: "下一页" })];
  const told = dialog.locator(".turner__place");
  const [ids, said]: [number[][], string[]] = [[], []];
  for (let before = 0; ; before += ids.at(-1)!.length) {
    const isThere = async (): Promise<boolean> => {
      const { length } = (await list.evaluate(readList)).ids;
      const text = (await told.count()) === 1 ? await told.innerText() : "";
      return length > 0 && text.startsWith(`第 ${before + 1}–${before + length} 条`);
    };
    await expect.poll(isThere, WITHIN).toBe(true);
    ids.push((await list.evaluate(readList)).ids);
    said.push(await told.innerText());
    if (await on.isDisabled()) return { ids, said };
    await on.click();
  }
}
