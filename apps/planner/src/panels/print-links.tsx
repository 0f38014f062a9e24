import { may, printAddress } from "@getu/domain";
import type { Print } from "@getu/domain";
import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { PlanGrid } from "@getu/domain/redraw";
import { useAccount, useLanguage } from "@getu/ui";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type PrintLinksProps = {
  territoryId: number;
  grid: PlanGrid;
  /** The grids above it, the nearest first. */
  parents: readonly PlanGrid[];
};

/** Ways to paper: the grid's own notice board, and the booklet of each grid above it, as they are in force. */
export function PrintLinks({ territoryId, grid, parents }: PrintLinksProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { data: account } = useAccount();
  const viewer = { caller: { kind: "nobody" }, grants: account?.grants ?? [] } as const;
  if (grid.id >= FIRST_NEW_GRID || !may(viewer, "grid.print", { territoryId })) return null;
  const link = (what: Print, id: number, words: string): ReactNode => (
    <Button
      key={`${what} ${id}`}
      size="small"
      target="_blank"
      href={printAddress({ territoryId, what, id }, language)}
    >
      {words}
    </Button>
  );
  return (
    <div className="planner__neighbours">
      {link("board", grid.id, t("print.board.open"))}
      {parents.map(({ id, name }) => link("booklet", id, `${name} · ${t("print.booklet.open")}`))}
    </div>
  );
}
