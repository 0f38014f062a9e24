import type { APIRequestContext, Page } from "playwright-core";
import { ask } from "./join-as.ts";
import type { DeskServer } from "./desk-server.ts";

const MOST_LISTED = 500;

/** What a test goes by of an incident. */
export type Listed = { id: number; status: string; reportedAt: string };

/** Every incident, newest first, by the list that the wall reads. */
export async function listNewestFirst(
  api: APIRequestContext,
  { server, territoryId }: { server: DeskServer; territoryId: number },
): Promise<Listed[]> {
  const all: Listed[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const input = { territoryId, limit: MOST_LISTED, ...(before !== undefined && { before }) };
    const page = await ask<{ incidents: Listed[] }>(api, { server, path: "incident.list", input });
    all.push(...page.incidents);
    if (page.incidents.length < MOST_LISTED) return all;
  }
}

/** The numbers of the rows that are in the page, from the top down. */
export const idsShown = (page: Page): Promise<number[]> =>
  page
    .locator("[data-row-key]")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-row-key"))));
