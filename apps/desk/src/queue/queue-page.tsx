import { Empty } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageProps } from "../frame.tsx";
import { PageHead } from "../page-head.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { TerritoryQueues } from "./territory-queues.tsx";

/** The queues of the territory that is chosen. */
export function QueuePage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <div className="queue">
      <PageHead title={t("desk.queue.title")}>{field}</PageHead>
      {territory ? (
        <TerritoryQueues key={territory.id} territory={territory} personId={account.person?.id ?? ""} />
      ) : (
        <Empty description={t("territory.none")} />
      )}
    </div>
  );
}
