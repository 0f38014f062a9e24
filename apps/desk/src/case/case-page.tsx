import type { Territory } from "@getu/domain";
import { useCase, useLive, useNow, useRefusalWords, useRoute } from "@getu/ui";
import { Result, Spin } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDeskWords } from "../use-desk-words.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseContact } from "./case-contact.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHead } from "./case-head.tsx";
import { CaseHistory } from "./case-history.tsx";
import { CaseHold } from "./case-hold.tsx";
import { CasePhotos } from "./case-photos.tsx";
import { CasePlace } from "./case-place.tsx";
import { CaseWays } from "./case-ways.tsx";
import { useCaseTerritory } from "./use-case-territory.ts";

const TICK_MS = 10_000;

/** One incident: where it stands, who answers, how it came there. */
export function CasePage(): ReactNode {
  const { t } = useTranslation();
  const id = Number(useRoute().word);
  const territory = useCaseTerritory(id);
  return (
    <>
      <CaseWays id={id} />
      {territory === null && <Spin description={t("desk.loading")} />}
      {territory === undefined && (
        <Result status="404" title={t("desk.case.none")} subTitle={t("desk.case.noneHint")} />
      )}
      {territory && <CaseSheet key={id} territory={territory} id={id} />}
    </>
  );
}

function CaseSheet({ territory, id }: { territory: Territory; id: number }): ReactNode {
  const wordsFor = useRefusalWords();
  const caseKey = { territoryId: territory.id, id };
  const live = useLive(territory.id);
  const now = new Date(useNow(TICK_MS) + live.offsetMs);
  const { data: found, error } = useCase(caseKey);
  const words = useDeskWords(territory, found?.grids);
  if (!found) return error ? <Result status="error" title={wordsFor(error)} /> : <Spin />;
  const view = { found, words, now, caseKey };
  return (
    <div className="case">
      <CaseHead {...view} />
      <div className="case__main">
        <CaseActions {...view} />
        <CaseFacts {...view} />
        <CaseHistory {...view} />
      </div>
      <aside className="case__side">
        <CasePlace {...view} territory={territory} />
        <CaseContact {...view} />
        <CasePhotos {...view} />
        <CaseHold {...view} />
      </aside>
    </div>
  );
}
