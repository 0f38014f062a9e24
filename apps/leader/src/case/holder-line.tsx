import type { Case } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import type { Work } from "../work.ts";
import { heldSince } from "./held-since.ts";

/** Who has it now, by name, since when, and the number at which they are reached where the office hangs one out. */
export function HolderLine({ found, work }: { found: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { dutyName } = useLoopNames(work.loop);
  const { kind, duty, since } = heldSince(found);
  const time = work.format.moment(since, work.now);
  const holder: Case["holder"] | undefined = found.holder; // kept from before there was one
  const people = holder?.people ?? [];
  const isOwn = people.some(({ id }) => id === work.personId);
  const telephone = isOwn ? null : (holder?.telephone ?? null);
  return (
    <div>
      <dt>{t("leader.case.holder")}</dt>
      <dd>
        {people.length > 0 && <strong className="holder">{people.map(({ name }) => name).join("、")}</strong>}
        {t(`leader.case.${kind}`, { duty: dutyName(duty, found.grids), time })}
        {telephone !== null && (
          <a className="button holder__call" href={`tel:${telephone.replaceAll(/[^+\d]/g, "")}`}>
            {t("leader.case.call", { telephone })}
          </a>
        )}
      </dd>
    </div>
  );
}
