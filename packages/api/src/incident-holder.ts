import { noticeOf } from "@getu/domain";
import type { LoopState, Territory } from "@getu/domain";
import { listDutyHolders, listGridChain } from "@getu/store";
import { z } from "zod";
import type { Context } from "./context.ts";

/**
 * Who has an incident now: whose role is on the duty that is asked, or else owns it; where nobody's is, whom its grid
 * names. The telephone is one that the office itself hangs out, never a reporter's; null = it hangs out none.
 */
export const holderSchema = z.strictObject({
  people: z.array(z.strictObject({ id: z.string().nullable(), name: z.string() })),
  telephone: z.string().nullable(),
});

/** Reads who has an incident in this state. */
export async function findHolder(
  { db, notice }: Pick<Context, "db" | "notice">,
  { asked, owner }: LoopState,
  territory: Territory,
): Promise<z.infer<typeof holderSchema>> {
  const { gridPath } = asked?.duty ?? owner;
  const gridId = gridPath === "" ? null : Number(gridPath.split("/").at(-1));
  const [holders, chain] = await Promise.all([
    listDutyHolders(db, { territoryId: territory.id, gridId }),
    gridId === null ? [] : listGridChain(db, { territoryId: territory.id, gridId }),
  ]);
  const [grid, ...above] = chain.toReversed();
  const named = grid?.leaderName ? [{ id: null, name: grid.leaderName }] : [];
  const people = holders.length > 0 ? holders : named;
  if (!grid) return { people, telephone: notice.territories[territory.code]?.dutyTelephone ?? null };
  const { leader, dutyTelephone } = noticeOf(notice, territory, [grid, ...above]);
  return { people, telephone: leader?.telephone ?? dutyTelephone };
}
