import type { Catalogue } from "@getu/domain";
import type { Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hectares } from "../../panels/quantity.ts";
import { BalanceTable, LeaderTable } from "./balance-tables.tsx";
import type { Compared } from "./compared-plans.ts";
import { GridTable } from "./grid-table.tsx";
import { MovedThings } from "./moved-things.tsx";

type DraftTablesProps = {
  compared: Compared;
  catalogue: Catalogue;
  /** Null = there is none to be told. */
  impact: Impact | null;
};

/** What changes in numbers and by name: as many pages as it takes. */
export function DraftTables({ compared, catalogue, impact }: DraftTablesProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet sheet--flow draft__tables">
      {impact ? <GridTable impact={impact} /> : <p>{t("print.draft.superseded")}</p>}
      <MovedAreaTable compared={compared} />
      {impact && (
        <>
          <BalanceTable impact={impact} />
          <LeaderTable impact={impact} />
          <MovedThings {...{ impact, compared, catalogue }} />
        </>
      )}
    </section>
  );
}

function MovedAreaTable({ compared: { moved } }: { compared: Compared }): ReactNode {
  const { t } = useTranslation();
  if (moved.length === 0) return <p>{t("print.draft.nothing")}</p>;
  return (
    <section>
      <h2>{t("print.draft.areas")}</h2>
      <table className="paper-table">
        <thead>
          <tr>
            <th>{t("print.booklet.number")}</th>
            <th>{t("print.draft.fromTo")}</th>
            <th className="paper-table__count">{t("print.draft.hectares")}</th>
          </tr>
        </thead>
        <tbody>
          {moved.map(({ number, words, squareMetres }) => (
            <tr key={number}>
              <td>{number}</td>
              <td>{words}</td>
              <td className="paper-table__count">{hectares(squareMetres)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
