import "./visits.css";
import { Segmented } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "../page-head.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { TerritoryCoverage } from "./territory-coverage.tsx";
import { TerritoryNeeds } from "./territory-needs.tsx";

const PARTS = ["coverage", "needs"] as const;

/** Visits to households: how far they keep their rhythm, and what people asked for. */
export function VisitsPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  const [part, setPart] = useState<(typeof PARTS)[number]>("coverage");
  const Part = part === "coverage" ? TerritoryCoverage : TerritoryNeeds;
  return (
    <div className="desk__lines">
      <PageHead title={t("desk.visits.title")}>{field}</PageHead>
      <Segmented
        style={{ alignSelf: "start" }}
        aria-label={t("desk.visits.title")}
        value={part}
        onChange={setPart}
        options={PARTS.map((value) => ({ value, label: t(`desk.visits.${value}`) }))}
      />
      {territory && <Part key={territory.id} territory={territory} />}
    </div>
  );
}
