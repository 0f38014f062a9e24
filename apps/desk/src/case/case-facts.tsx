import { isOpen, ownedSince } from "@getu/domain";
import type { Case } from "@getu/ui";
import { useDeadline } from "@getu/ui";
import { Descriptions } from "antd";
import type { DescriptionsProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DeadlineText } from "../deadline-text.tsx";
import { TimeLeft } from "../time-left.tsx";
import { actorOf, useActorWords } from "./actor-words.ts";
import type { CaseView } from "./case-view.ts";

/** Who has been asked last, and since when. */
function askedSince({ state, steps }: Case): Date | null {
  const { asked } = state;
  if (!asked) return null;
  const same = (duty: (typeof steps)[number]["asked"]): boolean =>
    duty?.level === asked.duty.level && duty.gridPath === asked.duty.gridPath;
  return steps.findLast((step, i) => same(step.asked) && !same(steps[i - 1]?.asked ?? null))?.at ?? null;
}

/** What the reporter said of each closing, the last one first. */
function Ratings({ found, words, now }: CaseView): ReactNode {
  const { t } = useTranslation();
  return found.ratings.toReversed().map(({ rating, reason, ratedAt }) => (
    <div key={ratedAt.getTime()}>
      {t("desk.case.ratingText", { rating, words: t(`resident.rating.words.${rating}`) })}
      {reason !== null && ` · “${reason}”`} · {words.format.moment(ratedAt, now)}
    </div>
  ));
}

/** Who answers, until when, and how that comes about. */
export function CaseFacts(view: CaseView): ReactNode {
  const { found, words, now, caseKey } = view;
  const { t } = useTranslation();
  const actorWords = useActorWords(view);
  const { data: explanation } = useDeadline(caseKey);
  const { incident, state, steps } = found;
  const time = (at: Date | null): string =>
    at ? ` · ${t("selection.since", { time: words.format.moment(at, now) })}` : "";
  const nameOf = (id: string): string => {
    const actor = actorOf(id, steps);
    return actor ? actorWords(actor) : id;
  };
  const moment = (iso: string): string => words.format.moment(new Date(iso), now);
  const items: DescriptionsProps["items"] = [
    {
      key: "owner",
      label: t("desk.case.owner"),
      children: words.duty(state.owner) + time(ownedSince(steps)),
    },
    {
      key: "asked",
      label: t("desk.case.asked"),
      children: state.asked
        ? `${words.duty(state.asked.duty)}${time(askedSince(found))} · ${t("desk.case.acceptBy", { time: words.format.moment(state.asked.acceptBy, now) })}`
        : t("desk.case.nobody"),
    },
    { key: "grid", label: t("selection.grid"), children: words.gridPath(incident.gridCurrent) },
    {
      key: "times",
      label: t("desk.case.times"),
      children: t("desk.case.timesText", {
        occurred: moment(incident.occurredAt),
        reported: moment(incident.reportedAt),
      }),
    },
    {
      key: "deadline",
      label: t("selection.due"),
      span: "filled",
      children: explanation && (
        <>
          {isOpen(incident.status) && <TimeLeft incident={incident} now={now} />}
          <div>
            <DeadlineText {...{ explanation, words, now, nameOf }} />
          </div>
        </>
      ),
    },
    ...(found.ratings.length === 0
      ? []
      : [
          {
            key: "rating",
            label: t("desk.case.rating"),
            span: "filled" as const,
            children: <Ratings {...view} />,
          },
        ]),
  ];
  return (
    <Descriptions className="case__facts" bordered size="small" column={{ xs: 1, lg: 2 }} items={items} />
  );
}
