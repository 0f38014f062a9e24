import { useAskAgain, useRoute } from "@getu/ui";
import type { Account } from "@getu/ui";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useBadge } from "./badge.ts";
import { CodeAway } from "./code-away.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import type { HeldDuty } from "./duty.ts";
import { useUpdate, useWorker } from "./install-worker.ts";
import { countUnsent, restingSinceMs } from "./outbox/outbox.ts";
import { useBookState, useOwnEntries, usePhone } from "./phone.tsx";
import { useRenewedPush } from "./push/use-push.ts";
import { Sign } from "./sign.tsx";
import type { SignName } from "./sign.tsx";
import { TodayPage } from "./today-page.tsx";
import { useGroundNews } from "./use-ground-news.ts";
import { useMapAhead } from "./use-map-ahead.ts";
import { useWork } from "./work.ts";

const PAGES = ["today", "map", "report", "outbox", "me"] as const satisfies readonly SignName[];
type PageName = (typeof PAGES)[number];

/** Pages that others open: not in the row below. */
const OPENED_PAGES = ["case", "same", "visit", "visits"] as const;

const bringOtherPage = () => import("./other-page.tsx");
const OtherPage = lazy(() =>
  bringOtherPage()
    .then(({ OtherPage: Shown }) => ({ default: Shown }))
    .catch(() => ({ default: CodeAway })),
);

// What says whose ground something lies on by now comes when there is something to be said.
const ChangedNote = lazy(() =>
  import("./changed-note.tsx")
    .then(({ ChangedNote: Shown }) => ({ default: Shown }))
    .catch(() => ({ default: CodeAway })),
);

type FrameProps = { person: NonNullable<Account["person"]>; duties: readonly HeldDuty[] };

/** The page itself above the thumb's row of five. */
export function Frame({ person, duties }: FrameProps): ReactNode {
  const { t } = useTranslation();
  const { page, word } = useRoute();
  const { outbox } = usePhone();
  const [place, setPlace] = useState(0);
  const work = useWork({ personId: person.id, duties, duty: duties[place] ?? duties[0]! }); // the gate lets nobody in without a duty
  const shown = PAGES.find((name) => name === page) ?? "today";
  const opened = OPENED_PAGES.find((name) => name === page);
  const other = opened ?? (shown === "today" ? null : shown);
  const told = useGroundNews(work);
  useEffect(() => outbox.start(person.id), [outbox, person.id]);
  const isLive = work.live.status === "live";
  useEffect(() => {
    if (isLive) void outbox.hasten();
  }, [outbox, isLive]);
  useAskAgainAfterSending(person.id);
  useBadge(work);
  useRenewedPush(isLive);
  useMapAhead(work);
  useWorker(work.isShown);
  useEffect(() => {
    if (work.isShown) bringOtherPage().catch(() => undefined); // asked for again by whoever opens one
  }, [work.isShown]);
  return (
    <div className="frame">
      <main className="page" key={`${page}/${word}`} ref={toTop}>
        <ConnectionNote work={work} />
        <UpdateNote />
        {told && (
          <Suspense fallback={null}>
            <ChangedNote work={work} told={told} />
          </Suspense>
        )}
        {other === null ? (
          <TodayPage work={work} />
        ) : (
          <Suspense fallback={<p className="empty">{t("leader.loading")}</p>}>
            <OtherPage
              name={other}
              {...{ word, work, person }}
              before={told?.before ?? null}
              onDuty={setPlace}
            />
          </Suspense>
        )}
      </main>
      <Tabs current={opened ? null : shown} personId={person.id} />
    </div>
  );
}

/**
 * What was sent has changed what is shown, also where no live change tells so. It is asked for once, behind the last of
 * what goes in one go: a day's work would wait behind a hundred answers that nobody has looked at.
 */
function useAskAgainAfterSending(personId: string): void {
  const askAgain = useRef(useAskAgain());
  const [beganMs] = useState(Date.now);
  const askedMs = useRef(beganMs);
  const own = useOwnEntries(personId);
  useEffect(() => {
    const sinceMs = restingSinceMs(own, Date.now());
    if (sinceMs === null || sinceMs <= askedMs.current) return;
    askedMs.current = sinceMs;
    askAgain.current();
  }, [own]);
}

/** Another page begins at its top. */
function toTop(shown: HTMLElement | null): void {
  if (shown) document.documentElement.scrollTop = 0;
}

function UpdateNote(): ReactNode {
  const { t } = useTranslation();
  const takeOver = useUpdate();
  if (!takeOver) return null;
  return (
    <div className="note" role="status">
      {t("leader.update.ready")}{" "}
      <button type="button" className="link" onClick={takeOver}>
        {t("leader.update.take")}
      </button>
    </div>
  );
}

function Tabs({ current, personId }: { current: PageName | null; personId: string }): ReactNode {
  const { t } = useTranslation();
  const { unreadable } = useBookState();
  const counts = countUnsent(useOwnEntries(personId));
  const [unsent, stuck] = [counts.unsent + unreadable.length, counts.stuck + unreadable.length];
  return (
    <nav className="tabs" aria-label={t("leader.title")}>
      {PAGES.map((name) => (
        <a
          key={name}
          href={`#/${name}`}
          className={name === "report" ? "tab tab--main" : "tab"}
          aria-current={name === current ? "page" : undefined}
        >
          <Sign name={name} />
          <span>{t(`leader.nav.${name}`)}</span>
          {name === "outbox" && unsent > 0 && (
            <strong className={stuck > 0 ? "tab__count tab__count--stuck" : "tab__count"}>{unsent}</strong>
          )}
        </a>
      ))}
    </nav>
  );
}
