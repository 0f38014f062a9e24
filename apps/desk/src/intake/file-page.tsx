import { isOpen, listChannels } from "@getu/domain";
import type { Territory } from "@getu/domain";
import {
  useBasemap,
  useDeadlineAhead,
  useIntakeToday,
  useLikelyDuplicates,
  useLive,
  useLocated,
  useNow,
} from "@getu/ui";
import type { Bounds } from "@getu/ui";
import { Button, Card, Form, Popconfirm, Spin, Typography } from "antd";
import { lazy, Suspense, useMemo } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DeadlineText } from "../deadline-text.tsx";
import type { PageProps } from "../frame.tsx";
import { PageHead } from "../page-head.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { useDeskWords } from "../use-desk-words.ts";
import type { DeskWords } from "../use-desk-words.ts";
import { CallFields } from "./call-fields.tsx";
import { DuplicateList, markOf } from "./duplicate-list.tsx";
import { FiledCard } from "./filed-card.tsx";
import { LocatedCard } from "./located-card.tsx";
import { useCall } from "./use-call.ts";
import type { Call } from "./use-call.ts";

const SpotMap = lazy(async () => ({ default: (await import("./spot-map.tsx")).SpotMap }));

const TICK_MS = 10_000;

/** Where a report is taken down: for one territory at a time. */
export function FilePage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  if (!territory) return <Spin description={t("desk.loading")} />;
  return <CallSheet key={territory.id} territory={territory} account={account} choice={field} />;
}

type CallSheetProps = PageProps & { territory: Territory; choice: ReactNode };

function CallSheet({ territory, account, choice }: CallSheetProps): ReactNode {
  const { t } = useTranslation();
  const live = useLive(territory.id);
  const now = new Date(useNow(TICK_MS) + live.offsetMs);
  const words = useDeskWords(territory);
  const personId = account.person?.id ?? "";
  const owner = useMemo(() => ({ personId, territoryId: territory.id }), [personId, territory.id]);
  const channels = listChannels({ caller: { kind: "nobody" }, grants: account.grants }, territory.id);
  const call = useCall(owner, channels, now);
  const mayMerge = account.grants.some(({ role }) => role === "dispatcher" || role === "secretary");
  const fileByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void call.file(null);
  };
  if (!words.catalogue) return <Spin description={t("desk.loading")} />;
  return (
    <>
      <PageHead title={t("desk.intake.title")}>
        <Today territoryId={territory.id} />
        {choice}
      </PageHead>
      {call.filed && <FiledCard key={call.filed.incident.id} filed={call.filed} words={words} now={now} />}
      <div className="intake" onKeyDown={fileByKey}>
        <Form layout="vertical" component="div" className="intake__form">
          <CallFields key={call.round} {...{ territory, catalogue: words.catalogue, channels, call }} />
        </Form>
        <Findings {...{ territory, words, now, call, mayMerge }} />
      </div>
    </>
  );
}

/** What came in today, by channel, the most frequent first. */
function Today({ territoryId }: { territoryId: number }): ReactNode {
  const { t } = useTranslation();
  const { data = [] } = useIntakeToday(territoryId);
  if (data.length === 0)
    return <Typography.Text type="secondary">{t("desk.intake.noneToday")}</Typography.Text>;
  const counts = data.map(({ channel, count }) => `${t(`channel.${channel}`)} ${count}`);
  return (
    <Typography.Text type="secondary">
      {t("desk.intake.today")} {counts.join(" · ")}
    </Typography.Text>
  );
}

type FindingsProps = { territory: Territory; words: DeskWords; now: Date; call: Call; mayMerge: boolean };

/** What the office knows about it before it is filed: the map, whose it is, until when, and whether it is known. */
function Findings({ territory, words, now, call, mayMerge }: FindingsProps): ReactNode {
  const { t } = useTranslation();
  const { draft, change, file, clear, isBusy } = call;
  const { category, condition, position, occurredAt } = draft;
  const located = useLocated(territory.id, position).data;
  const kind = category !== null && condition !== null ? { category, condition } : null;
  const deadline = useDeadlineAhead(territory.id, kind).data;
  const matter = category !== null && position !== null ? { category, position, occurredAt } : null;
  const duplicates = useLikelyDuplicates(territory.id, matter).data;
  const likely = matter ? duplicates : undefined;
  const mayBeKnown = likely?.some(({ incident }) => isOpen(incident.status)) ?? false;
  const others = useMemo(
    () => (likely ?? []).map(({ incident }, place) => ({ mark: markOf(place), position: incident.position })),
    [likely],
  );
  const later = <Typography.Text type="secondary">{t("desk.intake.later")}</Typography.Text>;
  return (
    <div className="intake__findings">
      <MapPart
        territory={territory}
        spot={position}
        others={others}
        onSpot={(spot) => change({ position: spot, address: t("desk.intake.pointed") })}
      />
      <div className="intake__pair">
        <Card size="small" title={t("desk.intake.whose")} aria-live="polite">
          {position && located ? <LocatedCard located={located} /> : later}
        </Card>
        <Card size="small" title={t("desk.intake.deadline")}>
          {kind && deadline ? (
            <DeadlineText explanation={deadline} words={words} now={now} nameOf={() => ""} />
          ) : (
            later
          )}
        </Card>
      </div>
      <Card size="small" title={t("desk.intake.duplicates")} aria-live="polite">
        {likely ? (
          <DuplicateList found={likely} words={words} now={now} onSame={mayMerge ? file : null} />
        ) : (
          later
        )}
      </Card>
      <div className="intake__buttons">
        <Button type="primary" size="large" loading={isBusy} onClick={() => void file(null)}>
          {t(mayBeKnown ? "desk.intake.fileAnyway" : "desk.intake.file")}
        </Button>
        <Typography.Text type="secondary">{t("desk.intake.shortcut")}</Typography.Text>
        <Popconfirm title={t("desk.intake.clearAsk")} onConfirm={clear}>
          <Button>{t("desk.intake.clear")}</Button>
        </Popconfirm>
      </div>
    </div>
  );
}

type MapPartProps = {
  territory: Territory;
  spot: [number, number] | null;
  others: readonly { mark: string; position: readonly [number, number] }[];
  onSpot: (position: [number, number]) => void;
};

/** The map in a chunk of its own: who types an address need not wait for it. */
function MapPart({ territory, ...shown }: MapPartProps): ReactNode {
  const { t } = useTranslation();
  const basemap = useBasemap(territory.id);
  const { bbox } = territory;
  if (!bbox || !basemap) return null;
  const bounded: Territory & { bbox: Bounds } = { ...territory, bbox };
  return (
    <Suspense fallback={<div className="intake__map">{t("map.loading")}</div>}>
      <SpotMap territory={bounded} basemap={basemap} {...shown} />
    </Suspense>
  );
}
