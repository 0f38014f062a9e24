import "./assess.css";
import { ENOUGH_FOR_A_RATE, LINES } from "@getu/domain";
import type { Lines, Territory } from "@getu/domain";
import { monthOf, useAssessment, useLanguage, useRefusalWords } from "@getu/ui";
import { Alert, Input, Segmented, Select, Spin, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ExportButton } from "../export-button.tsx";
import { PageHead } from "../page-head.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { AssessTable } from "./assess-table.tsx";
import { recentMonths } from "./months.ts";

function TerritoryAssessment({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const wordsFor = useRefusalWords();
  const [openedAt] = useState(() => new Date());
  const [month, setMonth] = useState(() => monthOf(openedAt, territory.timeZone));
  const [tier, setTier] = useState(0);
  const [search, setSearch] = useState("");
  const [lines, setLines] = useState<Lines>("today");
  const choice = { territoryId: territory.id, month, tier, lines };
  const { data, error, isFetching } = useAssessment(choice);
  const named = new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat(language, {
    timeZone: territory.timeZone,
    dateStyle: "long",
    timeStyle: "short",
  });
  return (
    <>
      <div className="assess__choices">
        <Select
          aria-label={t("desk.assess.month")}
          value={month}
          onChange={setMonth}
          options={recentMonths(openedAt, territory.timeZone).map((value) => ({
            value,
            label: named.format(new Date(`${value}-01`)),
          }))}
        />
        <Segmented
          aria-label={t("desk.assess.tier")}
          value={tier}
          onChange={setTier}
          options={territory.tiers.map(({ name }, value) => ({ value, label: labelOf(name) }))}
        />
        <Segmented
          aria-label={t("desk.assess.lines.title")}
          value={lines}
          onChange={setLines}
          options={LINES.map((value) => ({ value, label: t(`desk.assess.lines.${value}`) }))}
        />
        <Input.Search
          allowClear
          className="assess__search"
          placeholder={t("desk.assess.search")}
          aria-label={t("desk.assess.search")}
          onChange={({ target }) => setSearch(target.value.trim())}
        />
        {isFetching && <Spin size="small" />}
        <ExportButton what="assessment" territoryId={territory.id} asked={{ month, tier, lines }} />
      </div>
      {error && <Alert type="error" showIcon title={wordsFor(error)} />}
      {data && (
        <>
          <Typography.Text type="secondary">
            {t("desk.assess.window", { until: time.format(new Date(data.until)), least: ENOUGH_FOR_A_RATE })}{" "}
            {lines === "then" && t("desk.assess.lines.meaning")}
          </Typography.Text>
          <AssessTable {...{ territory, choice, search, assessment: data }} />
        </>
      )}
    </>
  );
}

/** The monthly assessment of grids: every rate with what it stands on. */
export function AssessPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <div className="desk__lines assess">
      <PageHead title={t("desk.assess.title")}>{field}</PageHead>
      {territory && <TerritoryAssessment key={territory.id} territory={territory} />}
    </div>
  );
}
