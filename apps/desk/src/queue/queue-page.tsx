import { Empty, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageProps } from "../frame.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { TerritoryQueues } from "./territory-queues.tsx";

/** The queues of the territory that is chosen. */
export function QueuePage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <div className="queue">
      <div className="desk__head">
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {t("desk.queue.title")}
        </Typography.Title>
        {field}
      </div>
      {territory ? (
        <TerritoryQueues key={territory.id} territory={territory} personId={account.person?.id ?? ""} />
      ) : (
        <Empty description={t("territory.none")} />
      )}
    </div>
  );
}
