import { boardSetSchema, createGridTree, noticeOf } from "@getu/domain";
import type { Board, Grid, NoticeSettings, Territory } from "@getu/domain";
import { findGridsAround, listGrids, listVersions } from "@getu/store";
import { toTrpcError } from "./failure.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The board of a grid with those of its parts: what hangs in public, and no more than the asker may see. */
const get = territoryProcedure("grid.print")
  .input(territoryInputSchema.extend({ gridId: idSchema }))
  .output(boardSetSchema)
  .query(async ({ ctx, input: { territoryId, gridId } }) => {
    const [around, grids, versions] = await Promise.all([
      findGridsAround(ctx.db, { ...ctx.scope, gridId }),
      listGrids(ctx.db, ctx.scope),
      listVersions(ctx.db, { territoryId }),
    ]);
    const boardOf = createBoards(ctx.notice, ctx.territory, grids);
    const head = boardOf(gridId);
    const version = versions.find(({ number }) => number === around?.version);
    if (!around || !head || !version) throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId });
    const parts = around.grids.filter(({ id, isOwn }) => isOwn && id !== gridId);
    return {
      effectiveFrom: version.effectiveFrom,
      reportUrl: ctx.reportUrlOf(ctx.territory),
      head,
      parts: parts.flatMap(({ id }) => boardOf(id) ?? []).sort(byCode),
      around,
    };
  });

const byCode = (one: Board, other: Board): number =>
  one.grid.code < other.grid.code ? -1 : Number(one.grid.code > other.grid.code);

/** Writes the board of a grid of these; null = it is none of them. */
function createBoards(notice: NoticeSettings, territory: Territory, grids: readonly Grid[]) {
  const tree = createGridTree(grids);
  return (gridId: number): Board | null => {
    const [grid, ...above] = tree.chainOf(gridId);
    if (!grid) return null;
    const { id, code, name, tier, parentId, households, householdsEstimated, anchor, areaSquareMetres } =
      grid;
    const { leader, dutyTelephone, duties } = noticeOf(notice, territory, [grid, ...above]);
    return {
      grid: { id, code, name, tier, parentId, households, householdsEstimated, anchor, areaSquareMetres },
      above: above
        .map((each) => ({
          tier: each.tier,
          name: each.name,
          leader: noticeOf(notice, territory, [each]).leader,
        }))
        .reverse(),
      leader,
      dutyTelephone,
      duties: [...duties],
    };
  };
}

/** Notice boards of grids. */
export const boardRouter = router({ get });
