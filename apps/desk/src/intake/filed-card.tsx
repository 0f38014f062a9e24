import { goTo } from "@getu/ui";
import type { FiledReport } from "@getu/ui";
import { Button, Typography } from "antd";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

/** What was filed last, and the incident that it is a further report of. */
export type Filed = FiledReport & { sameAs: number | null };

/** The number and the code to read to the caller, large; they stay until the next report is filed. */
export function FiledCard({ filed, words, now }: { filed: Filed; words: DeskWords; now: Date }): ReactNode {
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  const { incident, code, sameAs } = filed;
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const due = incident.dueAt === null ? null : words.format.moment(new Date(incident.dueAt), now);
  const told = due === null ? t("desk.intake.filedNoDue") : t("desk.intake.filedHint", { due });
  return (
    <section ref={card} className="intake__filed" role="status">
      <span>{t("desk.intake.filed")}</span>
      <strong className="intake__number">{incident.id}</strong>
      <span>{sameAs === null ? told : t("desk.intake.merged", { id: sameAs })}</span>
      <Button onClick={() => goTo(`incident/${sameAs ?? incident.id}`)}>{t("desk.intake.open")}</Button>
      <div className="intake__follow">
        <span>{t("desk.intake.code")}</span>
        <Typography.Text
          className="intake__code"
          copyable={{ text: code, tooltips: [t("desk.copy"), t("desk.copied")] }}
        >
          {code}
        </Typography.Text>
        <span>{t("desk.intake.codeHint", { address: `${location.host}/report` })}</span>
      </div>
    </section>
  );
}
