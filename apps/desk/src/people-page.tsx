import { nobodyWith, rolesToGive } from "@getu/domain";
import type { ListedPerson } from "@getu/domain";
import type { Offer, People } from "@getu/ui";
import { usePeople, useRefusalWords } from "@getu/ui";
import { Alert, Button, Grid, Segmented, Space, Table, Tag, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageProps } from "./frame.tsx";
import { FormerRole } from "./former-role.tsx";
import { GrantTag } from "./grant-tag.tsx";
import { OfferDrawer } from "./offer-drawer.tsx";
import { PageHead } from "./page-head.tsx";
import { PersonActions } from "./person-actions.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { stackedColumns } from "./stacked-columns.tsx";
import type { PlainColumn } from "./stacked-columns.tsx";

type OnGive = ((person: ListedPerson) => void) | null;

function useColumns(people: People, onGive: OnGive): PlainColumn<ListedPerson>[] {
  const { t } = useTranslation();
  return [
    {
      key: "name",
      title: t("people.name"),
      render: (_, { name, username }) => (
        <Space orientation="vertical" size={0}>
          <Typography.Text strong>{name}</Typography.Text>
          <Typography.Text type="secondary">{username}</Typography.Text>
        </Space>
      ),
    },
    {
      key: "roles",
      title: t("people.roles"),
      render: (_, person) =>
        person.grants.length === 0 ? (
          <FormerRole person={person} onGive={people.give} />
        ) : (
          <Space size={[4, 4]} wrap>
            {person.grants.map((grant) => (
              <GrantTag key={grant.id} grant={grant} name={person.name} onTake={people.take} />
            ))}
          </Space>
        ),
    },
    {
      key: "state",
      title: t("people.state"),
      render: (_, { isDisabled, hasSecondFactor }) => (
        <Space size={[4, 4]} wrap>
          <Tag>{t(isDisabled ? "people.disabled" : "people.active")}</Tag>
          <Tag>
            {t("people.secondFactor")} {t(hasSecondFactor ? "people.on" : "people.off")}
          </Tag>
        </Space>
      ),
    },
    {
      key: "actions",
      title: "",
      align: "end",
      render: (_, person) => <PersonActions {...{ person, people, onGive }} />,
    },
  ];
}

type RoleFilterProps = { without: number; isOnly: boolean; onOnly: (isOnly: boolean) => void };

/** Everybody, or whoever has no role any more; not there while everybody has one. */
function RoleFilter({ without, isOnly, onOnly }: RoleFilterProps): ReactNode {
  const { t } = useTranslation();
  if (without === 0) return null;
  const options = [
    { value: "everybody", label: t("people.everybody") },
    { value: "no-role", label: t("people.noRoleCount", { count: without }) },
  ];
  return (
    <Segmented
      aria-label={t("people.which")}
      value={isOnly ? "no-role" : "everybody"}
      options={options}
      onChange={(value) => onOnly(value === "no-role")}
    />
  );
}

/** Everybody in one's reach, what they hold and what can be done about it. */
export function PeoplePage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  const people = usePeople();
  const wordsFor = useRefusalWords();
  const [offered, setOffered] = useState<ListedPerson | "somebody new" | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const roles = rolesToGive(nobodyWith(...account.grants)).filter((role) => role !== "device"); // a screen's
  const columns = useColumns(people, roles.length > 0 ? setOffered : null);
  const [isOnly, setOnly] = useState(false);
  const withoutRole = (people.people ?? []).filter(({ grants }) => grants.length === 0);
  const isWide = Grid.useBreakpoint().md ?? true;

  async function offer(wanted: Offer): Promise<void> {
    if (offered === null) return;
    if (offered === "somebody new") setLink(`${location.origin}/desk/#/join/${await people.invite(wanted)}`);
    else await people.give({ ...wanted, personId: offered.id });
    setOffered(null);
  }

  const isInviting = offered === "somebody new";
  const title = isInviting ? t("people.invite") : offered && t("people.giveTo", { name: offered.name });
  return (
    <>
      <PageHead title={t("people.title")}>
        {roles.length > 0 && (
          <Button type="primary" onClick={() => setOffered("somebody new")}>
            {t("people.invite")}
          </Button>
        )}
      </PageHead>
      {people.error !== null && <Alert type="error" showIcon title={wordsFor(people.error)} />}
      <RoleFilter without={withoutRole.length} isOnly={isOnly} onOnly={setOnly} />
      <Table
        rowKey="id"
        columns={isWide ? columns : stackedColumns(columns)}
        showHeader={isWide}
        dataSource={isOnly && withoutRole.length > 0 ? withoutRole : (people.people ?? [])}
        loading={!people.people && people.error === null}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        {...(isWide && { scroll: { x: 700 } })}
      />
      <OfferDrawer
        title={title}
        submitLabel={t(isInviting ? "people.submitInvite" : "people.submitGive")}
        roles={roles}
        grants={account.grants}
        onOffer={offer}
        onClose={() => setOffered(null)}
      />
      <ShownOnce
        title={t("people.linkTitle")}
        hint={t("people.linkHint")}
        secret={link}
        onClose={() => setLink(null)}
      />
    </>
  );
}
