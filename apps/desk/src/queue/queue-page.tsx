import type { Territory } from "@getu/domain";
import { useLanguage, useTerritories } from "@getu/ui";
import { Empty, Select, Spin, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageProps } from "../frame.tsx";
import { TerritoryQueues } from "./territory-queues.tsx";

/** Territories one has something to do with, told apart by name where there are several. */
export function QueuePage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { data: territories } = useTerritories();
  const [wanted, setWanted] = useState<number | null>(null);
  if (!territories) return <Spin description={t("desk.loading")} />;
  const territory = territories.find(({ id }) => id === wanted) ?? territories[0];
  const choice = (shown: Territory): ReactNode =>
    territories.length > 1 && (
      <Select
        aria-label={t("people.territory")}
        value={shown.id}
        onChange={setWanted}
        options={territories.map(({ id, name }) => ({ value: id, label: labelOf(name) }))}
      />
    );
  return (
    <div className="queue">
      <div className="desk__head">
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {t("desk.queue.title")}
        </Typography.Title>
        {territory && choice(territory)}
      </div>
      {territory ? (
        <TerritoryQueues key={territory.id} territory={territory} personId={account.person?.id ?? ""} />
      ) : (
        <Empty description={t("territory.none")} />
      )}
    </div>
  );
}
