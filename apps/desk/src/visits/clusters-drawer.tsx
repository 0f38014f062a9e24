import { visitStanding } from "@getu/domain";
import type { Territory, VisitedCluster } from "@getu/domain";
import { useClusters } from "@getu/ui";
import { Alert, Drawer, Table, Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CoverageRow } from "./coverage-columns.tsx";

type ClustersDrawerProps = {
  territory: Territory;
  /** Whose households are shown; null = it is closed. */
  row: CoverageRow | null;
  today: string;
  onClose: () => void;
};

/** The households of a grid, the most overdue first. */
export function ClustersDrawer({ territory, row, today, onClose }: ClustersDrawerProps): ReactNode {
  return (
    <Drawer open={row !== null} onClose={onClose} destroyOnHidden size={720} title={row?.name}>
      {row && (
        <Clusters
          territoryId={territory.id}
          gridId={typeof row.of === "number" ? row.of : null}
          today={today}
        />
      )}
    </Drawer>
  );
}

type ClustersProps = { territoryId: number; gridId: number | null; today: string };

function Clusters({ territoryId, gridId, today }: ClustersProps): ReactNode {
  const { t } = useTranslation();
  const { data, isFetching } = useClusters({ territoryId, gridId });
  const { clusters = [], total = 0 } = data ?? {};
  return (
    <div className="desk__lines">
      {total > clusters.length && (
        <Alert
          type="info"
          showIcon
          title={t("desk.visits.clusters.cut", { shown: clusters.length, total })}
        />
      )}
      <Table
        rowKey="id"
        size="small"
        className="figures"
        columns={useClusterColumns(today)}
        dataSource={[...clusters]}
        loading={isFetching}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 560 }}
      />
    </div>
  );
}

function useClusterColumns(today: string): TableColumnsType<VisitedCluster> {
  const { t } = useTranslation();
  return [
    { title: t("desk.visits.clusters.name"), dataIndex: "name" },
    { title: t("desk.visits.clusters.households"), dataIndex: "households", width: 80, align: "end" },
    {
      title: t("desk.visits.clusters.last"),
      width: 120,
      render: (_, { lastVisitedOn }) => lastVisitedOn ?? t("desk.visits.clusters.never"),
    },
    {
      title: t("desk.visits.clusters.due"),
      width: 210,
      render: (_, cluster) => <Due cluster={cluster} today={today} />,
    },
  ];
}

function Due({ cluster, today }: { cluster: VisitedCluster; today: string }): ReactNode {
  const { t } = useTranslation();
  const standing = visitStanding(cluster, today);
  if (standing.kind === "unset") return t("desk.visits.noRhythm");
  if (standing.kind === "never")
    return <Typography.Text type="danger">{t("desk.visits.clusters.atOnce")}</Typography.Text>;
  if (standing.kind === "later" || standing.daysLate === 0) return standing.dueOn;
  const { dueOn: day, daysLate: days } = standing;
  return <Typography.Text type="danger">{t("desk.visits.clusters.late", { day, days })}</Typography.Text>;
}
