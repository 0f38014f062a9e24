import type { Printed, Territory } from "@getu/domain";
import { useTerritories } from "@getu/ui";
import type { ReactNode } from "react";
import { DraftPaper } from "./draft/draft-paper.tsx";
import { GridPaper } from "./grid-paper.tsx";
import { PrintBar } from "./print-bar.tsx";
import { RefusedPaper } from "./refused-paper.tsx";
import { Sheets } from "./sheets.tsx";

/** One page for both ways to paper: the browser's own printing, and the server's PDF of the same page. */
export function PrintPage({ printed }: { printed: Printed | null }): ReactNode {
  const { data: territories, error } = useTerritories();
  if (!printed) return <RefusedPaper code="ROUTE_NOT_FOUND" />;
  const territory = territories?.find(({ id }) => id === printed.territoryId);
  const isElsewhere = territories !== undefined && !territory;
  return (
    <>
      <PrintBar printed={printed} />
      {territory ? (
        <Paper {...{ territory, printed }} />
      ) : (
        <Sheets title={null} sheets={null} error={isElsewhere ? ELSEWHERE : error} />
      )}
    </>
  );
}

/** A territory of somebody else is as one that is not there. */
const ELSEWHERE = { code: "TERRITORY_NOT_FOUND" };

function Paper({ territory, printed: { what, id } }: { territory: Territory; printed: Printed }): ReactNode {
  if (what === "draft") return <DraftPaper territory={territory} draftId={id} />;
  return <GridPaper territory={territory} gridId={id} what={what} />;
}
