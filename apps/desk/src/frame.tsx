import type { Account } from "@getu/ui";
import { authDoor, useForgetAnswers, useLanguage, goTo } from "@getu/ui";
import type { Role } from "@getu/domain";
import { Alert, Button, Layout, Menu, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountPage } from "./account-page.tsx";
import { AssessPage } from "./assess/assess-page.tsx";
import { AuditPage } from "./audit/audit-page.tsx";
import { CasePage } from "./case/case-page.tsx";
import { GridsPage } from "./grids/grids-page.tsx";
import { FilePage } from "./intake/file-page.tsx";
import { OtherScreens, WorksElsewhere } from "./other-screens.tsx";
import { PeoplePage } from "./people-page.tsx";
import { QueuePage } from "./queue/queue-page.tsx";
import { VisitsPage } from "./visits/visits-page.tsx";
import { WallsPage } from "./walls/walls-page.tsx";
import { useAct } from "@getu/ui/use-act.ts";

const WORKS_WITH_INCIDENTS = ["administrator", "auditor", "dispatcher", "secretary", "leader"] as const;

/** Each page with who may open it; the server decides anew with every call. */
const PAGES = [
  { key: "queue", roles: WORKS_WITH_INCIDENTS, Page: QueuePage },
  { key: "file", roles: ["dispatcher", "secretary", "leader"], Page: FilePage },
  { key: "assess", roles: WORKS_WITH_INCIDENTS, Page: AssessPage },
  { key: "visits", roles: WORKS_WITH_INCIDENTS, Page: VisitsPage },
  { key: "grids", roles: ["administrator", "dispatcher", "secretary"], Page: GridsPage },
  { key: "audit", roles: ["administrator", "auditor"], Page: AuditPage },
  { key: "people", roles: ["administrator", "auditor", "secretary"], Page: PeoplePage },
  { key: "screens", roles: ["administrator", "dispatcher"], Page: WallsPage },
  { key: "account", roles: null, Page: AccountPage },
] as const satisfies readonly {
  key: string;
  roles: readonly Role[] | null;
  Page: (props: PageProps) => ReactNode;
}[];

/** Pages that others open: not in the menu. */
const OPENED = [
  { key: "incident", roles: WORKS_WITH_INCIDENTS, Page: CasePage },
] as const satisfies readonly { key: string; roles: readonly Role[]; Page: () => ReactNode }[];

/** What every page is given. */
export type PageProps = { account: Account };

type FrameProps = { account: Account; person: NonNullable<Account["person"]>; page: string };

/** The desk itself: pages along the top, one of them below. */
export function Frame({ account, person, page }: FrameProps): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  const forgetAnswers = useForgetAnswers();
  const { act } = useAct();
  const held = new Set<Role>(account.grants.map(({ role }) => role));
  const open = PAGES.filter(({ roles }) => roles === null || roles.some((role) => held.has(role)));
  const opened = OPENED.find((each) => each.key === page && each.roles.some((role) => held.has(role)));
  const { key, Page } = opened ?? open.find((each) => each.key === page) ?? open[0]!; // one's own account is open to all
  return (
    <Layout className="desk">
      <Layout.Header className="desk__bar">
        <Typography.Text strong style={{ color: "#fff", fontSize: 18 }}>
          {t("product")}
        </Typography.Text>
        <Menu
          className="desk__nav"
          mode="horizontal"
          theme="dark"
          selectedKeys={[key]}
          onClick={({ key: chosen }) => goTo(chosen)}
          items={open.map((each) => ({ key: each.key, label: t(`desk.nav.${each.key}`) }))}
        />
        <span className="desk__who" style={{ color: "#fff" }}>
          {person.name}
        </span>
        <OtherScreens held={held} type="text" style={{ color: "#fff" }} />
        <Button
          type="text"
          style={{ color: "#fff" }}
          onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {t("language")}
        </Button>
        <Button
          ghost
          style={{ color: "#fff", borderColor: "#fff" }}
          onClick={() =>
            act(async () => {
              await authDoor.signOut();
              await forgetAnswers();
            })
          }
        >
          {t("desk.signOut")}
        </Button>
      </Layout.Header>
      <Layout.Content>
        <main className="desk__page desk__lines">
          {held.size === 0 && <Alert type="info" showIcon title={t("desk.noRole")} />}
          {held.size > 0 && open.length === 1 && <WorksElsewhere held={held} />}
          <Page account={account} />
        </main>
      </Layout.Content>
    </Layout>
  );
}
