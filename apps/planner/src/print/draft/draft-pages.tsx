import type { Catalogue, Territory } from "@getu/domain";
import type { Impact } from "@getu/domain/redraw";
import { useLanguage } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import type { TFunction } from "@getu/ui";
import { useMemo } from "react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PaperGround } from "../map/use-ground.ts";
import { packTables } from "../table/pack-tables.ts";
import { heightsOf } from "../table/paper-table.ts";
import type { PaperTable } from "../table/paper-table.ts";
import { TablePieceView } from "../table/table-piece.tsx";
import { balanceTable, leaderTable } from "./balance-tables.ts";
import { changePlaces } from "./change-places.ts";
import type { ChangePlace } from "./change-places.ts";
import type { Compared } from "./compared-plans.ts";
import { DraftHead } from "./draft-head.tsx";
import { gridTable } from "./grid-table.ts";
import { movedAreaTable, movedThingTables } from "./moved-tables.ts";
import { OverviewMap } from "./overview-map.tsx";
import { DraftLegend, PlaceMaps } from "./place-maps.tsx";
import type { Side } from "./plan-map.tsx";
import { recordTable } from "./record-table.ts";
import { rowNumbers } from "./row-numbers.ts";

/** What a draft's paper is drawn from. */
export type DraftContent = {
  territory: Territory;
  draft: OpenDraft;
  compared: Compared;
  catalogue: Catalogue;
  /** Null = there is none to be told. */
  impact: Impact | null;
  ground: PaperGround;
};

/** Two maps beside each other below the head of the first page, two on a page, one on a page. */
const BESIDE_BELOW_HEAD = { width: 132, height: 122, margin: 8 };
const BESIDE = { width: 132, height: 146, margin: 8 };
const ALONE = { width: 269, height: 146, margin: 8 };
const OVERVIEW = { width: 269, height: 126, margin: 14 };

/** Up to so many grids are legible on half a page. */
const MOST_BESIDE = 14;

const SIDES = ["before", "after"] as const satisfies readonly Side[];

/** What stands on each page: the first with the head, then maps of every place, then the tables. */
export function useDraftPages(content: DraftContent | null): ReactElement[] | null {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return useMemo(() => {
    if (!content) return null;
    const tables = tablesOf(content, { t, labelOf });
    return [...mapPages(content, t), ...tablePages(tables)];
  }, [content, t, labelOf]);
}

function mapPages(content: DraftContent, t: TFunction): ReactElement[] {
  const { territory, draft, compared, ground, impact } = content;
  const head = <DraftHead {...{ territory, draft, compared }} />;
  const places = changePlaces(compared, BESIDE);
  const numbers = rowNumbers(impact, compared);
  const [only] = places;
  if (!only) return [<div key="head">{head}</div>];
  if (places.length === 1 && only.owners.size <= MOST_BESIDE) {
    const size = BESIDE_BELOW_HEAD;
    return [
      <div key="head">
        {head}
        <PlaceMaps {...{ compared, numbers, ground, place: only, sides: SIDES, size }} />
        <DraftLegend />
      </div>,
    ];
  }
  const first = (
    <div key="head">
      {head}
      <div className="draft__maps">
        <figure>
          <figcaption>{t("print.draft.overview")}</figcaption>
          <OverviewMap {...{ compared, places, ground }} size={OVERVIEW} />
        </figure>
      </div>
    </div>
  );
  const pagesOf = (place: ChangePlace, i: number): ReactElement[] => {
    const title = t("print.draft.placeOf", { number: i + 1, count: places.length, grids: place.owners.size });
    const isBeside = place.owners.size <= MOST_BESIDE;
    const each: readonly (readonly Side[])[] = isBeside ? [SIDES] : SIDES.map((side) => [side]);
    return each.map((sides) => (
      <div key={`${i} ${sides.join()}`}>
        <h2 className="draft__place">{title}</h2>
        <PlaceMaps {...{ compared, numbers, ground, place, sides, size: isBeside ? BESIDE : ALONE }} />
        <DraftLegend />
      </div>
    ));
  };
  return [first, ...places.flatMap(pagesOf)];
}

type Words = { t: TFunction; labelOf: ReturnType<typeof useLanguage>["labelOf"] };

function tablesOf({ compared, impact, catalogue }: DraftContent, { t, labelOf }: Words): PaperTable[] {
  const tables = [
    impact && gridTable(impact, t),
    compared.moved.length > 0 ? movedAreaTable(compared, t) : null,
    recordTable(compared, t),
    impact && balanceTable(impact, t),
    impact && leaderTable(impact, t),
    ...(impact ? movedThingTables({ impact, compared, catalogue, t, labelOf }) : []),
  ];
  return tables.filter((table) => table !== null);
}

/** What of a page is left to tables between its rims. */
const TABLE_PAGE_MM = 180;

const tablePages = (tables: readonly PaperTable[]): ReactElement[] =>
  packTables(tables.map(heightsOf), TABLE_PAGE_MM).map((pieces) => (
    <div key={pieces.map(({ table, number }) => `${table} ${number}`).join()}>
      {pieces.map((piece) => (
        <TablePieceView key={tables[piece.table]!.key} table={tables[piece.table]!} piece={piece} /> // it is one of these
      ))}
    </div>
  ));
