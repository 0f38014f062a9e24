import { isOpen } from "@getu/domain";
import type { LikelyDuplicate } from "@getu/ui";
import { ageText } from "@getu/ui";
import { Button, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusTag } from "../status-tag.tsx";
import type { DeskWords } from "../use-desk-words.ts";

const MARKS = "ABCDEFGHIJ";

/** How the map and the list name the same incident. */
export const markOf = (place: number): string => MARKS.charAt(place);

type Shown = {
  words: DeskWords;
  now: Date;
  /** Null for who may not merge. */
  onSame: ((incidentId: number) => void) | null;
};

/** Incidents that the report may be about as well, the likest first. */
export function DuplicateList({ found, ...shown }: Shown & { found: readonly LikelyDuplicate[] }): ReactNode {
  const { t } = useTranslation();
  if (found.length === 0)
    return <Typography.Text type="secondary">{t("desk.intake.noDuplicates")}</Typography.Text>;
  return (
    <ol className="intake__duplicates">
      {found.map((likely, place) => (
        <Duplicate key={likely.incident.id} likely={likely} mark={markOf(place)} {...shown} />
      ))}
    </ol>
  );
}

function Duplicate({
  likely: { incident, likeness },
  mark,
  words,
  now,
  onSame,
}: Shown & { likely: LikelyDuplicate; mark: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="intake__duplicate">
      <span className="intake__mark">{mark}</span>
      <div className="intake__what">
        <div>
          <Typography.Text strong>{t("desk.intake.number", { id: incident.id })}</Typography.Text>
          <StatusTag status={incident.status} words={words} />
          <Tag>{t("desk.intake.points", { points: likeness.points })}</Tag>
        </div>
        <div>
          {words.category(incident)} · <bdi>{incident.summary}</bdi>
        </div>
        <Typography.Text type="secondary">
          {words.format.moment(new Date(incident.reportedAt), now)} · <Why likeness={likeness} />
        </Typography.Text>
      </div>
      {!isOpen(incident.status) && (
        <Typography.Text type="secondary">{t("desk.intake.closedAlready")}</Typography.Text>
      )}
      {isOpen(incident.status) && onSame && (
        <Button onClick={() => onSame(incident.id)}>{t("desk.intake.same")}</Button>
      )}
    </li>
  );
}

/** The points in one line that adds up. */
function Why({ likeness: { category, place, time } }: Pick<LikelyDuplicate, "likeness">): ReactNode {
  const { t } = useTranslation();
  return t("desk.intake.why", {
    category: t(`desk.intake.likeCategory.${category.kind}`),
    categoryPoints: category.points,
    metres: Math.round(place.metres),
    placePoints: place.points,
    apart: ageText(time.apartMs, t),
    timePoints: time.points,
  });
}
