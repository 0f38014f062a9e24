import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { forgetOldest } from "./forget-oldest.ts";
import { queueKey } from "./use-queue.ts";

const MOST = 3;

let client = new QueryClient();
afterEach(() => {
  client.clear();
  client = new QueryClient();
});

/** A page of a community, as it came at that minute; null = it was asked for and has not come. */
function keep(community: number, minute: number | null, territoryId = 1): readonly unknown[] {
  const key = [...queueKey(territoryId), { filter: { gridId: community } }, null];
  if (minute === null) client.getQueryCache().build(client, { queryKey: key });
  else client.setQueryData(key, `page ${community}`, { updatedAt: minute * 60_000 });
  return key;
}

const known = (): unknown[] =>
  client
    .getQueryCache()
    .getAll()
    .map(({ state }) => state.data);

test("T17 of the pages that a wall has left, those that came last are kept, however many communities the city has", () => {
  for (let minute = 1; minute <= 200; minute += 1) {
    keep(minute, minute);
    forgetOldest(client, queueKey(1), MOST);
    expect(known().length).toBeLessThanOrEqual(MOST);
  }
  expect(known()).toEqual(["page 198", "page 199", "page 200"]);
});

test("T09 what a wall that is cut off asks for in vain drives out nothing that it has", () => {
  for (const minute of [1, 2, 3]) keep(minute, minute);
  for (const community of [4, 5, 6]) keep(community, null);
  forgetOldest(client, queueKey(1), MOST);
  expect(known()).toEqual(["page 1", "page 2", "page 3"]);
});

test("the page that is on the screen stays, however old it is, and so does what is no page of that territory", () => {
  const shown = new QueryObserver(client, { queryKey: keep(1, 1), enabled: true, staleTime: Infinity });
  const leave = shown.subscribe(() => {});
  keep(2, 1, 2);
  for (const minute of [3, 4, 5, 6]) keep(minute, minute);
  forgetOldest(client, queueKey(1), MOST);
  expect(
    known()
      .map(String)
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(["page 1", "page 2", "page 4", "page 5", "page 6"]);
  leave();
});
