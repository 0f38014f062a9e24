import type { Territory } from "@getu/domain";
import { useBoard, usePlaces } from "@getu/ui";
import type { ReactNode } from "react";
import { BoardSheet } from "./board/board-sheet.tsx";
import type { BoardPaper } from "./board/board-sheet.tsx";
import { BookletCover } from "./booklet/booklet-cover.tsx";
import { BookletList, BookletOverview } from "./booklet/booklet-overview.tsx";
import { BookletPage } from "./booklet/booklet-page.tsx";
import { listOf } from "./booklet/booklet-pages.ts";
import { usePaperGround } from "./map/use-ground.ts";
import { Sheets } from "./sheets.tsx";

type GridPaperProps = { territory: Territory; gridId: number; what: "board" | "booklet" };

/** The board or the booklet of a grid, once everything is there that it is drawn from. */
export function GridPaper({ territory, gridId, what }: GridPaperProps): ReactNode {
  const { data: set, error } = useBoard(territory.id, gridId);
  const { data: places } = usePlaces(territory.id);
  const ground = usePaperGround(territory.id);
  const isReady = set && places && ground;
  const paper = isReady ? { territory, set, places, ground } : null;
  const title = set?.head.grid.name ?? null;
  const sheets = paper && (what === "board" ? [<BoardSheet key="board" {...paper} />] : bookletOf(paper));
  return <Sheets {...{ title, sheets, error }} />;
}

/** Cover, map of all, list, and a page for each grid. */
function bookletOf(paper: BoardPaper): ReactNode[] {
  const { set } = paper;
  const { name } = set.head.grid;
  const lists = listOf(set.parts.length > 0 ? set.parts : [set.head]);
  return [
    <BookletCover key="cover" {...paper} />,
    <BookletOverview key="overview" {...paper} />,
    ...lists.map((list, i) => (
      <BookletList key={`list ${list[0]?.number}`} {...{ name, list }} page={3 + i} />
    )),
    ...lists.flat().map((listed) => <BookletPage key={listed.board.grid.id} {...paper} listed={listed} />),
  ];
}
