import { useAccount, useAskAhead, useLanguage, useOfflineCopy, useTerritories } from "@getu/ui";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Frame } from "./frame.tsx";
import { listDuties } from "./duty.ts";
import { FormerGrids } from "./former-grids.tsx";
import { useWorker } from "./install-worker.ts";
import { Notice } from "./notice.tsx";
import { useLeaveWithOwner, useOnReturn } from "./other-tabs.ts";
import { countUnsent } from "./outbox/outbox.ts";
import { WaitingEntries } from "./outbox/waiting-entries.tsx";
import { PhoneProvider, useOwnEntries, usePhone } from "./phone.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { SignOut } from "./sign-out.tsx";
import { useOwnAnswers } from "./use-own-answers.ts";
import { MINE } from "./work.ts";

/** The leader's phone; without TLS browsers give neither positions nor encryption nor a start without a network. */
export function Leader(): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${t("product")} · ${t("leader.title")}`;
  }, [language, t]);
  if (!isSecureContext) {
    return (
      <Notice words={t("leader.needsTls")}>
        <a className="button" href="/desk/">
          {t("leader.toDesk")}
        </a>
      </Notice>
    );
  }
  return (
    <PhoneProvider>
      <Kept />
    </PhoneProvider>
  );
}

/** Shows first what the phone has kept; who asks is on its way meanwhile. */
function Kept(): ReactNode {
  const { t } = useTranslation();
  const { keeper, vault } = usePhone();
  useAccount();
  useTerritories();
  const isReady = useOfflineCopy(keeper);
  useLeaveWithOwner(vault);
  return isReady ? <Gate /> : <Notice words={t("leader.loading")} />;
}

/** True from the first time that it was. */
function useOnceTrue(is: boolean): boolean {
  const [was, setWas] = useState(false);
  if (is && !was) setWas(true);
  return is || was;
}

/** Who comes in; that nobody had signed in when the page was last left says nothing before the server has been asked. */
function Gate(): ReactNode {
  const { t } = useTranslation();
  const { data: account, failureCount, isFetching, refetch } = useAccount();
  const isHeard = useOnceTrue(!isFetching || failureCount > 0);
  const isTold = isHeard || account?.person != null;
  const { data: territories, refetch: refetchTerritories } = useTerritories();
  const look = useCallback(() => {
    void refetch();
    void refetchTerritories(); // who had no role was told of none
  }, [refetch, refetchTerritories]);
  useOnReturn(look); // somebody may have signed in or out elsewhere in this browser
  useWorker(account ? account.person === null : failureCount > 0); // with work the frame says when
  const duties = account && territories ? listDuties(account.grants, territories) : null;
  const askAhead = useAskAhead();
  const owning = useOwnAnswers(isTold ? account : undefined, () => {
    const own = duties?.[0];
    if (own) askAhead({ territoryId: own.territory.id, gridId: own.gridId }, MINE); // the phone is opened meanwhile
  });
  if (owning === "cannot-keep") return <CannotKeep />;
  if (account && !account.person && isTold) return <SignInPage hasDirectory={account.hasDirectory} />;
  const coming = (
    <Notice words={t(failureCount > 0 || owning === "away" ? "leader.away" : "leader.loading")} />
  );
  if (!account?.person || owning !== "own") return coming;
  const noRole = <NoRole personId={account.person.id} onLook={look} />;
  if (account.grants.length === 0) return noRole; // of territories they would be told nothing
  if (!duties) return coming;
  if (duties.length === 0) return noRole;
  return <Frame key={account.person.id} person={account.person} duties={duties} />;
}

/** Where the browser lets nothing be kept, nothing of this page is what it says it is. */
function CannotKeep(): ReactNode {
  const { t } = useTranslation();
  return (
    <Notice words={t("leader.cannotKeep")}>
      <button type="button" className="button button--main" onClick={() => location.reload()}>
        {t("leader.tryAgain")}
      </button>
      <a className="button" href="/desk/">
        {t("leader.toDesk")}
      </a>
    </Notice>
  );
}

/** While there is no role the account is asked for so often: an installed page has no button to load it again. */
const LOOK_AGAIN_MS = 10_000;

type NoRoleProps = { personId: string; onLook: () => void };

/** Who has no role, or none any more: what waits to be sent stays, and that is said. */
function NoRole({ personId, onLook }: NoRoleProps): ReactNode {
  const { t } = useTranslation();
  const own = useOwnEntries(personId);
  const { unsent } = countUnsent(own);
  useWorker(true);
  useEffect(() => {
    const timer = setInterval(onLook, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [onLook]);
  return (
    <Notice words={t("leader.noRole")}>
      <FormerGrids />
      {unsent > 0 && <WaitingEntries entries={own} />}
      <button type="button" className="button button--main" onClick={onLook}>
        {t("leader.tryAgain")}
      </button>
      <SignOut personId={personId} />
    </Notice>
  );
}
