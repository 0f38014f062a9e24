import type { VisitedCluster } from "@getu/domain";
import { categoryName, useLanguage } from "@getu/ui";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { VisitWork } from "../outbox/entry.ts";
import { useDraftPhotos } from "../draft-photos.ts";
import { Missing } from "../missing.tsx";
import { NotKept } from "../not-kept.tsx";
import { useDraft } from "../use-draft.ts";
import { isBusy, useKeep } from "../use-keep.ts";
import type { Keeping } from "../use-keep.ts";
import type { Work } from "../work.ts";
import type { ClusterLine } from "./own-visits.ts";
import { PastVisits } from "./past-visits.tsx";
import { useVisitLines } from "./use-visit-lines.ts";
import { EMPTY_VISIT, findMissingOfVisit, isBegun, toShortVisit, toVisitWork } from "./visit-draft.ts";
import { VisitForm } from "./visit-form.tsx";
import { Standing } from "./visit-line.tsx";

/** A visit to one household cluster: one tap when all is well, else one short form. */
export function VisitPage({ work, id }: { work: Work; id: number }): ReactNode {
  const { t } = useTranslation();
  const line = useVisitLines(work)?.find(({ cluster }) => cluster.id === id);
  return (
    <>
      <a className="back" href="#/visits">
        ‹ {t("leader.case.back")}
      </a>
      {line ? <Visiting work={work} line={line} /> : <p className="empty">{t("leader.visit.gone")}</p>}
    </>
  );
}

function Visiting({ work, line }: { work: Work; line: ClusterLine }): ReactNode {
  const { cluster } = line;
  return (
    <>
      <Head line={line} />
      <Outcome work={work} cluster={cluster} />
      <PastVisits work={work} clusterId={cluster.id} />
    </>
  );
}

function Head({ line }: { line: ClusterLine }): ReactNode {
  const { t } = useTranslation();
  const { name, households, everyDays, lastVisitedOn } = line.cluster;
  const facts = [
    t("leader.visit.households", { count: households }),
    ...(everyDays === null ? [] : [t("leader.visit.rhythm", { days: everyDays })]),
    ...(lastVisitedOn === null ? [] : [t("leader.visit.last", { day: lastVisitedOn })]),
  ];
  return (
    <header className="head">
      <h1>{name}</h1>
      <p className="quiet">{facts.join(" · ")}</p>
      <p>
        <Standing line={line} />
      </p>
    </header>
  );
}

type OutcomeProps = { work: Work; cluster: VisitedCluster };

/** What was found goes into the outbox and from there into the ledger; what was half written waits under its address. */
function Outcome({ work, cluster }: OutcomeProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const draftName = `draft/${work.personId}/visit-${cluster.id}`;
  const [draft, change] = useDraft(draftName, EMPTY_VISIT);
  const taken = useDraftPhotos(draft, change);
  const [isOpen, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const { keeping, keep } = useKeep();
  const missing = tries > 0 ? findMissingOfVisit(draft) : null;
  const facts = { territoryId: work.territory.id, cluster };

  async function note(visit: VisitWork): Promise<void> {
    if (taken.inWork > 0) return;
    const photos = visit.incident ? draft.photos : [];
    const said = { personId: work.personId, work: visit, photos, draft: draftName };
    if (await keep(said)) location.hash = "#/today";
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setTries((before) => before + 1);
    const name = categoryName({ category: draft.category ?? "" }, work.catalogue, labelOf);
    const visit = toVisitWork(draft, { ...facts, categoryName: name, nowMs: Date.now() });
    if (visit) void note(visit);
  }
  const short = (outcome: "well" | "away"): void =>
    void note(toShortVisit(outcome, { ...facts, nowMs: Date.now() }));

  function cancel(): void {
    change(EMPTY_VISIT);
    setOpen(false);
  }
  if (!isOpen && !isBegun(draft))
    return <ShortWays keeping={keeping} onShort={short} onMatter={() => setOpen(true)} />;
  return (
    <form className="report" onSubmit={submit} noValidate>
      <VisitForm work={work} draft={draft} taken={taken} onChange={change} />
      {missing && <Missing key={tries} words={t(`leader.visit.missing.${missing}`)} />}
      <p className="hint">{t("leader.visit.privacy")}</p>
      <NotKept keeping={keeping} />
      <button type="button" className="button button--quiet" onClick={cancel}>
        {t("leader.case.cancel")}
      </button>
      <div className="report__send">
        <button type="submit" className="button button--main" disabled={isBusy(keeping) || taken.inWork > 0}>
          {t(taken.inWork > 0 ? "leader.report.photosInWork" : "leader.visit.send")}
        </button>
      </div>
    </form>
  );
}

type ShortWaysProps = {
  keeping: Keeping;
  onShort: (outcome: "well" | "away") => void;
  onMatter: () => void;
};

/** One tap when all is well, which it mostly is. */
function ShortWays({ keeping, onShort, onMatter }: ShortWaysProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="outcomes" aria-label={t("leader.visit.title")}>
      <button
        type="button"
        className="button button--main outcome"
        disabled={isBusy(keeping)}
        onClick={() => onShort("well")}
      >
        {t("leader.visit.outcome.well")}
      </button>
      <div className="pair">
        <button type="button" className="button" disabled={isBusy(keeping)} onClick={() => onShort("away")}>
          {t("leader.visit.outcome.away")}
        </button>
        <button type="button" className="button" onClick={onMatter}>
          {t("leader.visit.outcome.matter")}
        </button>
      </div>
      <NotKept keeping={keeping} />
      <p className="hint">{t("leader.visit.awayHint")}</p>
    </section>
  );
}
