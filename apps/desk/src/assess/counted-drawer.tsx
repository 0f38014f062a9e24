import type { Counting, Territory } from "@getu/domain";
import { useCounted, useLanguage } from "@getu/ui";
import type { CountedChoice } from "@getu/ui";
import { Button, Drawer, Table } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusTag } from "../status-tag.tsx";
import { useDeskWords } from "../use-desk-words.ts";

/** A number whose list is open, and whose number it is. */
export type OpenNumber = { choice: CountedChoice; name: string };

function useColumns(territory: Territory): TableColumnsType<Counting> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const words = useDeskWords(territory);
  const time = new Intl.DateTimeFormat(language, {
    timeZone: territory.timeZone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  });
  return [
    { title: t("desk.assess.list.at"), width: 130, render: (_, { at }) => time.format(new Date(at)) },
    {
      title: t("desk.assess.list.number"),
      width: 80,
      render: (_, { incident }) => <a href={`#/incident/${incident.id}`}>{incident.id}</a>,
    },
    {
      title: t("desk.assess.list.matter"),
      render: (_, { incident }) => (
        <div className="assess__name">
          <span>{words.category(incident)}</span>
          <span className="assess__summary">{incident.summary}</span>
        </div>
      ),
    },
    {
      title: t("desk.assess.list.status"),
      width: 90,
      render: (_, { incident }) => <StatusTag status={incident.status} words={words} />,
    },
    { title: t("desk.assess.list.by"), width: 110, render: (_, { by }) => by.join("、") || "—" },
  ];
}

function CountedList({ territory, choice }: { territory: Territory; choice: CountedChoice }): ReactNode {
  const { t } = useTranslation();
  const { counted, hasMore, isLoading, more } = useCounted(choice);
  return (
    <div className="desk__lines">
      <Table
        rowKey={({ at, incident }) => `${incident.id} ${at}`}
        size="small"
        columns={useColumns(territory)}
        dataSource={[...(counted ?? [])]}
        loading={isLoading}
        pagination={false}
        scroll={{ x: 560 }}
      />
      {hasMore && (
        <Button block loading={isLoading} onClick={more}>
          {t("desk.assess.list.more")}
        </Button>
      )}
    </div>
  );
}

type CountedDrawerProps = { territory: Territory; open: OpenNumber | null; onClose: () => void };

/** The incidents behind one number. */
export function CountedDrawer({ territory, open, onClose }: CountedDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open !== null}
      onClose={onClose}
      destroyOnHidden
      size={720}
      title={open && `${open.name} · ${t(`desk.assess.figure.${open.choice.figure}`)}`}
    >
      {open && <CountedList territory={territory} choice={open.choice} />}
    </Drawer>
  );
}
