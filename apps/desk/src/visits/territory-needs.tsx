import { NEED_KINDS, NEED_STATES } from "@getu/domain";
import type { Need, NeedKind, NeedState, Territory } from "@getu/domain";
import { useLive, useNeeds, useRefusalWords } from "@getu/ui";
import { Alert, Button, Segmented, Table } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ExportButton } from "../export-button.tsx";
import { useMay } from "../use-may.ts";
import { AnswerDialog } from "./answer-dialog.tsx";
import { useNeedColumns } from "./need-columns.tsx";

/** The ledger of demands and micro-wishes: what waits for an answer, and what has one. */
export function TerritoryNeeds({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const [state, setState] = useState<NeedState>("open");
  const [kind, setKind] = useState<NeedKind | "all">("all");
  const [answered, setAnswered] = useState<Need | null>(null);
  useLive(territory.id);
  const ledger = useNeeds({ territoryId: territory.id, state, kind: kind === "all" ? null : kind });
  const mayAnswer = useMay()("need.answer", territory.id);
  const columns = useNeedColumns(territory, mayAnswer ? setAnswered : null);
  return (
    <>
      <div className="desk__choices">
        <Segmented
          aria-label={t("desk.visits.need.answer")}
          value={state}
          onChange={setState}
          options={NEED_STATES.map((value) => ({ value, label: t(`desk.visits.need.state.${value}`) }))}
        />
        <Segmented
          aria-label={t("desk.visits.needs")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "all" as const, label: t("desk.visits.need.all") },
            ...NEED_KINDS.map((value) => ({ value, label: t(`desk.visits.need.kind.${value}`) })),
          ]}
        />
        <ExportButton
          what="needs"
          territoryId={territory.id}
          asked={{ state, ...(kind !== "all" && { kind }) }}
        />
      </div>
      {ledger.error !== null && <Alert type="error" showIcon title={wordsFor(ledger.error)} />}
      <Table
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={[...(ledger.needs ?? [])]}
        loading={ledger.isLoading}
        locale={{ emptyText: t(state === "open" ? "desk.visits.need.none" : "desk.visits.need.noneDone") }}
        pagination={false}
        scroll={{ x: 900 }}
      />
      {ledger.hasMore && (
        <Button block loading={ledger.isLoading} onClick={ledger.more}>
          {t("desk.visits.need.more")}
        </Button>
      )}
      {answered && (
        <AnswerDialog need={answered} onAnswer={ledger.answer} onClose={() => setAnswered(null)} />
      )}
    </>
  );
}
